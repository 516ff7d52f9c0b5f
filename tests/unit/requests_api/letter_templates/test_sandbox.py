"""A template is hostile input: nothing but what is allowed is read, and it reads nothing else."""

import io
import time

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from requests_api.letter_templates.fields import Fields
from requests_api.letter_templates.filling import FillingError
from requests_api.letter_templates.kinds import Why
from requests_api.letter_templates.sandbox import (
    UncleanTemplateError,
    check,
    fill,
    marked,
)
from tests.unit.requests_api.letter_templates import docx_files as made

FIELDS = Fields(
    frozenset({"title", "is_late"}),
    {"items": frozenset({"name"}), "notes": frozenset()},
    frozenset({"title"}),
)
FACTS = {
    "title": "规划文本",
    "is_late": False,
    "items": [{"name": "甲"}, {"name": "乙"}],
    "notes": ["一", "二"],
}
ATTACKS = {
    "{{ title.upper() }}": Why.CALL,
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": Why.CALL,
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}": Why.CALL,
    "{{ title.__class__ }}": Why.PRIVATE,
    "{{ _private }}": Why.PRIVATE,
    "{% for _x in notes %}{% endfor %}": Why.PRIVATE,
    "{{ title['__class__'] }}": Why.PRIVATE,
    "{{ title[0] }}": Why.MEMBER,
    "{{ title.upper }}": Why.MEMBER,
    "{{ title|attr('__class__') }}": Why.FILTER,
    "{{ notes|map('upper')|list }}": Why.FILTER,
    "{{ title|center(1000000000) }}": Why.FILTER,
    "{{ notes|join(title) }}": Why.FILTER,
    "{{ 'a' * 1000000000 }}": Why.OPERATION,
    "{{ 10 ** 10 ** 10 }}": Why.OPERATION,
    "{{ title ~ title }}": Why.OPERATION,
    "{{ title is defined }}": Why.OPERATION,
    "{{ (title, title) }}": Why.OPERATION,
    "{{ title if title else title }}": Why.OPERATION,
    "{% set x = title %}": Why.STATEMENT,
    "{% include 'x' %}": Why.STATEMENT,
    "{% extends 'x' %}": Why.STATEMENT,
    "{% import 'x' as y %}": Why.STATEMENT,
    "a {% include 'x' %}": Why.STATEMENT,
    "a {% filter upper %}b{% endfilter %}": Why.STATEMENT,
    "{% for x in range(1000000000) %}{% endfor %}": Why.LOOP,
    "{% for x in notes recursive %}{% endfor %}": Why.LOOP,
    "{% for x in notes if x %}{% endfor %}": Why.LOOP,
    "{% for x, y in items %}{% endfor %}": Why.LOOP,
    "{% for x in title %}{{ x }}{% endfor %}": Why.LOOP,
    "{% if title %}{% if title %}{% if title %}1{% endif %}{% endif %}{% endif %}": Why.TOO_DEEP,
    "{% if title %}": Why.UNCLOSED,
    "{% endif %}": Why.UNCLOSED,
    "text {{ title": Why.UNCLOSED,
    "text {% if title %} text": Why.UNCLOSED,
    "{{ title }": Why.UNCLOSED,
    "{{ title title }}": Why.SYNTAX,
    "{{r title }}": Why.SYNTAX,
    "{{ " + "(" * 140 + "title" + ")" * 140 + " }}": Why.SYNTAX,
    "{{ title" + " " * 400 + "}}": Why.TOO_MUCH,
    "{{ title }}" * 401: Why.TOO_MUCH,
}


def refusals(content):
    return {refused.why for refused in check(content, FIELDS).refused}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_not_allowed_is_refused_and_named(attack):
    content = made.docx("{{ title }}", attack)
    findings = check(content, FIELDS)
    assert ATTACKS[attack] in {refused.why for refused in findings.refused}, findings
    assert all(refused.expression for refused in findings.refused)
    with pytest.raises(UncleanTemplateError):
        fill(content, FIELDS, FACTS)


def test_a_tag_that_is_spread_over_runs_is_read_whole():
    assert refusals(made.docx(("{", "{ title.", "__class", "__ }", "}"))) == {
        Why.PRIVATE,
        Why.MEMBER,
    }
    filled = fill(made.docx(("before {", "{ ti", "tle }", "} after")), FIELDS, FACTS)
    assert made.texts(filled.content) == ["before 规划文本 after"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (made.docx("text", header="{{ title.__class__ }}"), Why.PRIVATE),
        (made.docx("text", table=["{{ title() }}"]), Why.CALL),
        (made.with_body('<w:p w:rsidR="{{ title }}"/>'), Why.MISPLACED),
        (made.with_body("<w:p>{{ title }}</w:p>"), Why.MISPLACED),
        (made.with_body("<w:p><w:r><w:delText>{{ title }}</w:delText></w:r></w:p>"), Why.MISPLACED),
        (made.with_relationship("attachedTemplate", "http://example.invalid/t.dotm"), Why.EXTERNAL),
        (made.with_relationship("image", "file://example.invalid/share/i.png"), Why.EXTERNAL),
        (made.with_relationship("hyperlink", "http://example.invalid/"), Why.EXTERNAL),
        (made.with_member("word/vbaProject.bin", b"x"), Why.EMBEDDED),
        (made.with_member("word/embeddings/oleObject1.xlsx", b"x"), Why.EMBEDDED),
        (made.with_member("customUI/customUI.xml", b"<customUI/>"), Why.EMBEDDED),
        (made.with_body("<w:p><w:r><w:object/></w:r></w:p>"), Why.EMBEDDED),
        (made.with_body("<w:altChunk/>"), Why.EMBEDDED),
        (
            made.with_body(
                "<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"
            ),
            Why.FIELD_CODE,
        ),
        (
            made.with_body('<w:p><w:fldSimple w:instr=" INCLUDETEXT x "/></w:p>'),
            Why.FIELD_CODE,
        ),
        (made.with_entities(), Why.DAMAGED),
        (made.with_member("../../x.xml", b"<x/>"), Why.DAMAGED),
        (made.with_member("word/x.xml", b"<x>"), Why.DAMAGED),
        (made.with_member("word/bomb.xml", b" " * 5_000_000), Why.TOO_MUCH),
        (made.with_body("<w:p/>" * 250_000), Why.TOO_MUCH),
        (made.with_body("<w:sdt>" * 100 + "</w:sdt>" * 100), Why.TOO_DEEP),
        (made.with_body("<w:sdt>" * 400 + "</w:sdt>" * 400), Why.DAMAGED),
        (b"PK\x03\x04 no package", Why.DAMAGED),
        (b"", Why.DAMAGED),
    ],
)
def test_a_file_that_holds_more_than_a_letter_is_refused(content, why):
    assert why in refusals(content)
    with pytest.raises(UncleanTemplateError):
        fill(content, FIELDS, FACTS)


def test_a_package_of_very_many_members_is_refused():
    content = made.changed(
        made.docx("text"), lambda m: m.update({f"word/m{n}.xml": b"<x/>" for n in range(400)})
    )
    assert refusals(content) == {Why.TOO_MUCH}


def test_many_bombs_together_are_refused_before_they_are_unpacked():
    content = made.changed(
        made.docx("text"),
        lambda m: m.update({f"word/m{n}.xml": b" " * 3_000_000 for n in range(9)}),
    )
    began = time.perf_counter()
    assert refusals(content) == {Why.TOO_MUCH}
    assert time.perf_counter() - began < 1


def test_page_numbers_are_allowed():
    xml = "<w:p><w:r><w:instrText> PAGE \\* MERGEFORMAT </w:instrText></w:r></w:p>"
    assert refusals(made.with_body(xml)) == set()


def test_unknown_and_missing_fields_are_named():
    findings = check(made.docx("{{ name }} {% for i in items %}{{ i.age }}{% endfor %}"), FIELDS)
    assert findings.unknown == ["i.age", "name"]
    assert findings.missing == ["title"]
    assert findings.refused == []


def test_statements_have_a_paragraph_or_a_row_of_their_own():
    content = made.docx(
        "{{ title }}",
        "{% if is_late %}",
        "迟",
        "{%p elif title == '规划文本' %}",
        "是",
        "{% else %}",
        "否",
        "{% endif %}",
        "{% for note in notes %}",
        "{{ loop.index }}{{ note }}{% if loop.last %}。{% else %}；{% endif %}",
        "{% endfor %}",
        table=["{%tr for item in items %}", "{{ item.name }}", "{%tr endfor %}"],
    )
    assert check(content, FIELDS).is_clean
    filled = fill(content, FIELDS, FACTS)
    assert made.texts(filled.content) == ["规划文本", "是", "1一；", "2二。", "甲", "乙"]
    assert fill(content, FIELDS, FACTS) == filled


def test_a_loop_within_a_loop_is_bounded():
    content = made.docx(
        "{{ title }}{% for a in notes %}{% for b in notes %}{{ title }}{% endfor %}{% endfor %}"
    )
    facts = {**FACTS, "notes": ["x"] * 1000}
    with pytest.raises(FillingError):
        fill(content, FIELDS, facts)
    many = made.docx("{{ title }}", "{% for a in notes %}", *["x"] * 400, "{% endfor %}")
    with pytest.raises(FillingError):
        fill(many, FIELDS, facts)


def test_a_property_of_the_file_is_no_template():
    content = made.docx("{{ title }}", title="{{ title.__class__ }}")
    filled = fill(content, FIELDS, FACTS)
    properties = Document(io.BytesIO(filled.content)).core_properties
    assert properties.title == "{{ title.__class__ }}"


def test_lines_of_a_fact_are_lines_of_the_letter():
    filled = fill(made.docx("{{ title }}"), FIELDS, {**FACTS, "title": "一\n二"})
    assert made.texts(filled.content) == ["一\n二"]


def test_a_mark_stands_before_everything():
    assert made.texts(marked(made.docx("文书"), "未盖章")) == ["未盖章", "文书"]


@given(st.text(max_size=200))
def test_what_a_fact_says_is_text_and_nothing_else(said):
    filled = fill(made.docx("〔{{ title }}〕"), FIELDS, {**FACTS, "title": said})
    (text,) = made.texts(filled.content)
    kept = "".join(c for c in said if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
    assert text == f"〔{kept}〕"


TAGS = st.text(alphabet="{}%# -_.()[]|'\"aeiftldnrsor0=", max_size=60)


@given(st.lists(TAGS | st.sampled_from(sorted(ATTACKS)), max_size=5))
def test_whatever_stands_in_a_template_is_checked_without_failing(paragraphs):
    content = made.docx("{{ title }}", *paragraphs)
    findings = check(content, FIELDS)
    if findings.refused or findings.unknown:
        with pytest.raises(UncleanTemplateError):
            fill(content, FIELDS, FACTS)
    else:
        fill(content, FIELDS, FACTS)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_document_are_refused(content):
    assert not check(content, FIELDS).is_clean
