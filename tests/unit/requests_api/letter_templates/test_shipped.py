"""The shipped templates: every kind, clean by its own fields, in the form of official letters."""

import io

import pytest
from docx import Document
from docx.shared import Mm

from requests_api.decisions.model import NationalText
from requests_api.letter_templates.building import shipped
from requests_api.letter_templates.errors import LetterOfOtherText
from requests_api.letter_templates.kinds import Addressee, LetterKind
from requests_api.letter_templates.layouts import BODIES, lines_of
from requests_api.letter_templates.notation import environment
from requests_api.letter_templates.sandbox import check
from requests_api.letter_templates.specs import SPECS, VariableForm
from requests_api.letter_templates.wording_of_2007 import lines_under_2007, spec_under

LATER = {LetterKind.RECONSIDERATION_ANSWER}


def test_every_kind_ships_but_those_whose_steps_are_still_to_come():
    assert {*SPECS} == {*BODIES} == {*LetterKind} - LATER


@pytest.mark.parametrize("kind", SPECS)
def test_a_shipped_template_passes_its_own_check(kind):
    findings = check(shipped(kind), SPECS[kind].fields)
    assert findings.is_clean, findings


OLD = [
    kind for kind in SPECS if kind not in {LetterKind.EXPLANATION_REQUEST, LetterKind.DELAY_NOTICE}
]
ARTICLES_OF_2019 = (
    "三十条",
    "三十一条",
    "三十二条",
    "三十三条",
    "三十四条",
    "三十五条",
    "四十二条",
)


@pytest.mark.parametrize("kind", OLD)
def test_a_shipped_template_under_the_text_of_2007_passes_too_and_cites_that_text_alone(kind):
    spec = spec_under(kind, NationalText.OF_2007)
    findings = check(shipped(kind, NationalText.OF_2007), spec.fields)
    assert findings.is_clean, findings
    said = "".join(line.text for line in lines_under_2007(kind))
    assert said.count("公开条例》") == said.count("公开条例》（国务院令第492号）")
    assert not [article for article in ARTICLES_OF_2019 if f"第{article}" in said]
    assert "视为放弃" not in said


@pytest.mark.parametrize("kind", sorted({*SPECS} - {*OLD}))
def test_the_text_of_2007_asks_for_no_reasons_and_sets_no_delay(kind):
    with pytest.raises(LetterOfOtherText):
        spec_under(kind, NationalText.OF_2007)


@pytest.mark.parametrize("kind", SPECS)
def test_a_shipped_template_is_made_the_same_each_time(kind):
    first = shipped(kind)
    shipped.cache_clear()
    assert shipped(kind) == first


@pytest.mark.parametrize("kind", SPECS)
def test_the_page_is_that_of_gb_t_9704(kind):
    section = Document(io.BytesIO(shipped(kind))).sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / Mm(1)), round(height / Mm(1))) == (156, 225)


def test_letters_that_end_a_case_tell_remedies_and_no_others_do():
    telling = {kind for kind, spec in SPECS.items() if spec.tells_remedies}
    assert telling == {
        LetterKind.REPLY,
        LetterKind.CLOSING_NOTICE,
        LetterKind.TRANSFER_NOTICE,
    }
    for kind in SPECS:
        lines = "".join(line.text for line in lines_of(kind))
        assert ("remedies" in lines) is (kind in telling)


def test_a_third_party_is_not_told_who_applied():
    for kind, spec in SPECS.items():
        if spec.addressee in {Addressee.PARTY, Addressee.ORGAN}:
            lines = "".join(line.text for line in lines_of(kind))
            assert "applicant_name" not in lines, kind


def test_a_notice_to_the_applicant_names_no_third_party():
    spec = SPECS[LetterKind.CONSULTATION_NOTICE]
    assert "party_name" not in spec.fields


def test_every_variable_has_a_name_and_a_form():
    for spec in SPECS.values():
        for variable in spec.stated.values():
            assert variable.label
            assert variable.form in VariableForm


@pytest.mark.parametrize(
    ("written", "sentence", "clause"),
    [
        ("涉及公共安全", "涉及公共安全。", "涉及公共安全"),
        ("涉及公共安全。", "涉及公共安全。", "涉及公共安全"),
        ("是否公开？ ", "是否公开？", "是否公开"),
        ("共30件，", "共30件。", "共30件"),
        ("", "", ""),
    ],
)
def test_what_somebody_wrote_ends_as_its_place_demands(written, sentence, clause):
    made = environment().from_string("{{ text|sentence }}/{{ text|clause }}")
    assert made.render(text=written) == f"{sentence}/{clause}"
