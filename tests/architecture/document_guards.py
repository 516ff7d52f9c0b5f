"""What the OpenAPI documents owe to their readers. A guard takes a document and names each gap.

What to do about a gap is told where the known ones are listed (known_gaps).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.openapi_parts import followed, references, resolved

_JSON = "application/json"
_METHODS = ("delete", "get", "patch", "post", "put")

Part = Mapping[str, Any]


def undescribed(document: Part) -> Iterator[str]:
    """Schemas, their members and parameters that do not say what they mean."""
    for name, schema in document["components"]["schemas"].items():
        if not schema.get("description"):
            yield name
        for member, said in schema.get("properties", {}).items():
            if not said.get("description"):
                yield f"{name}.{member}"
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            said = resolved(document, parameter)
            if not said.get("description"):
                at = f"{operation['operationId']}?{said['name']}"
                yield at


def without_example(document: Part) -> Iterator[str]:
    """JSON bodies and successes that show nobody what they look like."""
    for operation in _operations(document):
        name = operation["operationId"]
        body = operation.get("requestBody", {}).get("content", {}).get(_JSON)
        if body is not None and not _shows(document, body):
            yield f"{name}: its body"
        for status, answer in operation["responses"].items():
            content = resolved(document, answer).get("content", {}).get(_JSON)
            if status.startswith("2") and content is not None and not _shows(document, content):
                yield f"{name} {status}: its answer"


def unlabelled(document: Part) -> Iterator[str]:
    """Enums of answers that leave it to every front end what an office calls their codes."""
    answers = [
        answer
        for operation in _operations(document)
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    for reference in sorted(_reached(document, answers)):
        schema = followed(document, reference)
        if "enum" in schema and "x-labels" not in schema:
            name = reference.rpartition("/")[2]
            yield name


def examples(document: Part) -> Iterator[tuple[str, Part, Any]]:
    """Every example of a named schema with the part of the schema that it is for."""
    for name, schema in document["components"]["schemas"].items():
        yield from ((name, schema, example) for example in schema.get("examples", ()))
        for member, said in schema.get("properties", {}).items():
            at = f"{name}.{member}"
            yield from ((at, said, example) for example in said.get("examples", ()))


def mislabelled(document: Part) -> Iterator[str]:
    """Examples in which a code stands beside a label that is not its own."""
    for at, schema, example in examples(document):
        for found in _labels_beside_codes(document, schema, example):
            yield f"{at}: {found}"


def _labels_beside_codes(document: Part, schema: Part, value: Any) -> Iterator[str]:
    schema = resolved(document, schema)
    for choice in (*schema.get("anyOf", ()), *schema.get("allOf", ()), *schema.get("oneOf", ())):
        yield from _labels_beside_codes(document, choice, value)
    if isinstance(value, list):
        for item in value:
            yield from _labels_beside_codes(document, schema.get("items", {}), item)
    elif isinstance(value, dict):
        for name, part in schema.get("properties", {}).items():
            label = value.get(f"{name}_label")
            if label not in (None, _label_of(document, part, value.get(name), label)):
                yield f"{name}: {label}"
            yield from _labels_beside_codes(document, part, value.get(name))


def _label_of(document: Part, schema: Part, code: object, label: object) -> object:
    """The label of a code; where its schema has none, whatever stands beside it."""
    told = resolved(document, schema)
    kinds = [told, *(resolved(document, kind) for kind in told.get("anyOf", ()))]
    return next((kind["x-labels"].get(code) for kind in kinds if "x-labels" in kind), label)


def _operations(document: Part) -> Iterator[Part]:
    for path in document["paths"].values():
        for method in _METHODS:
            if method in path:
                yield path[method]


def _reached(document: Part, part: Any) -> set[str]:
    """Everything that a part refers to, and what that refers to in turn."""
    reached: set[str] = set()
    waiting = list(references(part))
    while waiting:
        reference = waiting.pop()
        if reference not in reached:
            reached.add(reference)
            waiting += references(followed(document, reference))
    return reached


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
