"""What a kind's schema may say, beyond being JSON Schema. Pure.

It names its elements, refers to nothing beyond itself, and its references neither go in circles nor
multiply: what is judged by it takes time in proportion to what is judged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog_api.kinds.json_values import JsonObject
from gongkai.problem_parts import FieldError

DIALECT = "https://json-schema.org/draft/2020-12/schema"
MAX_EXPANDED = 5_000
"""Parts of a schema, those that are referred to counted wherever they are."""
MAX_TITLE = 100
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}", re.ASCII)
_LOCAL = re.compile(r"#/\$defs/([A-Za-z][A-Za-z0-9_-]{0,59})", re.ASCII)
_ELSEWHERE = frozenset(
    {
        *("$anchor", "$dynamicAnchor", "$dynamicRef", "$id"),
        *("$recursiveAnchor", "$recursiveRef", "$vocabulary"),
    }
)
"""Keywords by which a schema would leave its document, or be found in another."""
_LITERAL = frozenset({"const", "default", "enum", "examples"})
"""Keywords whose value is no schema."""
_NAMED = frozenset({"$defs", "dependentSchemas", "patternProperties", "properties"})
"""Keywords whose members are named by the schema's author."""


class SchemaRefused(ValueError):  # noqa: N818 - says what it is of the schema
    """A schema that no kind can have: where, and why in both languages."""

    def __init__(self, path: list[str | int], code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.fault = FieldError(pointer(["body", "schema", *path]), code, zh, en)


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the content, as the schema names it."""

    code: str
    title: str
    """What an office calls it."""
    is_required: bool


def pointer(path: list[str | int]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def elements_of(schema: JsonObject) -> tuple[Element, ...]:
    """The elements that the schema names. Raises `SchemaRefused` where they have no names."""
    if schema.get("$schema", DIALECT) != DIALECT:
        raise SchemaRefused(
            ["$schema"], "schema_dialect", f"只能是 {DIALECT}", f"It can be {DIALECT} alone"
        )
    properties, required = schema.get("properties"), schema.get("required", [])
    if schema.get("type") != "object" or not isinstance(properties, dict) or not properties:
        raise SchemaRefused(
            [],
            "schema_names_no_element",
            "须为 type: object，并在 properties 中列出要素",
            "It is of type object and names its elements in properties",
        )
    if not isinstance(required, list):
        required = []  # the meta-schema tells what is wrong with it
    for name in required:
        if name not in properties:
            raise SchemaRefused(
                ["required"],
                "schema_requires_unnamed",
                "required 中有 properties 未列出的要素",
                "What is required stands among the properties",
            )
    return tuple(
        Element(code, _title_of(code, described), code in required)
        for code, described in properties.items()
    )


def _title_of(code: str, described: object) -> str:
    if not _CODE.fullmatch(code):
        raise SchemaRefused(
            ["properties"],
            "schema_element_code",
            "要素代码须由小写英文字母、数字和下划线组成，以字母开头",
            "The code of an element is lower-case letters, digits and underscores",
        )
    title = described.get("title") if isinstance(described, dict) else None
    if not isinstance(title, str) or not 0 < len(title) <= MAX_TITLE:
        raise SchemaRefused(
            ["properties", code],
            "schema_element_unlabelled",
            f"每个要素须有 title（办公室所用名称，1至{MAX_TITLE}字）",
            f"Each element has a title of 1 to {MAX_TITLE} characters: what an office calls it",
        )
    return title


def check_references(schema: JsonObject) -> None:
    """Go on only if the schema stays within itself and what it refers to stays small.

    Raises `SchemaRefused`.
    """
    _Expansion(schema).size(schema, [])


class _Expansion:
    """How large a schema is when what it refers to stands wherever it is referred to."""

    def __init__(self, schema: JsonObject) -> None:
        defined = schema.get("$defs")
        self._defined = defined if isinstance(defined, dict) else {}
        self._sizes: dict[str, int] = {}
        self._open: set[str] = set()

    def size(self, node: object, path: list[str | int]) -> int:
        total = 1
        for step, child in _children(node):
            here = [*path, step]
            if step in _ELSEWHERE and isinstance(child, str | dict | bool):
                raise SchemaRefused(
                    here, "schema_leaves_document", f"不支持 {step}", f"{step} is not taken"
                )
            if step == "$ref":
                total += self._referred(child, here)
            elif step == "$defs" and not path:
                total += sum(self._defined_size(name, [*here, name]) for name in self._defined)
            else:
                total += self.size(child, here)
            if total > MAX_EXPANDED:
                raise SchemaRefused(
                    here,
                    "schema_too_large",
                    f"展开引用后不得超过{MAX_EXPANDED}项",
                    f"With its references it may have {MAX_EXPANDED} parts",
                )
        return total

    def _referred(self, target: object, path: list[str | int]) -> int:
        found = _LOCAL.fullmatch(target) if isinstance(target, str) else None
        if found is None or found[1] not in self._defined:
            raise SchemaRefused(
                path,
                "schema_leaves_document",
                "$ref 只能指向本文档 $defs 中已有的定义（#/$defs/…）",
                "A $ref points to a definition of this document (#/$defs/…)",
            )
        return self._defined_size(found[1], path)

    def _defined_size(self, name: str, path: list[str | int]) -> int:
        if name in self._open:
            raise SchemaRefused(
                path, "schema_goes_in_circles", "引用成环", "The references go in a circle"
            )
        if name not in self._sizes:
            self._open.add(name)
            self._sizes[name] = self.size(self._defined[name], ["$defs", name])
            self._open.discard(name)
        return self._sizes[name]


def _children(node: object) -> Iterator[tuple[str | int, object]]:
    """What stands in a part of a schema, but for values that are no schema; members that the author
    named are looked at one level lower, so that an element called `enum` is none of the keywords.
    """
    if isinstance(node, list):
        yield from enumerate(node)
    if not isinstance(node, dict):
        return
    for keyword, value in node.items():
        if keyword in _LITERAL:
            continue
        if keyword in _NAMED and keyword != "$defs" and isinstance(value, dict):
            yield keyword, list(value.values())
        else:
            yield keyword, value
