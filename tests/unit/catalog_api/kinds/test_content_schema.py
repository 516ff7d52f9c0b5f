"""A kind's schema: what it may say, what it says of elements, and that neither costs more than it
should.
"""

import time
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from catalog_api.kinds.content_schema import ContentSchema, compiled
from catalog_api.kinds.json_values import (
    BOUNDED,
    MAX_DEPTH,
    MAX_NODES,
    bounded_json,
    digest_of,
)
from catalog_api.kinds.schema_rules import SchemaRefused

pytestmark = pytest.mark.unit

CAUSE = {"title": "案由", "type": "string", "minLength": 1}


def schema(properties=None, **more):
    return {"type": "object", "properties": properties or {"cause": CAUSE}, **more}


def refusal(given):
    with pytest.raises(SchemaRefused) as refused:
        ContentSchema(given)
    return refused.value.fault.code, refused.value.fault.pointer


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ({}, "schema_names_no_element", "/body/schema"),
        ({"type": "object"}, "schema_names_no_element", "/body/schema"),
        ({"type": "array"}, "schema_names_no_element", "/body/schema"),
        (schema({"cause": {"type": "string"}}), "schema_element_unlabelled", "/properties/cause"),
        (schema({"案由": CAUSE}), "schema_element_code", "/properties"),
        (schema(required=["other"]), "schema_requires_unnamed", "/required"),
        (schema(**{"$schema": "http://json-schema.org/draft-07/schema#"}), "schema_dialect", ""),
        (schema({"cause": CAUSE | {"type": "text"}}), "schema_invalid", "/properties/cause/type"),
        (schema({"cause": CAUSE | {"pattern": "(?=a)b"}}), "schema_invalid", "/pattern"),
        (schema({"cause": CAUSE | {"pattern": r"(a)\1"}}), "schema_invalid", "/pattern"),
        (schema({"cause": CAUSE | {"pattern": "a{999}{999}{999}"}}), "schema_invalid", "/pattern"),
        (schema({"cause": CAUSE | {"$ref": "https://a.example/b"}}), "schema_leaves_document", ""),
        (schema({"cause": CAUSE | {"$ref": "file:///etc/passwd"}}), "schema_leaves_document", ""),
        (schema({"cause": CAUSE | {"$ref": "#/$defs/none"}}), "schema_leaves_document", ""),
        (schema({"cause": CAUSE | {"$ref": "#"}}), "schema_leaves_document", ""),
        (schema({"cause": CAUSE | {"$dynamicRef": "#a"}}), "schema_leaves_document", ""),
        (schema(**{"$id": "https://a.example/b"}), "schema_leaves_document", "/$id"),
        (
            schema({"cause": CAUSE | {"allOf": [{"$ref": "#/$defs/a"}]}}, **{"$defs": {"a": {}}})
            | {"$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}},
            "schema_goes_in_circles",
            "",
        ),
    ],
)
def test_a_schema_that_no_kind_can_have_is_refused_where_it_is_wrong(given, code, pointer):
    found = refusal(given)
    assert found[0] == code
    assert found[1].startswith("/body/schema")
    assert pointer in found[1]


def test_references_that_multiply_are_counted_and_not_followed():
    doubled = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(60)} | {
        "a60": {"type": "string"}
    }
    given = schema({"cause": CAUSE | {"$ref": "#/$defs/a0"}}, **{"$defs": doubled})
    started = time.perf_counter()
    assert refusal(given)[0] == "schema_too_large"
    assert time.perf_counter() - started < 5


def test_a_reference_within_the_schema_holds():
    given = schema(
        {"cause": {"title": "案由", "$ref": "#/$defs/line"}},
        **{"$defs": {"line": {"type": "string", "maxLength": 3}}},
    )
    assert ContentSchema(given).faults({"cause": "abc"}) == []
    assert [fault.code for fault in ContentSchema(given).faults({"cause": "abcd"})] == [
        "element_invalid"
    ]


def test_an_element_may_be_called_as_a_keyword_is():
    given = schema({"enum": CAUSE, "items": {"title": "项目", "$ref": "https://a.example"}})
    assert refusal(given)[0] == "schema_leaves_document"


def test_a_missing_element_is_named_by_its_label_and_no_value_is_repeated():
    kind = ContentSchema(
        schema(
            {
                "cause": CAUSE,
                "kept": {"title": "保管期限", "type": "integer", "minimum": 10},
                "level": {"title": "级别", "enum": ["甲", "乙"]},
                "rows": {
                    "title": "候选人",
                    "type": "array",
                    "items": {"type": "object", "required": ["name"]},
                },
            },
            required=["cause", "kept"],
            additionalProperties=False,
        )
    )
    faults = kind.faults({"kept": 3, "level": "SECRET", "SECRET": 1, "rows": [{}]})
    assert {(fault.pointer, fault.code) for fault in faults} == {
        ("/body/elements/cause", "element_missing"),
        ("/body/elements/kept", "element_invalid"),
        ("/body/elements/level", "element_invalid"),
        ("/body/elements/rows/0/name", "element_missing"),
        ("/body/elements", "element_unknown"),
    }
    told = " ".join(f"{fault.message} {fault.message_en}" for fault in faults)
    assert "缺少要素“案由”" in told
    assert "“保管期限”过小" in told
    assert "SECRET" not in told
    assert kind.faults({"cause": "样例", "kept": 10}) == []


def test_a_pattern_that_would_stall_others_takes_its_length():
    kind = ContentSchema(schema({"cause": CAUSE | {"pattern": "^(a+)+$"}}))
    started = time.perf_counter()
    assert len(kind.faults({"cause": "a" * 1_000_000 + "!"})) == 1
    assert time.perf_counter() - started < 5


def test_a_version_is_compiled_once():
    given = schema()
    assert compiled("sample-digest", given) is compiled("sample-digest", given)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=20,
    )
)
def test_whatever_is_taken_has_one_digest_and_no_other_value_has_it(value):
    try:
        taken = bounded_json(value)
    except ValueError:
        return
    assert digest_of(taken) == digest_of(bounded_json(taken))
    assert digest_of([taken]) != digest_of(taken)


@pytest.mark.parametrize(
    "value",
    [
        {"a": "\x00"},
        {"a\x00": 1},
        {"": 1},
        {"a" * 101: 1},
        {"a": "\ud800"},
        {"a": float("nan")},
        {"a": float("inf")},
        {"a": 10**400},
        {"a": 2**53},
        {"a": [0] * MAX_NODES},
        {"a": object()},
    ],
)
def test_what_no_column_can_hold_or_no_reader_keeps_is_refused(value):
    with pytest.raises(ValidationError):
        TypeAdapter(Annotated[dict[str, Any], BOUNDED]).validate_python(value)


def test_depth_is_bounded():
    deep = "x"
    for _ in range(MAX_DEPTH + 1):
        deep = {"a": deep}
    with pytest.raises(ValueError, match="levels"):
        bounded_json(deep)


def test_a_fraction_is_no_text_and_two_spellings_of_a_number_are_one():
    assert digest_of({"a": 12.5}) != digest_of({"a": "12.5"})
    assert digest_of(bounded_json({"a": 2.0})) == digest_of({"a": 2})
