"""Schemas of an OpenAPI document that no route names by itself: of each problem, and of each event.

A problem is told by its `code`, an event by its `type`. Both are unions with that member as the
discriminator, made from the classes, so that a client knows what else stands there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any

from pydantic import BaseModel

from gongkai.errors import Problem

REF = "#/components/schemas/"
Schemas = dict[str, Any]
Typed = type[BaseModel]
"""The class of an event's data, with the class variable `TYPE`."""


@dataclass(frozen=True, slots=True)
class OfService:
    """Which service a document is of: first part of its addresses, packages of its routes."""

    prefix: str
    packages: frozenset[str]


_ENVELOPES: dict[str, Callable[[OfService], Iterable[Typed]]] = {}


def typed_by_data(schema: str, models: Callable[[OfService], Iterable[Typed]]) -> None:
    """Let documents show ``schema``, a model with `type` and `data`, as the union of the types that
    a service has: ``models`` in the order of their versions.
    """
    _ENVELOPES[schema] = models


def name_as_models(part: object, schemas: Schemas) -> None:
    """Call the ``schemas`` of generic models what the models are called (`OrganPage`, of which
    FastAPI makes `Page_OrganOut_`), there and in every reference of ``part``.
    """
    names = {name: schemas[name]["title"] for name in schemas if name.endswith("_")}
    for name, given in names.items():
        schemas[given] = schemas.pop(name)
    _refer(part, {REF + name: REF + given for name, given in names.items()})


def _refer(part: object, names: Mapping[str, str]) -> None:
    if isinstance(part, list):
        for inner in part:
            _refer(inner, names)
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            part["$ref"] = names.get(part["$ref"], part["$ref"])
        for inner in part.values():
            _refer(inner, names)


def problem_name(code: str) -> str:
    """Name of the schema of a problem: `case_not_found` is `CaseNotFoundProblem`."""
    return "".join(part.capitalize() for part in code.split("_")) + "Problem"


def problem_schema(kind: type[Problem], schemas: Schemas) -> dict[str, str]:
    """The reference to a problem's schema, which is put among ``schemas`` where it is not yet."""
    name = problem_name(kind.code)
    if name not in schemas:
        members = _of_model(kind.Members, schemas)
        own = {member: _absent(said) for member, said in members.get("properties", {}).items()}
        schemas[name] = {
            "description": cleandoc(kind.__doc__ or ""),
            "type": "object",
            "allOf": [{"$ref": f"{REF}Problem"}],
            "required": ["code", *members.get("required", ())],
            "properties": {
                "code": {
                    "const": kind.code,
                    "type": "string",
                    "description": f"{kind.title_zh} / {kind.title_en}",
                },
                **own,
            },
        }
    return {"$ref": REF + name}


def union(member: str, choices: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """One of several schemas, ``choices`` by the value of ``member`` that tells them apart."""
    mapping = {value: reference["$ref"] for value, reference in choices.items()}
    return {
        "oneOf": list(choices.values()),
        "discriminator": {"propertyName": member, "mapping": mapping},
    }


def type_events(schemas: Schemas, service: OfService) -> None:
    """Make each envelope of events that is among ``schemas`` a union by their types."""
    for envelope in _ENVELOPES.keys() & schemas.keys():
        by_type: dict[str, list[Any]] = {}
        models: Iterable[Any] = _ENVELOPES[envelope](service)
        for model in models:
            by_type.setdefault(model.TYPE, []).append(model)
        if by_type:
            _type_by_data(schemas, envelope, by_type, source=f"/{service.prefix}/v1")


def _type_by_data(
    schemas: Schemas, envelope: str, types: Mapping[str, Sequence[Typed]], *, source: str
) -> None:
    """``types`` are the classes of each type's data, by the order of their versions."""
    base = f"{envelope.removesuffix('Out')}Envelope"
    schemas[base] = schemas.pop(envelope)
    shown = schemas[base].pop("examples", [{}])[0]
    variants, examples = {}, []
    for type_, versions in types.items():
        data = _data(versions, schemas)
        name = f"{versions[-1].__name__}Event"
        schemas[name] = {
            "description": cleandoc(versions[-1].__doc__ or ""),
            "type": "object",
            "allOf": [{"$ref": REF + base}],
            "required": ["type", "data"],
            "properties": {
                "type": {"const": type_, "type": "string", "description": "What happened."},
                "data": data,
            },
        }
        variants[type_] = {"$ref": REF + name}
        told = {"source": source, "label": getattr(versions[-1], "LABEL", "")}
        told = {member: value for member, value in told.items() if member in shown}
        data_shown = schemas[versions[-1].__name__].get("examples", ())
        examples += [{**shown, **told, "type": type_, "data": each} for each in data_shown]
    schemas[envelope] = {
        "description": schemas[base]["description"],
        "examples": examples[:1],
        **union("type", variants),
    }
    _show_lists_of(envelope, schemas)


def _show_lists_of(envelope: str, schemas: Schemas) -> None:
    """Let the examples of whatever lists the events hold the events' own."""
    for schema in schemas.values():
        for member, said in schema.get("properties", {}).items():
            if said.get("items") == {"$ref": REF + envelope}:
                for example in schema.get("examples", ()):
                    example[member] = schemas[envelope]["examples"]


def _data(versions: Sequence[Typed], schemas: Schemas) -> dict[str, Any]:
    references = []
    for model in versions:
        schemas[model.__name__] = _of_model(model, schemas)
        references.append({"$ref": REF + model.__name__})
    told = "What its type says of it."
    if len(references) == 1:
        return {**references[0], "description": told}
    return {"anyOf": references, "description": f"{told} By `v`, the lowest first."}


def _of_model(model: type[BaseModel], schemas: Schemas) -> Schemas:
    """The schema of a model; what it refers to is put among ``schemas``, generic models excepted,
    which have no name of their own: they stand where they are referred to.
    """
    made = model.model_json_schema(mode="serialization", ref_template=f"{REF}{{model}}")
    inner = made.pop("$defs", {})
    generic = {REF + name: inner.pop(name) for name in list(inner) if name.endswith("_")}
    for name, schema in inner.items():
        schemas.setdefault(name, schema)
    whole: Schemas = _with(generic, made)
    return whole


def _with(generic: Mapping[str, Schemas], part: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(part, list):
        return [_with(generic, each) for each in part]
    if not isinstance(part, dict):
        return part
    stands = generic.get(str(part.get("$ref")), {})
    own = {name: each for name, each in part.items() if not (stands and name == "$ref")}
    return {**stands, **{name: _with(generic, each) for name, each in own.items()}}


def _absent(member: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a member of a problem that is left out, never null, where there is nothing."""
    said = {name: value for name, value in member.items() if name not in ("default", "anyOf")}
    for choice in member.get("anyOf", ()):
        said |= choice if choice != {"type": "null"} else {}
    return said
