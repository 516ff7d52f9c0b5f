"""Plain routes: dependencies resolved without the framework's solver, which costs more than a read.

Plain is a route whose every dependency is a coroutine function of the request, of other plain ones,
of the path, of single headers or of the one body, and which makes its `Response` itself. Whatever
does not hold in any of these goes the framework's way, so that every fault has one wording (ADR
0042).
"""

import inspect
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, cast

from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive

_Source = Callable[[Request], Any]
_NOT_PLAIN = (
    "background_tasks_param_name",
    "concurrency",
    "cookie_params",
    "http_connection_param_name",
    "own_oauth_scopes",
    "query_params",
    "response_param_name",
    "security_scopes_param_name",
    "websocket_param_name",
)
"""What a dependency may not have, as the framework names it."""


class NotPlain(Exception):  # noqa: N818 - leads another way, not an error
    """Something in path or headers does not hold: the framework says what."""


@dataclass(frozen=True, slots=True)
class _Call:
    """One coroutine function with where its arguments come from."""

    function: Callable[..., Awaitable[Any]]
    key: Hashable
    request: str | None
    sources: tuple[tuple[str, _Source], ...]
    inner: tuple[tuple[str | None, "_Call"], ...]

    async def result(self, request: Request, known: dict[Hashable, Any]) -> Any:  # noqa: ANN401 - any dependency's
        """What the function returns, asked once for each request."""
        arguments: dict[str, Any] = {}
        for name, call in self.inner:
            if call.key not in known:
                known[call.key] = await call.result(request, known)
            if name is not None:
                arguments[name] = known[call.key]
        if self.request is not None:
            arguments[self.request] = request
        for name, source in self.sources:
            arguments[name] = source(request)
        return await self.function(**arguments)


def plain_handler(dependant: Dependant) -> Callable[[Request], Awaitable[Response]] | None:
    """What answers a request of a plain route, None where the route is not plain.

    The handler raises `NotPlain` before the route has begun.
    """
    call = _call_of(dependant) if _makes_its_response(dependant) else None
    if call is None or not _is_one_model(_bodies(dependant)):
        return None

    async def handle(request: Request) -> Response:
        response: Response = await call.result(request, {})
        return response

    return handle


def again(body: bytes) -> Receive:
    """What has been read, for who reads it again."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _call_of(dependant: Dependant) -> _Call | None:
    function: Any = dependant.call
    is_coroutine = inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(
        getattr(function, "__call__", None)  # noqa: B004 - an object's own coroutine function
    )
    if not is_coroutine or any(getattr(dependant, name, None) for name in _NOT_PLAIN):
        return None
    inner = [(each.name, _call_of(each)) for each in dependant.dependencies]
    headers = [(field.name, _header(field)) for field in dependant.header_params]
    if any(found is None for _, found in (*inner, *headers)) or not all(
        each.use_cache for each in dependant.dependencies
    ):
        return None
    paths = [(field.name, _path(field)) for field in dependant.path_params]
    bodies = [(field.name, _body(field)) for field in dependant.body_params]
    return _Call(
        function,
        function,
        dependant.request_param_name,
        tuple((name, source) for name, source in (*paths, *headers, *bodies) if source is not None),
        tuple((name, call) for name, call in inner if call is not None),
    )


def _path(field: Any) -> _Source:  # noqa: ANN401 - the framework's own field
    def source(request: Request) -> Any:  # noqa: ANN401 - of the parameter's type
        value, faults = field.validate(request.path_params.get(field.alias))
        if faults:
            raise NotPlain
        return value

    return source


def _body(field: Any) -> _Source:  # noqa: ANN401 - the framework's own field
    def source(request: Request) -> Any:  # noqa: ANN401 - of the body's model
        value, faults = field.validate(cast("Any", request).parsed)
        if faults:
            raise NotPlain
        return value

    return source


def _makes_its_response(dependant: Dependant) -> bool:
    function = dependant.call
    return function is not None and inspect.signature(function).return_annotation is Response


def _is_one_model(bodies: list[Any]) -> bool:
    return not bodies or (
        len(bodies) == 1
        and not bodies[0].field_info.embed
        and isinstance(bodies[0].field_info.annotation, type)
        and issubclass(bodies[0].field_info.annotation, BaseModel)
    )


def _bodies(dependant: Dependant) -> list[Any]:
    inner = [field for each in dependant.dependencies for field in _bodies(each)]
    return [*dependant.body_params, *inner]


def _header(field: Any) -> _Source | None:  # noqa: ANN401 - the framework's own field
    if "_" in field.alias or field.field_info.annotation != str | None:
        return None
    default = field.get_default()

    def source(request: Request) -> Any:  # noqa: ANN401 - text or the default
        value = request.headers.get(field.alias)
        return default if value is None else value

    return source
