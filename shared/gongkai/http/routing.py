"""The route class of every service: who calls is settled first, then the body is read strictly.

FastAPI reads and parses the body before any dependency runs. So this class verifies the caller
beforehand (401 before anything else), refuses other content types (415) and bodies beyond the
route's bound (413), and parses JSON with `strict_json`.
"""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from email.message import Message
from enum import Enum
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.routing import BaseRoute
from starlette.types import Scope

from gongkai.errors import TooLarge, UnsupportedMediaType
from gongkai.http.security import authenticate, demands_principal
from gongkai.http.strict_json import parse_json

DEFAULT_MAX_BODY = 1024 * 1024
"""Bytes that a body may have where the route says nothing else."""
MAX_BODY_SCOPE = "gongkai.max_body"
"""Where the ASGI layer finds the bound of the route that was chosen."""
_MAX_BODY_MEMBER = "x-max-body-bytes"
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """What is known of a route once all prefixes and inherited dependencies are settled."""

    name: str
    template: str
    demands_principal: bool
    media_type: str | None
    max_body: int


def max_body(size: int) -> dict[str, Any]:
    """`openapi_extra` of a route that takes bodies of up to `size` bytes (CSV imports)."""
    return {_MAX_BODY_MEMBER: size}


class StrictRequest(Request):
    """A request whose JSON is parsed strictly, and once."""

    _parsed: tuple[object] | None = None

    async def json(self) -> Any:  # noqa: ANN401 - the framework's signature
        """The body as JSON; raises `MalformedJson`."""
        if self._parsed is None:
            self._parsed = (parse_json(await self.body()),)
        return self._parsed[0]


class StrictRoute(APIRoute):
    """A route of a service. `facts` is set by `settle` when the application is put together."""

    facts: RouteFacts | None = None

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, behind the checks that must come before it."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            facts = self.facts
            if facts is None:
                raise RuntimeError(f"route {self.name} was never settled; use create_app")
            if facts.demands_principal:
                await authenticate(request)
            request = StrictRequest(request.scope, request.receive)
            request.scope[MAX_BODY_SCOPE] = facts.max_body
            if _content_length(request) > facts.max_body:
                raise too_large(facts.max_body)
            if facts.media_type is not None:
                await _read_body(request, facts.media_type)
            return await handle(request)

        return handle_strictly


def router(*, prefix: str = "", tags: list[str | Enum] | None = None) -> APIRouter:
    """The router of a feature: `router = routing.router(prefix="/cases", tags=["cases"])`."""
    return APIRouter(prefix=prefix, tags=tags, route_class=StrictRoute)


def settle(routes: list[BaseRoute]) -> list[RouteFacts]:
    """Work out and return the facts of each of our routes, with the prefixes that they got."""
    settled: list[RouteFacts] = []
    for context in iter_route_contexts(routes):
        route = context.original_route
        if not isinstance(route, APIRoute):
            continue
        if not isinstance(route, StrictRoute):
            raise TypeError(
                f"route {route.name} is no StrictRoute; use gongkai.http.routing.router"
            )
        if route.facts is not None and route.facts.template != context.path_format:
            raise ValueError(f"route {route.name} is included twice")
        route.facts = _facts(context)
        settled.append(route.facts)
    return settled


def template_of(scope: Scope) -> str:
    """The path template of the route that was chosen; a fixed word where none of ours was."""
    route = scope.get("route")
    if isinstance(route, StrictRoute) and route.facts is not None:
        return route.facts.template
    return "unmatched"


def too_large(limit: int) -> TooLarge:
    """The 413 of a body beyond `limit` bytes."""
    return TooLarge(f"请求内容不得超过 {limit} 字节", f"The body may have {limit} bytes at most")


def _facts(context: RouteContext) -> RouteFacts:
    body = context.body_field
    size = (context.openapi_extra or {}).get(_MAX_BODY_MEMBER, DEFAULT_MAX_BODY)
    return RouteFacts(
        name=context.name or "",
        template=context.path_format or "",
        demands_principal=demands_principal(context.dependant),
        media_type=getattr(body.field_info, "media_type", _JSON) if body else None,
        max_body=int(size),
    )


async def _read_body(request: StrictRequest, media_type: str) -> None:
    body = await request.body()
    if not body:
        return
    given = _content_type(request.headers.get("content-type"))
    is_json = media_type == _JSON and given.startswith("application/") and given.endswith("+json")
    if given != media_type and not is_json:
        raise UnsupportedMediaType(
            f"请求内容类型应为 {media_type}",
            f"The content type must be {media_type}",
            headers={"Accept": media_type},
        )
    if media_type == _JSON:
        await request.json()


def _content_type(header: str | None) -> str:
    message = Message()
    message["content-type"] = (header or "").replace("\r", " ").replace("\n", " ")
    return message.get_content_type() if header else ""


def _content_length(request: Request) -> int:
    # The ASGI layer has refused what is no number.
    return int(request.headers.get("content-length", "0"))
