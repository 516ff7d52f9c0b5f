"""The OpenAPI document: FastAPI's, with every problem that an operation may answer with.

A route states its own problems with `responses=problems(CaseNotFound, …)`; those that follow from
its shape (401 and 403 with a principal, 413 and 415 with a body, …) are added here. The same holds
of headers: `sends("ETag")` beside what follows from the shape.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from gongkai.auth import Permission
from gongkai.errors import (
    BadRequest,
    Conflict,
    Forbidden,
    HeadersTooLarge,
    InternalError,
    PreconditionFailed,
    PreconditionRequired,
    Problem,
    TooLarge,
    TooManyRequests,
    Unauthenticated,
    Unavailable,
    Unprocessable,
    UnsupportedMediaType,
    catalogue,
)
from gongkai.http.edge import UnreadableAddress
from gongkai.http.exchange import BodyTooSlow, Overloaded
from gongkai.http.idempotency import (
    REPLAYED_HEADER,
    IdempotencyKeyInvalid,
    IdempotencyKeyRequired,
)
from gongkai.http.openapi_components import (
    ANY_PROBLEM,
    NOT_MODIFIED,
    PROBLEM_SCHEMA,
    Components,
    header_refs,
)
from gongkai.http.openapi_examples import restore_nulls
from gongkai.http.openapi_models import OfService, name_as_models, type_events
from gongkai.http.operational import UnstorableValue
from gongkai.http.routing import RouteFacts
from gongkai.http.schemas import INT8_MAX
from gongkai.http.security import SCHEME, SCHEME_NAME
from gongkai.http.versions import UnreadableEntityTag
from gongkai.http.wishes import IDEMPOTENCY_HEADER, IdempotencyKeyReused
from gongkai.strict_json import MalformedJson

_FASTAPI_ERRORS = ("HTTPValidationError", "ValidationError")
_FASTAPI_SUCCESS = "Successful Response"
_VALUES = frozenset({"const", "default", "enum", "example", "examples"})
"""Members of a schema that hold values, in which a name means nothing to us."""
_JSON = "application/json"
_PROBLEMS = "x-problems"
"""Member of a response in which a route's problems wait until the document is put together."""
_BY_HEADER: Mapping[str, tuple[type[Problem], ...]] = {
    IDEMPOTENCY_HEADER: (IdempotencyKeyInvalid, IdempotencyKeyReused),
    "If-Match": (UnreadableEntityTag, PreconditionRequired, PreconditionFailed),
    "If-None-Match": (UnreadableEntityTag,),
}
_SERVERS = [{"url": "/", "description": "网关，或者服务自身 / the gateway, or the service itself"}]
"""Where a document was read, its service answers: no file knows the municipality's address."""
_LICENSE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
_BESIDE_CONFLICTS = ("conflict", "record_damaged", "value_unreadable")
"""What a step may meet that states other conflicts: a lost race, and what is stored amiss."""
_CREATED = "201"
_SUCCESSES = frozenset({"200", _CREATED, "202"})


class Stated(dict[int | str, dict[str, Any]]):
    """`responses=` of a route; joined by `|`, which keeps what both say of one status."""

    def __or__(self, other: Mapping[int | str, dict[str, Any]]) -> "Stated":  # type: ignore[override]
        """Both, with every problem and every header of each."""
        joined = Stated({**self, **other})
        for status in self.keys() & other.keys():
            mine, theirs = self[status], other[status]
            joined[status] = {**mine, **theirs}
            if _PROBLEMS in mine and _PROBLEMS in theirs:
                joined[status][_PROBLEMS] = [*mine[_PROBLEMS], *theirs[_PROBLEMS]]
            if "headers" in mine and "headers" in theirs:
                joined[status]["headers"] = {**mine["headers"], **theirs["headers"]}
        return joined


def problems(*kinds: type[Problem]) -> Stated:
    """`responses=` of a route: what it answers with beside its success, one example for each."""
    responses = Stated()
    for kind in kinds:
        responses.setdefault(kind.status, {_PROBLEMS: []})[_PROBLEMS].append(kind.code)
    return responses


def sends(*headers: str, status: int = 200) -> Stated:
    """Headers of a success that its shape does not tell; joined to the problems by `|`.

    Told by the shape are `ETag` where a version is named or something is created by a known caller,
    and `Location` of what a POST creates.
    """
    return Stated({status: {"headers": header_refs(headers)}})


def install(
    app: FastAPI,
    routes: Sequence[RouteFacts],
    prefix: str,
    path_parameters: Mapping[str, str],
) -> None:
    """Replace `app.openapi` by the document with problems and permissions; made once.

    ``path_parameters`` says what the variable parts of addresses mean, by their names.
    """
    demands = {
        route.name: sorted(route.permissions) for route in routes if route.permissions is not None
    }

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, demands, prefix, path_parameters)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the documented way to extend it


def _packages(app: FastAPI) -> frozenset[str]:
    """The packages that have the routes of an application."""
    routes = (route for route in app.routes if isinstance(route, APIRoute))
    return frozenset(route.endpoint.__module__.partition(".")[0] for route in routes)


def _document(
    app: FastAPI,
    demands: Mapping[str, list[Permission]],
    prefix: str,
    path_parameters: Mapping[str, str],
) -> dict[str, Any]:
    made = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
        servers=_SERVERS,
        license_info=_LICENSE,
    )
    components = made.setdefault("components", {})
    components["securitySchemes"] = {SCHEME_NAME: SCHEME}
    schemas = components.setdefault("schemas", {})
    for name in _FASTAPI_ERRORS:
        schemas.pop(name, None)
    restore_nulls(schemas)
    name_as_models(made, schemas)
    shared = Components(schemas)
    for methods in made.get("paths", {}).values():
        for method, operation in methods.items():
            demanded = demands.get(operation["operationId"])
            operation["security"] = [] if demanded is None else [{SCHEME_NAME: demanded}]
            # A route's own tag stands behind that of its router, and says more.
            operation["tags"] = operation.get("tags", [])[-1:]
            for parameter in operation.get("parameters", ()):
                if parameter["in"] == "path" and parameter["name"] in path_parameters:
                    parameter.setdefault("description", path_parameters[parameter["name"]])
            _complete(method, operation, shared)
    type_events(schemas, OfService(prefix, _packages(app)))
    gathered = shared.gathered(made["paths"])
    _tidy([made["paths"], *schemas.values(), *gathered["parameters"].values()])
    schemas["Problem"] = PROBLEM_SCHEMA
    components |= gathered
    return made


def _tidy(part: object, *, holds_names: bool = False) -> None:
    """Say in every schema below `part` what JSON Schema has a word for, and nothing twice.

    Bounds that narrow a type of ours behind its validator reach the document under pydantic's own
    names, and FastAPI turns those of whole numbers into fractions. A title is what pydantic makes
    of the name under which the schema stands.
    """
    if isinstance(part, list):
        for one in part:
            _tidy(one)
    elif isinstance(part, dict):
        if not holds_names:
            if part.get("type") in ("integer", "number"):
                _state_bounds(part)
            part.pop("title", None)
        for name, inner in part.items():
            if holds_names or name not in _VALUES:
                _tidy(inner, holds_names=name == "properties" and not holds_names)


def _state_bounds(schema: dict[str, Any]) -> None:
    for ours, name, tighter in (("ge", "minimum", max), ("le", "maximum", min)):
        bounds = [schema[key] for key in (ours, name) if key in schema]
        schema.pop(ours, None)
        if bounds:
            bound = tighter(bounds)
            is_whole = schema["type"] == "integer"
            # 2**63 - 1 became 2**63 on its way through a float.
            schema[name] = min(int(bound), INT8_MAX) if is_whole else bound


def _complete(method: str, operation: dict[str, Any], shared: Components) -> None:
    """Say what follows from the shape of an operation, and by reference what others say too."""
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        # Checked by us, so that its absence has a code of its own; required all the same.
        if parameter.get("schema", {}).pop("x-required", False):
            parameter["required"] = True
    responses = operation.setdefault("responses", {})
    if "application/json" in responses.get("422", {}).get("content", {}):
        del responses["422"]
    kinds = {kind.code: kind for kind in catalogue()}
    refusals: dict[str, list[type[Problem]]] = {}
    stated = [kinds[code] for answer in responses.values() for code in answer.get(_PROBLEMS, ())]
    if any(kind.status == Conflict.status for kind in stated):
        stated += [kinds[code] for code in _BESIDE_CONFLICTS if code in kinds]
    for kind in (*stated, *_implied(operation)):
        refusals.setdefault(str(kind.status), []).append(kind)
    for status, found in refusals.items():
        responses[status] = shared.refusal(found)
    if "If-None-Match" in {parameter["name"] for parameter in parameters}:
        responses["304"] = shared.response(NOT_MODIFIED)
    responses.setdefault("default", shared.response(ANY_PROBLEM))
    for status in responses.keys() & _SUCCESSES:
        _complete_success(responses[status], _headers(method, operation, status))
    operation["responses"] = dict(sorted(responses.items()))
    if parameters:
        operation["parameters"] = [shared.parameter(parameter) for parameter in parameters]


def _complete_success(answer: dict[str, Any], headers: Iterable[str]) -> None:
    if answer.get("description") == _FASTAPI_SUCCESS:
        answer["description"] = "成功 / done"
    if references := header_refs(headers):
        answer["headers"] = references | answer.get("headers", {})


def _headers(method: str, operation: dict[str, Any], status: str) -> Iterable[str]:
    """The headers that the shape of an operation promises with a success."""
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    is_of_caller = bool(operation.get("security"))
    if names & {"If-Match", "If-None-Match"} or (status == _CREATED and is_of_caller):
        yield "ETag"
    if status == _CREATED and method == "post":
        yield "Location"
    if IDEMPOTENCY_HEADER in names:
        yield REPLAYED_HEADER


def _implied(operation: dict[str, Any]) -> Iterable[type[Problem]]:
    yield from (BadRequest, HeadersTooLarge, InternalError, Overloaded, Unavailable)
    yield UnreadableAddress
    yield from (Unprocessable, UnstorableValue)  # a parameter that the route does not know
    if operation.get("security"):
        yield from (Unauthenticated, Forbidden)
    else:
        yield TooManyRequests  # the gateway's: it limits what needs no token
    if body := operation.get("requestBody"):
        yield from (BodyTooSlow, TooLarge, UnsupportedMediaType)
        if _JSON in body["content"]:
            yield MalformedJson
    for parameter in operation.get("parameters", ()):
        yield from _BY_HEADER.get(parameter["name"], ())
        if parameter["name"] == IDEMPOTENCY_HEADER and parameter.get("required"):
            yield IdempotencyKeyRequired
