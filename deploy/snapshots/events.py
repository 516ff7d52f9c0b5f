"""docs/events.md, from `gongkai.contracts`."""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any

from pydantic import BaseModel

from deploy.snapshots.markdown import code, page, table
from gongkai.contracts import EVENT_TYPES, EventData
from gongkai.envelope import Event, FeedPage

_ABOUT = """\
A service tells facts by its change feed, `GET /{service}/v1/changes?cursor=…`: pages of CloudEvents
1.0 in JSON. Read until `has_more` is false, keep `next_cursor` in the transaction that applies the
page, ask again later. A 410 means that the history changed: read anew, without a cursor. No order
between subjects is promised; of one stream and subject the higher `revision` holds. Members may be
added to a type; any other change is a new type `…vN`. Public types are for every integrator, the
rest for our own services: whoever reads the feed sees them too, and nothing is promised of them."""
_MEMBERS = ("member", "type")
_FORMATS = {"uuid": "uuid", "date": "date", "date-time": "time with offset"}


def render() -> str:
    """The page."""
    types = [EVENT_TYPES[name] for name in sorted(EVENT_TYPES)]
    lines = [
        _ABOUT,
        "",
        *table(
            ("type", "producer", "consumers", "stream", "public"),
            [
                (
                    code(model.TYPE),
                    str(model.PRODUCER),
                    ", ".join(sorted(model.CONSUMERS)) or "–",
                    code(model.STREAM),
                    "yes" if model.PUBLIC else "no",
                )
                for model in types
            ],
        ),
        "## The page",
        "",
        *_members(FeedPage),
        "## The envelope",
        "",
        *_members(Event),
    ]
    for model in types:
        lines += _section(model)
    return page("Events", *lines)


def _section(model: type[EventData]) -> list[str]:
    title = model.TYPE.removeprefix("cn.gongkai.")
    return [f"## {title}", "", cleandoc(model.__doc__ or ""), "", *_members(model)]


def _members(model: type[BaseModel]) -> list[str]:
    return members(model.model_json_schema(mode="serialization"))


def members(schema: Mapping[str, Any]) -> list[str]:
    """The members of an object's JSON schema as a table."""
    return table(_MEMBERS, _rows(schema, schema.get("$defs", {}), ""))


def _rows(
    schema: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], prefix: str
) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, member in schema["properties"].items():
        rows.append((code(f"{prefix}{name}"), _type(member, known)))
        inner = known.get(_reference(member), {})
        if "properties" in inner and "specversion" not in inner["properties"]:
            rows += _rows(inner, known, f"{prefix}{name}.")
    return rows


def _type(member: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> str:
    """A JSON schema in words."""
    if "$ref" in member:
        member = known[_reference(member)]
    if "anyOf" in member:
        return " or ".join(_type(choice, known) for choice in member["anyOf"])
    if "enum" in member or "const" in member:
        return ", ".join(code(value) for value in member.get("enum") or [member["const"]])
    if member.get("type") == "array":
        return f"list of {_type(member['items'], known)}"
    if "properties" in member:
        return "the envelope" if "specversion" in member["properties"] else "object"
    return _FORMATS.get(member.get("format", ""), str(member.get("type", "any")))


def _reference(member: Mapping[str, Any]) -> str:
    return str(member.get("$ref", "")).rpartition("/")[2]
