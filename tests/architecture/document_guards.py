"""What the OpenAPI documents owe to their readers. A guard takes a document and names each gap."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.openapi_parts import resolved

_JSON = "application/json"
_METHODS = ("delete", "get", "patch", "post", "put")
_OF_THE_EDGE = "Problem"
_ADVICE = "give its schema one by json_schema_extra"

Part = Mapping[str, Any]


def undescribed(document: Part) -> Iterator[str]:
    """Schemas, their members and the parameters of queries that do not say what they mean."""
    for name, schema in document["components"]["schemas"].items():
        if name == _OF_THE_EDGE:
            continue
        if not schema.get("description"):
            yield f"{name}: no description; give the class a docstring"
        for member, said in schema.get("properties", {}).items():
            if not said.get("description"):
                yield f"{name}.{member}: no description; write a sentence below the member"
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            said = resolved(document, parameter)
            if said["in"] == "query" and not said.get("description"):
                at = f"{operation['operationId']}?{said['name']}"
                yield f"{at}: no description; write a sentence below the member"


def without_example(document: Part) -> Iterator[str]:
    """JSON bodies and successes that show nobody what they look like."""
    for operation in _operations(document):
        name = operation["operationId"]
        body = operation.get("requestBody", {}).get("content", {}).get(_JSON)
        if body is not None and not _shows(document, body):
            yield f"{name}: no example of its body; {_ADVICE}"
        for status, answer in operation["responses"].items():
            content = resolved(document, answer).get("content", {}).get(_JSON)
            if status.startswith("2") and content is not None and not _shows(document, content):
                yield f"{name} {status}: no example of its answer; {_ADVICE}"


def examples(document: Part) -> Iterator[tuple[str, Part, Any]]:
    """Every example of a named schema with the part of the schema that it is for."""
    for name, schema in document["components"]["schemas"].items():
        yield from ((name, schema, example) for example in schema.get("examples", ()))
        for member, said in schema.get("properties", {}).items():
            at = f"{name}.{member}"
            yield from ((at, said, example) for example in said.get("examples", ()))


def _operations(document: Part) -> Iterator[Part]:
    for path in document["paths"].values():
        for method in _METHODS:
            if method in path:
                yield path[method]


def _shows(document: Part, content: Part) -> bool:
    return bool(content.get("example") or content.get("examples")) or _has_example(
        document, content.get("schema", {})
    )


def _has_example(document: Part, schema: Part) -> bool:
    """A list or a page is shown by what it holds, one of several by any of them."""
    schema = resolved(document, schema)
    if schema.get("examples") or "const" in schema or "enum" in schema:
        return True
    inner = [*schema.get("anyOf", ()), schema.get("items")]
    if schema.get("properties", {}).keys() == {"items", "next_cursor"}:
        inner.append(schema["properties"]["items"])
    return any(_has_example(document, part) for part in inner if part)


GUARDS = (undescribed, without_example)
"""The guards whose gaps of today are known; see `known_gaps`."""
