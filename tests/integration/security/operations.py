"""What OpenAPI says of the operations of a service, and requests made from it.

Nothing here names a route: a new one is attacked without anybody's doing.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from gongkai.auth.principal import Permission
from tests.openapi_parts import resolved

_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Raw:
    """A piece of JSON that `json.dumps` would not write."""

    text: str


@dataclass(frozen=True)
class Operation:
    """One operation; `permissions` is None where anybody may call it."""

    name: str
    method: str
    template: str
    permissions: frozenset[Permission] | None
    parameters: tuple[Mapping[str, Any], ...]
    media_type: str | None
    body_schema: Mapping[str, Any] | None
    needs_body: bool
    statuses: frozenset[str]
    headers: Mapping[str, frozenset[str]]
    """The headers that are documented for each status, in small letters."""

    def of_kind(self, kind):
        return [parameter for parameter in self.parameters if parameter["in"] == kind]

    def has(self, name):
        return any(parameter["name"] == name for parameter in self.parameters)

    @property
    def writes(self):
        return self.method != "GET"

    @property
    def is_conditional(self):
        return self.has("If-Match")


class Document:
    """An OpenAPI document and values that fit its schemas."""

    def __init__(self, document: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        self._document = document
        self._known = known

    def operations(self) -> list[Operation]:
        return [
            self._operation(template, method, methods[method])
            for template, methods in self._document["paths"].items()
            for method in _METHODS
            if method in methods
        ]

    def _operation(self, template, method, said):
        content = said.get("requestBody", {}).get("content", {})
        media_type = next(iter(content), None)
        security = said.get("security")
        answers = {status: self.resolved(answer) for status, answer in said["responses"].items()}
        return Operation(
            name=said["operationId"],
            method=method.upper(),
            template=template,
            permissions=(frozenset(map(Permission, security[0]["bearer"])) if security else None),
            parameters=tuple(map(self.resolved, said.get("parameters", ()))),
            media_type=media_type,
            body_schema=content[media_type]["schema"] if media_type else None,
            needs_body=said.get("requestBody", {}).get("required", False),
            statuses=frozenset(answers),
            headers={
                status: frozenset(name.lower() for name in answer.get("headers", ()))
                for status, answer in answers.items()
            },
        )

    def resolved(self, schema):
        """What a reference stands for."""
        return resolved(self._document, schema)

    def variants(self, schema) -> Iterator[Mapping[str, Any]]:
        """The schemas that a value may have, null left out."""
        schema = self.resolved(schema)
        options = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf")
        if options is None:
            kinds = schema.get("type")
            for kind in kinds if isinstance(kinds, list) else [kinds]:
                if kind != "null":
                    yield schema if kind is None else {**schema, "type": kind}
            return
        for option in options:
            yield from self.variants(option)

    def example(self, schema, name="") -> Any:
        """A value with what is required and no more."""
        if name in self._known:
            return copy.deepcopy(self._known[name])
        chosen = next(self.variants(schema), {})
        if "const" in chosen or "enum" in chosen:
            return chosen.get("const", chosen.get("enum", [None])[0])
        match "object" if "properties" in chosen else chosen.get("type"):
            case "object":
                properties = chosen.get("properties", {})
                required = [n for n in properties if n in chosen.get("required", ())]
                value = {n: self.example(properties[n], n) for n in required}
            case "array":
                value = [self.example(chosen["items"]) for _ in range(chosen.get("minItems", 0))]
            case "integer" | "number":
                value = chosen.get("minimum", 1)
            case "boolean":
                value = True
            case _:
                value = self._text(chosen)
        return value

    def _text(self, schema):
        if "format" in schema and schema["format"] in self._known:
            return self._known[schema["format"]]
        if schema.get("examples"):
            return schema["examples"][0]
        return self._known.get(schema.get("pattern", ""), "样例")

    def places(self, schema, at=(), seen=None) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
        """Every place of a body, the optional ones too, with the schemas for it.

        What a named schema holds is given where it is met first.
        """
        seen = set() if seen is None else seen
        names = {name for name in self._names(schema) if name not in seen}
        options = list(self.variants(schema))
        yield at, options
        if names or not any("properties" in chosen for chosen in options) or not at:
            seen |= names
            for chosen in options:
                for name, inner in chosen.get("properties", {}).items():
                    yield from self.places(inner, (*at, name), seen)
                if chosen.get("type") == "array":
                    yield from self.places(chosen["items"], (*at, 0), seen)

    def _names(self, schema) -> Iterator[str]:
        if "$ref" in schema:
            yield schema["$ref"]
        for option in schema.get("anyOf", schema.get("oneOf", ())):
            yield from self._names(option)

    def body_with(self, operation, place, value) -> Any:
        """The least body of an operation with `value` at `place`."""
        if not place:
            return value
        body = self.example(operation.body_schema)
        step, schema = body, operation.body_schema
        for index, part in enumerate(place):
            is_last = index == len(place) - 1
            schema = self._inner(schema, part)
            if isinstance(part, int) and not step:
                step.append(self.example(schema))
            if is_last:
                step[part] = value
            elif not isinstance(part, str) or not isinstance(step.get(part), dict | list):
                step[part] = (
                    step[part]
                    if isinstance(part, int)
                    else self.container(schema, place[index + 1], part)
                )
            step = step[part]
        return body

    def container(self, schema, following, name):
        """The least object or list that can hold the next step of a place."""
        wanted = "array" if isinstance(following, int) else "object"
        for chosen in self.variants(schema):
            if chosen.get("type", "object") == wanted:
                return self.example(chosen, name)
        raise AssertionError(f"no {wanted} at {name}")

    def _inner(self, schema, part):
        for chosen in self.variants(schema):
            if isinstance(part, int) and chosen.get("type") == "array":
                return chosen["items"]
            if part in chosen.get("properties", {}):
                return chosen["properties"][part]
        raise AssertionError(f"no {part} in the schema")


@dataclass
class Request:
    """A request on its way to `asgi.call`, in parts that can be exchanged."""

    method: str
    template: str
    path: dict[str, str]
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: dict[str, str | bytes] = field(default_factory=dict)
    body: bytes = b""

    def target(self) -> str:
        """Path and query; values with a leading `raw:` are not encoded again."""
        path = self.template
        for name, value in self.path.items():
            path = path.replace("{" + name + "}", encoded(value))
        query = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in self.query)
        return f"{path}?{query}" if query else path


def encoded(value: str) -> str:
    """A value in an address."""
    return value.removeprefix("raw:") if value.startswith("raw:") else quote(value, safe="")


def dumped(value: Any) -> bytes:
    """JSON of a value that may hold `Raw` pieces and lone surrogates."""
    pieces: list[str] = []

    def stand_in(item):
        pieces.append(item.text)
        return f"@raw{len(pieces) - 1}@"

    text = json.dumps(value, default=stand_in, ensure_ascii=True)
    for index, piece in enumerate(pieces):
        text = text.replace(f'"@raw{index}@"', piece)
    return text.encode("utf-8", "surrogatepass")
