"""The committed documents of the APIs, and the command that keeps them true."""

import ast
import json

import pytest
import schemathesis

from deploy.snapshots import __main__ as snapshots
from deploy.snapshots import json_lines
from tests.architecture.tree import REPOSITORY, Source
from tests.openapi_parts import followed, references, resolved

METHODS = {"delete", "get", "head", "patch", "post", "put"}
DOCUMENTS = sorted((REPOSITORY / "services").glob("*/openapi.json"))


def _operations(document):
    for path, item in document["paths"].items():
        for method in METHODS & item.keys():
            yield f"{method.upper()} {path}", item[method]


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.parent.name)
def snapshot(request):
    return request.param


@pytest.fixture
def document(snapshot):
    return json.loads(snapshot.read_text("utf-8"))


@pytest.fixture
def public(snapshot):
    """The routes that the service lists as public."""
    app = next(snapshot.parent.glob("*/app.py"))
    for node in Source(app.name, app.read_text("utf-8")).syntax.body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "PUBLIC":
            return set(ast.literal_eval(node.value.args[0]))
    return set()


def test_each_service_has_its_document():
    assert {path.parent.name for path in DOCUMENTS} == {"catalog-api", "notifier", "requests-api"}


def test_every_operation_demands_a_caller_or_is_listed_as_public(document, public):
    open_to_all = {
        operation["operationId"]
        for _, operation in _operations(document)
        if not operation.get("security")
    }
    assert open_to_all == public


def _takes_a_cursor(document, operation):
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    members = resolved(document, body.get("schema", {})).get("properties", {})
    asked = [resolved(document, each)["name"] for each in operation.get("parameters", [])]
    return "cursor" in {*asked, *members}


def test_every_list_feed_and_search_says_that_its_cursor_may_be_gone(document):
    paged = [
        (at, operation)
        for at, operation in _operations(document)
        if _takes_a_cursor(document, operation)
    ]
    assert paged
    silent = [
        at
        for at, operation in paged
        if "cursor_gone" not in json.dumps(operation["responses"].get("410", {}))
    ]
    assert silent == []


def test_every_operation_has_a_stable_name_and_says_what_it_does(document):
    operations = dict(_operations(document))
    names = [operation["operationId"] for operation in operations.values()]
    assert len(names) == len(set(names))
    assert [name for name in names if not name.isidentifier()] == []
    assert [at for at, operation in operations.items() if not operation.get("description")] == []


def test_nothing_with_a_default_is_required_of_a_caller(document):
    asked = [
        operation["requestBody"]["content"]
        for _, operation in _operations(document)
        if "requestBody" in operation
    ]
    required = [
        f"{reference}.{name}"
        for reference in _reached(document, asked)
        for name in followed(document, reference).get("required", ())
        if "default" in followed(document, reference)["properties"][name]
    ]
    assert asked
    assert required == []


def test_what_is_always_there_is_required_and_what_may_be_left_out_is_never_null(document):
    schemas = document["components"]["schemas"]
    assert set(schemas["MeOut"]["required"]) == set(schemas["MeOut"]["properties"])
    problem = schemas["ForbiddenProblem"]
    assert problem["required"] == ["code"]
    assert problem["properties"]["required_permissions"]["type"] == "array"


def _reached(document, part):
    """Every schema that a part is made of."""
    reached, waiting = set(), list(references(part))
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting += references(followed(document, reference))
    return reached


def test_every_operation_documents_its_problems(document):
    for at, operation in _operations(document):
        refusals = {
            status: answer for status, answer in operation["responses"].items() if status >= "400"
        }
        assert refusals, at
        for status, answer in refusals.items():
            content = resolved(document, answer)["content"]
            assert "application/problem+json" in content, f"{at} {status}"


def test_the_document_is_valid_and_each_of_its_references_leads_somewhere(document):
    schemathesis.openapi.from_dict(document).validate()
    for reference in references(document):
        assert followed(document, reference), reference


def test_the_name_of_a_schema_says_nothing_of_our_modules(document):
    """Two classes of one name in a service get their modules before it: rename one of them."""
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


@pytest.fixture
def one_document(tmp_path, monkeypatch):
    """The command with one document to keep."""
    path = tmp_path / "docs" / "events.md"
    monkeypatch.setattr(snapshots, "ROOT", tmp_path)
    monkeypatch.setattr(snapshots, "documents", lambda: {path: "now\n"})
    return path


def test_a_stale_document_is_named_with_the_command_that_mends_it(one_document, capsys):
    one_document.parent.mkdir()
    one_document.write_text("before\n")
    assert snapshots.main(check=True) == 1
    said = capsys.readouterr().err
    assert "docs/events.md" in said
    assert "make snapshots" in said
    assert one_document.read_text() == "before\n"


def test_a_missing_document_is_stale_too(one_document):
    assert snapshots.main(check=True) == 1
    assert not one_document.exists()


def test_what_fits_on_a_line_of_a_document_stands_on_one():
    long = {"$ref": "#/components/responses/" + "x" * 120}
    document = {"b": [1, {"c": "条"}], "a": {"d": "x" * 110, "e": []}, "f": long}
    text = json_lines.render(document)
    assert text == (
        "{\n"
        '  "a": {\n'
        f'    "d": "{"x" * 110}",\n'
        '    "e": []\n'
        "  },\n"
        '  "b": [1, {"c": "条"}],\n'
        f'  "f": {json.dumps(long)}\n'
        "}\n"
    )
    assert json.loads(text) == document


def test_what_was_written_is_current(one_document):
    assert snapshots.main(check=False) == 0
    assert one_document.read_text() == "now\n"
    assert snapshots.main(check=True) == 0
