"""The OpenAPI document: FastAPI's, with every problem that an operation may answer with.

A route states its own problems with `responses=problems(CaseNotFound, …)`; those that follow from
its shape (401 and 403 with a principal, 413 and 415 with a body, 422 with anything to check, …)
are added here.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from gongkai.auth import Permission
from gongkai.errors import (
    BadRequest,
    FieldError,
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
)
from gongkai.http.idempotency import (
    IDEMPOTENCY_HEADER,
    IdempotencyKeyInvalid,
    IdempotencyKeyRequired,
    IdempotencyKeyReused,
)
from gongkai.http.problems import MEDIA_TYPE, document
from gongkai.http.routing import RouteFacts
from gongkai.http.schemas import INT8_MAX
from gongkai.http.security import SCHEME, SCHEME_NAME
from gongkai.http.strict_json import MalformedJson
from gongkai.http.versions import UnreadableEntityTag

_SCHEMA_REF = {"$ref": "#/components/schemas/Problem"}
_FASTAPI_ERRORS = ("HTTPValidationError", "ValidationError")
_BY_HEADER: Mapping[str, tuple[type[Problem], ...]] = {
    IDEMPOTENCY_HEADER: (IdempotencyKeyInvalid, IdempotencyKeyReused),
    "If-Match": (UnreadableEntityTag, PreconditionRequired, PreconditionFailed),
    "If-None-Match": (UnreadableEntityTag,),
}
_ETAG: dict[str, Any] = {
    "description": '现在的版本，供 If-Match 使用 / the present version, for If-Match, `"v4"`',
    "schema": {"type": "string"},
}
_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457 problem document; `code` is stable, texts are for people.",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri"},
        "correlation_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "message"],
                "properties": {
                    "pointer": {
                        "type": "string",
                        "description": "JSON pointer below /body, /query, /path or /header.",
                    },
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route: what it answers with beside its success, one example for each."""
    responses: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        response = responses.setdefault(kind.status, _response())
        _add(response, kind)
    return responses


def install(app: FastAPI, routes: Sequence[RouteFacts]) -> None:
    """Replace `app.openapi` by the document with problems and permissions; made once."""
    demands = {
        route.name: sorted(route.permissions) for route in routes if route.permissions is not None
    }

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, demands)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the documented way to extend it


def _document(app: FastAPI, demands: Mapping[str, list[Permission]]) -> dict[str, Any]:
    made = get_openapi(
        title=app.title,
        version=app.version,
        openapi_version=app.openapi_version,
        description=app.description,
        routes=app.routes,
        tags=app.openapi_tags,
    )
    for methods in made.get("paths", {}).values():
        for operation in methods.values():
            if operation["operationId"] in demands:
                operation["security"] = [{SCHEME_NAME: demands[operation["operationId"]]}]
            _complete(operation)
    components = made.setdefault("components", {})
    components["securitySchemes"] = {SCHEME_NAME: SCHEME}
    schemas = components.setdefault("schemas", {})
    for name in _FASTAPI_ERRORS:
        schemas.pop(name, None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    _state_bounds(made)
    return made


def _state_bounds(part: object) -> None:
    """Say the bounds of numbers as JSON Schema does, everywhere below `part`.

    Bounds that narrow a type of ours behind its validator reach the document under pydantic's own
    names, and FastAPI turns those of whole numbers into fractions.
    """
    inner: Iterable[object] = ()
    if isinstance(part, dict):
        if part.get("type") in ("integer", "number"):  # a member may have the name "type"
            _state_bounds_of_number(part)
        inner = part.values()
    elif isinstance(part, list):
        inner = part
    for one in inner:
        _state_bounds(one)


def _state_bounds_of_number(schema: dict[str, Any]) -> None:
    for ours, name, tighter in (("ge", "minimum", max), ("le", "maximum", min)):
        bounds = [schema[key] for key in (ours, name) if key in schema]
        schema.pop(ours, None)
        if bounds:
            bound = tighter(bounds)
            is_whole = schema["type"] == "integer"
            # 2**63 - 1 became 2**63 on its way through a float.
            schema[name] = min(int(bound), INT8_MAX) if is_whole else bound


def _complete(operation: dict[str, Any]) -> None:
    parameters = operation.get("parameters", ())
    for parameter in parameters:
        # Checked by us, so that its absence has a code of its own; required all the same.
        if parameter.get("schema", {}).pop("x-required", False):
            parameter["required"] = True
    responses = operation.setdefault("responses", {})
    stock = responses.get("422", {}).get("content", {})
    if "application/json" in stock:
        del responses["422"]
    names = {parameter["name"] for parameter in parameters}
    if "If-None-Match" in names:
        responses.setdefault("304", {"description": "未变化 / not modified"})
    if names & {"If-Match", "If-None-Match"}:
        for status in responses.keys() & {"200", "201", "304"}:
            responses[status]["headers"] = {"ETag": _ETAG}
    for kind in _implied(operation):
        _add(responses.setdefault(str(kind.status), _response()), kind)
    responses.setdefault("default", {"description": "其他问题 / any other problem", **_response()})
    operation["responses"] = dict(sorted(responses.items()))


def _implied(operation: dict[str, Any]) -> Iterable[type[Problem]]:
    yield from (BadRequest, HeadersTooLarge, InternalError, Unavailable)
    if operation.get("security"):
        yield from (Unauthenticated, Forbidden)
    else:
        yield TooManyRequests  # the gateway's: it limits what needs no token
    if operation.get("requestBody"):
        yield from (MalformedJson, TooLarge, UnsupportedMediaType)
    if operation.get("requestBody") or operation.get("parameters"):
        yield Unprocessable
    for parameter in operation.get("parameters", ()):
        yield from _BY_HEADER.get(parameter["name"], ())
        if parameter["name"] == IDEMPOTENCY_HEADER and parameter.get("required"):
            yield IdempotencyKeyRequired


def _response() -> dict[str, Any]:
    return {"content": {MEDIA_TYPE: {"schema": _SCHEMA_REF}}}


def _add(response: dict[str, Any], kind: type[Problem]) -> None:
    examples = response["content"][MEDIA_TYPE].setdefault("examples", {})
    errors = [FieldError("/body/…", "missing", "必填")] if kind is Unprocessable else None
    example = {"summary": kind.title_en, "value": document(kind(errors=errors), "zh")}
    examples.setdefault(kind.code, example)
    titles = [entry["value"]["title"] for entry in examples.values()]
    response["description"] = "；".join(titles)
