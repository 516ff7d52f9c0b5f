"""Lists of known gaps shrink: what is new fails, and so does a line for what has been mended."""

import json

import jsonschema_rs
import pytest

from tests.architecture import document_guards as guards
from tests.architecture import known_gaps
from tests.architecture.tree import REPOSITORY

DOCUMENTS = sorted((REPOSITORY / "services").glob("*/openapi.json"))


@pytest.mark.parametrize("name", known_gaps.RULES)
def test_what_breaks_a_rule_is_known_and_what_is_known_breaks_it(name):
    assert known_gaps.disagreements(name, REPOSITORY) == []


def _document(schema, *, example=None, parameter=None):
    """A document with one operation that takes and gives a `Thing`."""
    thing = {"type": "object", **schema}
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}
    if example is not None:
        thing["examples"] = [example]
    operation = {
        "operationId": "make_thing",
        "parameters": [{"name": "q", "in": "query", **(parameter or {"description": "Q."})}],
        "requestBody": {"content": content},
        "responses": {"200": {"content": content}, "404": {"description": "None."}},
    }
    return {"paths": {"/x": {"post": operation}}, "components": {"schemas": {"Thing": thing}}}


TOLD = {"description": "A thing.", "properties": {"a": {"type": "string", "description": "A."}}}
UNTOLD_MEMBER = {"description": "A thing.", "properties": {"a": {"type": "string"}}}


@pytest.mark.parametrize(
    ("guard", "document", "gap"),
    [
        (guards.undescribed, _document({}), "Thing"),
        (guards.undescribed, _document(UNTOLD_MEMBER), "Thing.a"),
        (guards.undescribed, _document(TOLD, parameter={"schema": {}}), "make_thing?q"),
        (guards.without_example, _document(TOLD), "make_thing: its body"),
        (guards.without_example, _document(TOLD), "make_thing 200: its answer"),
    ],
)
def test_a_gap_of_a_document_is_found(guard, document, gap):
    assert gap in set(guard(document))


@pytest.mark.parametrize("guard", [guards.undescribed, guards.without_example])
def test_a_document_that_says_all_has_no_gap(guard):
    assert list(guard(_document(TOLD, example={"a": "x"}))) == []


COLOUR = {"$ref": "#/components/schemas/Colour"}


@pytest.mark.parametrize(("labels", "is_gap"), [({}, True), ({"x-labels": {"r": "红"}}, False)])
def test_an_enum_of_an_answer_has_labels(labels, is_gap):
    document = _document({"properties": {"colour": COLOUR}})
    document["components"]["schemas"]["Colour"] = {"type": "string", "enum": ["r"], **labels}
    found = list(guards.unlabelled(document))
    assert found == ["Colour"] * is_gap


def test_a_page_is_shown_by_what_it_holds():
    document = _document(TOLD, example={"a": "x"})
    thing = {"$ref": "#/components/schemas/Thing"}
    page = {"properties": {"items": {"type": "array", "items": thing}, "next_cursor": {}}}
    answers = document["paths"]["/x"]["post"]["responses"]
    answers["200"] = {"content": {"application/json": {"schema": page}}}
    assert list(guards.without_example(document)) == []


@pytest.fixture
def ruled(tmp_path, monkeypatch):
    """A rule whose gaps are what the test says, with a folder for its list."""

    class Ruled:
        folder = tmp_path
        list = tmp_path / "rule.txt"
        gaps = ()

    rule = known_gaps.Rule(lambda _root: Ruled.gaps, "mend it")
    monkeypatch.setitem(known_gaps.RULES, "rule", rule)
    return Ruled


def test_a_new_gap_and_a_mended_one_are_both_told(ruled):
    ruled.list.write_text("a\nb\n")
    ruled.gaps = ("b", "c")
    new, mended = known_gaps.disagreements("rule", REPOSITORY, ruled.folder)
    assert new == "c: mend it"
    assert mended == f"a: mended, so take it off the list by {known_gaps.COMMAND}"


def test_the_command_takes_away_what_is_mended_and_adds_nothing(ruled):
    ruled.list.write_text("a\nb\n")
    ruled.gaps = ("b", "c")
    assert known_gaps.shrink("rule", REPOSITORY, ruled.folder) == 1
    assert ruled.list.read_text() == "b\n"


def test_a_list_begins_with_all_that_is_there(ruled):
    ruled.gaps = ("b", "a")
    assert known_gaps.shrink("rule", REPOSITORY, ruled.folder) == 2
    assert ruled.list.read_text() == "a\nb\n"


@pytest.mark.parametrize(("label", "wrong"), [("红", []), ("绿", ["Thing: colour: 绿"])])
def test_a_label_in_an_example_is_that_of_its_code(label, wrong):
    shown = {"colour": "r", "colour_label": label}
    document = _document({"properties": {"colour": COLOUR}}, example=shown)
    document["components"]["schemas"]["Colour"] = {"enum": ["r"], "x-labels": {"r": "红"}}
    assert list(guards.mislabelled(document)) == wrong


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_examples_name_codes_by_their_labels(path):
    assert list(guards.mislabelled(json.loads(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_examples_are_examples_of_their_schema(path):
    document = json.loads(path.read_text("utf-8"))
    wrong = []
    for at, schema, example in guards.examples(document):
        checked = {**schema, "components": document["components"]}
        if not jsonschema_rs.Draft202012Validator(checked).is_valid(example):
            wrong.append(at)
    assert wrong == []
