"""The shipped kinds of information: the files of `kinds/`, read and made into definitions.

A file is a family. What a kind's elements are stands there as code and label; here each becomes
JSON Schema. Who wants it otherwise defines the kind anew by the API (`PUT /kinds/{code}`).
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from catalog_api.kinds.definition import KindDefinition
from catalog_api.time_limit_readings.parse import read_cell

LONGEST_TEXT = 10_000
_DOCUMENTS = "documents.toml"
_TYPES: Mapping[str, dict[str, Any]] = {
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "number": {"type": "number", "minimum": 0},
    "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
    "year": {"type": "integer", "minimum": 1949, "maximum": 2199},
}


class ShippedKind(NamedTuple):
    """A kind of information as it is shipped."""

    code: str
    definition: KindDefinition


@cache
def shipped_kinds() -> tuple[ShippedKind, ...]:
    """The shipped kinds by code."""
    folder = files(__package__) / "kinds"
    documents = tomllib.loads((folder / _DOCUMENTS).read_text(encoding="utf-8"))
    found = [
        kind
        for file in folder.iterdir()
        if file.name.endswith(".toml") and file.name != _DOCUMENTS
        for kind in _of_family(tomllib.loads(file.read_text(encoding="utf-8")), documents)
    ]
    return tuple(sorted(found))


def _of_family(
    family: Mapping[str, Any], documents: Mapping[str, Mapping[str, Any]]
) -> Iterator[ShippedKind]:
    for kind in family["kinds"]:
        yield ShippedKind(
            kind["code"],
            KindDefinition.model_validate(
                {
                    "title": kind["title"],
                    "schema": _schema(kind),
                    "defaults": {
                        "channels": kind.get("channels", ["website"]),
                        "audience": kind.get("audience", "public"),
                    },
                    "limits": _limits(kind),
                    "replaces_older": kind.get("replaces_older", False),
                    "family": family["family"],
                    "note": kind.get("note"),
                    "levels": kind.get("levels", []),
                    "sources": [_source(each, documents) for each in kind["sources"]],
                    "local_demands": [_demand(each, documents) for each in kind.get("local", ())],
                }
            ),
        )


def _schema(kind: Mapping[str, Any]) -> dict[str, Any]:
    required, optional = kind["elements"], kind.get("optional", {})
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {code: _element(told) for code, told in {**required, **optional}.items()},
        "required": list(required),
        "additionalProperties": False,
    }
    conditions = [
        {
            "if": {
                "properties": {each["element"]: {"const": each["is"]}},
                "required": [each["element"]],
            },
            "then": {"required": each["required"]},
        }
        for each in kind.get("when", ())
    ]
    return schema | ({"allOf": conditions} if conditions else {})


def _element(told: str | Mapping[str, Any]) -> dict[str, Any]:
    """An element by its label alone, a text; or by label and what it is."""
    if isinstance(told, str):
        return {"title": told, **_TYPES["text"]}
    element: dict[str, Any] = {"title": told["title"]}
    if "choices" in told:
        return element | {"type": "string", "enum": told["choices"]}
    if "rows" in told:
        return element | {
            "type": "array",
            "minItems": 1,
            "maxItems": 500,
            "items": {
                "type": "object",
                "properties": {code: _element(label) for code, label in told["rows"].items()},
                "required": list(told["rows"]),
                "additionalProperties": False,
            },
        }
    return element | _TYPES[told["type"]]


def _limits(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = (limit for words in told.get("limits", ()) for limit in read_cell(words).limits)
    return [limit.model_dump(mode="json") for limit in found]


def _source(words: str, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    key, _, place = words.partition(" ")
    return {"document": documents[key]["document"], "place": place}


def _demand(told: Mapping[str, Any], documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    document = documents[told["document"]]
    days = {name: document[name].isoformat() for name in _DAYS if name in document}
    return {
        "source": {"document": document["document"], "place": told["place"]},
        "jurisdiction": document["jurisdiction"],
        **days,
        "required": told.get("required", []),
        "thresholds": told.get("thresholds", []),
        "limits": _limits(told),
    }


_DAYS = ("valid_from", "valid_until")
