"""The elements of an entry judged by the schema of its kind: compiled once, asked often. Pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from jsonschema_rs import Draft202012Validator, RegexOptions, ValidationError

from catalog_api.kinds.json_values import JsonObject
from catalog_api.kinds.schema_rules import (
    SchemaRefused,
    check_references,
    elements_of,
    pointer,
)
from gongkai.problem_parts import FieldError

MAX_FAULTS = 50
_PATTERN_BYTES = 1024 * 1024
_KEPT = 1024
_RULES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "const": ("只能是规定的值", "is not the value that it must be"),
        "enum": ("不在可选范围内", "is none of the values to choose from"),
        "exclusiveMaximum": ("过大", "is too large"),
        "exclusiveMinimum": ("过小", "is too small"),
        "format": ("格式不正确", "is not of the format"),
        "maxItems": ("项数过多", "has too many items"),
        "maxLength": ("过长", "is too long"),
        "maximum": ("过大", "is too large"),
        "minItems": ("项数过少", "has too few items"),
        "minLength": ("为空或者过短", "is empty or too short"),
        "minimum": ("过小", "is too small"),
        "multipleOf": ("不是规定数值的倍数", "is no multiple of what it must be"),
        "pattern": ("写法不符合规定", "is not written as it must be"),
        "type": ("类型不正确", "is of another type"),
        "uniqueItems": ("有重复的项", "repeats an item"),
    }
)
"""What is wrong by the keyword that is not met, for people."""
_OTHER = ("不符合要求", "does not hold")


class ContentSchema:
    """A schema that holds, and judges elements. Raises `SchemaRefused` for one that does not."""

    def __init__(self, schema: JsonObject) -> None:
        self.elements = elements_of(schema)
        check_references(schema)
        self._titles = {element.code: element.title for element in self.elements}
        try:
            self._validator = Draft202012Validator(
                schema,
                offline=True,
                # The engine without lookaround and backreferences is linear in the text.
                pattern_options=RegexOptions(size_limit=_PATTERN_BYTES),
                validate_formats=True,
            )
        except ValidationError as error:
            raise SchemaRefused(
                list(error.instance_path),
                "schema_invalid",
                "不符合 JSON Schema 2020-12，或者正则表达式含有回溯、环视",
                "Not JSON Schema 2020-12, or a pattern that looks around or back",
            ) from None

    def faults(self, elements: JsonObject) -> list[FieldError]:
        """What is wrong with the elements, each by its Chinese label; what was sent is not told."""
        if self._validator.is_valid(elements):
            return []
        found: list[FieldError] = []
        for error in self._validator.iter_errors(elements):
            found += self._told(error)
            if len(found) >= MAX_FAULTS:
                break
        return found[:MAX_FAULTS]

    def missing(self, code: str) -> FieldError:
        """That an element of the content is not there."""
        label = self._titles.get(code, code)
        return FieldError(
            pointer(["body", "elements", code]),
            "element_missing",
            f"缺少要素“{label}”",
            f"The element {code} is missing",
        )

    def _told(self, error: ValidationError) -> Iterator[FieldError]:
        rule: str = error.kind.name
        path = list(error.instance_path)
        if rule == "required" and not path:
            yield self.missing(str(error.kind.as_dict()["property"]))
        elif rule == "required":
            name = str(error.kind.as_dict()["property"])
            yield FieldError(
                pointer(["body", "elements", *path, name]),
                "element_missing",
                f"“{self._label(path)}”中缺少“{name}”",
                f"{name} is missing in {path[0]}",
            )
        elif rule == "additionalProperties":
            yield FieldError(
                pointer(["body", "elements", *path]),
                "element_unknown",
                "含有该类信息没有的要素",
                "There are elements that the kind does not know",
            )
        else:
            zh, en = _RULES.get(rule, _OTHER)
            code = str(path[0]) if path else "elements"
            yield FieldError(
                pointer(["body", "elements", *path]),
                "element_invalid",
                f"“{self._label(path)}”{zh}",
                f"{code} {en}",
            )

    def _label(self, path: list[str | int]) -> str:
        return self._titles.get(str(path[0]), str(path[0])) if path else "要素"


_COMPILED: dict[str, ContentSchema] = {}


def compiled(digest: str, schema: JsonObject) -> ContentSchema:
    """The schema of a stored version of a kind, by the version's digest: it never changes."""
    found = _COMPILED.get(digest)
    if found is None:
        while len(_COMPILED) >= _KEPT:
            _COMPILED.pop(next(iter(_COMPILED)), None)
        found = _COMPILED[digest] = ContentSchema(schema)
    return found
