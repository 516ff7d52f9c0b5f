"""The route class of every service: who calls is settled first, then the body is read strictly.

FastAPI reads and parses the body before any dependency runs. So this class verifies the caller
beforehand (401 before anything else), refuses other content types (415) and bodies beyond the
route's bound (413), and parses JSON with `strict_json`.
"""

import inspect
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from email.message import Message
from enum import Enum
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

from gongkai.auth import Permission
from gongkai.errors import TooLarge, UnsupportedMediaType
from gongkai.http.security import authenticate, demanded_permissions
from gongkai.strict_json import parse_json

DEFAULT_MAX_BODY = 1024 * 1024
"""Bytes that a body may have where the route says nothing else."""
MAX_BODY_SCOPE = "gongkai.max_body"
"""Where the ASGI layer finds the bound of the route that was chosen."""
_MAX_BODY_MEMBER = "x-max-body-bytes"
_JSON = "application/json"
# What a route was declared with and keeps under the same name; its unique id is made anew.
_OPTIONS = [
    name
    for name, parameter in inspect.signature(APIRouter.add_api_route).parameters.items()
    if parameter.kind is parameter.KEYWORD_ONLY
    and name not in {"route_class_override", "generate_unique_id_function"}
]


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """What is known of a route before any request.

    `permissions` is None on a route that demands no caller, empty where any caller will do.
    """

    name: str
    template: str
    permissions: frozenset[Permission] | None
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
    """A route of a service."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - APIRoute's
        super().__init__(path, endpoint, **options)
        self.facts = _facts(self)
        self._head = self.path_format.partition("{")[0]
        self._tail = self.path_format.rpartition("}")[2]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As usual, but most requests of other routes are told from the two ends of their path."""
        path = scope["path"]
        if scope.get("root_path") or (path.startswith(self._head) and path.endswith(self._tail)):
            return super().matches(scope)
        return Match.NONE, {}

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, behind the checks that must come before it."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            facts = self.facts
            if facts.permissions is not None:
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


def add_routes(app: FastAPI, prefix: str, routers: Sequence[APIRouter]) -> list[RouteFacts]:
    """Give `app` the routes of `routers` below `prefix`, as routes of its own; returns their facts.

    FastAPI's `include_router` keeps the routers and searches them twice for every request.
    """
    facts = []
    for context in iter_route_contexts([route for router in routers for route in router.routes]):
        if not isinstance(context.original_route, StrictRoute):
            raise TypeError(f"{context.name} is no StrictRoute; use gongkai.http.routing.router")
        options = {name: getattr(context, name) for name in _OPTIONS}
        app.router.add_api_route(
            f"{prefix}{context.path}",
            context.original_route.endpoint,
            route_class_override=StrictRoute,
            **options,
        )
        added = app.router.routes[-1]
        if isinstance(added, StrictRoute):
            facts.append(added.facts)
    return facts


def template_of(scope: Scope) -> str:
    """The path template of the route that was chosen; a fixed word where none of ours was."""
    route = scope.get("route")
    return route.facts.template if isinstance(route, StrictRoute) else "unmatched"


def too_large(limit: int) -> TooLarge:
    """The 413 of a body beyond `limit` bytes."""
    return TooLarge(f"请求内容不得超过 {limit} 字节", f"The body may have {limit} bytes at most")


def _facts(route: APIRoute) -> RouteFacts:
    body = route.body_field
    size = (route.openapi_extra or {}).get(_MAX_BODY_MEMBER, DEFAULT_MAX_BODY)
    return RouteFacts(
        name=route.name,
        template=route.path_format,
        permissions=demanded_permissions(route.dependant),
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
