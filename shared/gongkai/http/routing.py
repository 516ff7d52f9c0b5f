"""The route class of every service: who calls is settled first, then the body is read strictly.

FastAPI reads and parses the body before any dependency runs. So this class verifies the caller
beforehand (401 before anything else), refuses parameters that the route does not know (422), other
content types and encodings (415) and bodies beyond the route's bound (413), and parses JSON with
`strict_json`.
"""

from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from copy import copy
from dataclasses import dataclass
from email.message import Message as Header
from enum import Enum
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute, request_response
from starlette.convertors import PathConvertor
from starlette.routing import Match, compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from gongkai.auth import Permission
from gongkai.errors import TooLarge, Unprocessable, UnsupportedMediaType
from gongkai.features import modules_of
from gongkai.http.plain import NotPlain, again, plain_handler
from gongkai.http.query import QueryRule
from gongkai.http.security import authenticate, demanded_permissions
from gongkai.http.sessions import close_reads
from gongkai.strict_json import parse_json

DEFAULT_MAX_BODY = 1024 * 1024
"""Bytes that a body may have where the route says nothing else."""
MAX_BODY_SCOPE = "gongkai.max_body"
"""Where the ASGI layer finds the bound of the route that was chosen."""
HAS_BODY = "gongkai.has_body"
"""Where a route finds whether the headers tell of a body."""
_MAX_BODY_MEMBER = "x-max-body-bytes"
_STREAMED_MEMBER = "x-streamed-body"
_JSON = "application/json"
_NOTHING = (b"", b"{}", b"null")
"""What some clients send where there is nothing to be said."""
_CHARSETS: Mapping[str, Collection[str]] = {
    _JSON: ("utf-8", "utf8"),
    "text/csv": ("utf-8", "utf8", "gb18030", "gbk", "gb2312"),
}
"""By the media types of bodies: as which letters they may be declared."""


@dataclass(frozen=True, slots=True)
class RouteFacts:
    """What is known of a route before any request.

    `permissions` is None on a route that demands no caller, empty where any caller will do.
    """

    name: str
    template: str
    permissions: frozenset[Permission] | None
    query: QueryRule
    media_type: str | None
    max_body: int
    is_streamed: bool
    """Whether the route reads its body itself, as it comes."""


def max_body(size: int) -> dict[str, Any]:
    """`openapi_extra` of a route that takes bodies of up to `size` bytes (CSV imports)."""
    return {_MAX_BODY_MEMBER: size}


def streamed_body(size: int, content: Mapping[str, Any]) -> dict[str, Any]:
    """`openapi_extra` of a route that reads a body of up to `size` bytes as it comes (uploads);
    ``content`` are its media types as OpenAPI describes them.
    """
    body = {"required": True, "content": dict(content)}
    return {_MAX_BODY_MEMBER: size, _STREAMED_MEMBER: True, "requestBody": body}


class StrictRequest(Request):
    """A request whose JSON is parsed strictly, and once."""

    _parsed: tuple[object] | None = None

    @property
    def parsed(self) -> object:
        """The body's JSON, which has been read before the route began; None: no body."""
        return self._parsed[0] if self._parsed else None

    async def body(self) -> bytes:
        """The whole body; the edge knows of most readings that they have none."""
        if not self.scope.get(HAS_BODY, True):
            return b""
        return await super().body()

    async def json(self) -> Any:  # noqa: ANN401 - the framework's signature
        """The body as JSON; raises `MalformedJson`."""
        if self._parsed is None:
            self._parsed = (parse_json(await self.body()),)
        return self._parsed[0]


class StrictRoute(APIRoute):
    """A route of a service."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - APIRoute's
        super().__init__(path, endpoint, **options)
        self.set_up()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether the request is for this route; one of another depth is seen at a glance."""
        is_asked_here = not scope.get("root_path") and self._depth is not None
        if is_asked_here and scope["path"].count("/") != self._depth:
            return Match.NONE, {}
        return super().matches(scope)

    def of(self, app: FastAPI, prefix: str) -> "StrictRoute":
        """The same route as one of `app`, under a longer path without variable parts; what took
        time to find out of the function's signature is shared.
        """
        route = copy(self)
        route.path = f"{prefix}{self.path}"
        route.path_regex, route.path_format, route.param_convertors = compile_path(route.path)
        route.dependency_overrides_provider = app
        route.app = request_response(route.get_route_handler())
        route.set_up()
        return route

    def set_up(self) -> None:
        """What follows from the signature and the path."""
        is_open = any(isinstance(each, PathConvertor) for each in self.param_convertors.values())
        self._depth = None if is_open else self.path.count("/")
        self.facts = _facts(self)
        self.framework = self.app
        """The route as the framework answers it."""
        plain = plain_handler(self.dependant)
        if plain is not None:
            self.app = _plainly(plain, self)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's handler, behind the checks that must come before it."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            request = StrictRequest(request.scope, request.receive)
            await _check(request, self.facts)
            try:
                async with AsyncExitStack() as files:
                    request.scope["fastapi_middleware_astack"] = files
                    return await handle(request)
            finally:
                await close_reads(request.scope)

        return handle_strictly


def router(*, prefix: str = "", tags: list[str | Enum] | None = None) -> APIRouter:
    """The router of a feature: `router = routing.router(prefix="/cases", tags=["cases"])`."""
    return APIRouter(
        prefix=prefix,
        tags=tags,
        route_class=StrictRoute,
        generate_unique_id_function=lambda route: route.name,
    )


def routers_of(package: str, *, first: tuple[str, ...] = ()) -> list[APIRouter]:
    """The routers of the features; those named in ``first`` (the busiest) before the others."""
    routers = {
        module.__name__.removeprefix(f"{package}.").removesuffix(".router"): module.router
        for module in modules_of(package, "router")
    }
    order = [*first, *(name for name in routers if name not in first)]
    return [routers[name] for name in order]


def add_routes(app: FastAPI, prefix: str, routers: Sequence[APIRouter]) -> list[RouteFacts]:
    """Give `app` the routes of `routers` below `prefix`, as routes of its own; returns their facts.

    FastAPI's `include_router` keeps the routers and searches them twice for every request (ADR
    0017).
    """
    facts = []
    for route in (route for each in routers for route in each.routes):
        if not isinstance(route, StrictRoute):
            raise TypeError(f"{route} is no StrictRoute; use gongkai.http.routing.router")
        added = route.of(app, prefix)
        app.router.routes.append(added)
        facts.append(added.facts)
    return facts


def template_of(scope: Scope) -> str:
    """The path template of the route that was chosen; a fixed word where none of ours was."""
    route = scope.get("route")
    return route.facts.template if isinstance(route, StrictRoute) else "unmatched"


def too_large(limit: int) -> TooLarge:
    """The 413 of a body beyond `limit` bytes."""
    return TooLarge(f"请求内容不得超过 {limit} 字节", f"The body may have {limit} bytes at most")


async def _check(request: StrictRequest, facts: RouteFacts) -> None:
    """What must hold before anything of the route begins."""
    if facts.permissions is not None:
        await authenticate(request)
    if request.scope["query_string"]:
        facts.query.check(request.query_params)
    request.scope[MAX_BODY_SCOPE] = facts.max_body
    # The ASGI layer has refused a length that is no number, and knows of most readings that they
    # have no body.
    has_body = request.scope.get(HAS_BODY, True)
    if has_body and int(request.headers.get("content-length", "0")) > facts.max_body:
        raise too_large(facts.max_body)
    if facts.is_streamed:
        _check_encoding(request.headers.get("content-encoding"), "", ("",))
    elif facts.media_type is not None:
        await _read_body(request, facts.media_type)
    elif (await request.body()).strip() not in _NOTHING:
        # A day stated to a step that takes none must not look as if it had been taken.
        raise Unprocessable.at("/body", "此请求不带内容", "This request takes no body")


def _plainly(handle: Callable[[Request], Awaitable[Response]], route: StrictRoute) -> ASGIApp:
    """The ASGI application of a plain route."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = StrictRequest(scope, receive)
        await _check(request, route.facts)
        body = await request.body()
        try:
            response = await handle(request)
        except NotPlain:
            await route.framework(scope, again(body), send)
            return
        finally:
            await close_reads(scope)
        await response(scope, receive, send)

    return app


def _facts(route: APIRoute) -> RouteFacts:
    body = route.body_field
    size = (route.openapi_extra or {}).get(_MAX_BODY_MEMBER, DEFAULT_MAX_BODY)
    return RouteFacts(
        name=route.name,
        template=route.path_format,
        permissions=demanded_permissions(route.dependant),
        query=QueryRule.of(route.dependant),
        media_type=getattr(body.field_info, "media_type", _JSON) if body else None,
        max_body=int(size),
        is_streamed=_STREAMED_MEMBER in (route.openapi_extra or {}),
    )


async def _read_body(request: StrictRequest, media_type: str) -> None:
    body = await request.body()
    if not body:
        return
    given, charset = _content_type(request.headers.get("content-type"))
    is_json = media_type == _JSON and given.startswith("application/") and given.endswith("+json")
    if given != media_type and not is_json:
        raise UnsupportedMediaType(
            f"请求内容类型应为 {media_type}",
            f"The content type must be {media_type}",
            headers={"Accept": media_type},
        )
    _check_encoding(
        request.headers.get("content-encoding"), charset, _CHARSETS.get(media_type, {charset})
    )
    if media_type == _JSON:
        await request.json()


def _check_encoding(coding: str | None, charset: str, known: Collection[str]) -> None:
    """What says that it is packed, or written in letters that are not read here, is no text yet."""
    if coding is not None and coding.strip().lower() != "identity":
        raise UnsupportedMediaType(
            "请求内容不得压缩",
            "The body may not be compressed",
            headers={"Accept-Encoding": "identity"},
        )
    if charset not in known:
        listed = ", ".join(known)
        raise UnsupportedMediaType(
            f"请求内容的字符编码应为 {listed}", f"The charset must be one of {listed}"
        )


def _content_type(header: str | None) -> tuple[str, str]:
    """Media type and charset, both in small letters; UTF-8 where no charset is stated."""
    if header == _JSON:
        return _JSON, "utf-8"
    message = Header()
    message["content-type"] = (header or "").replace("\r", " ").replace("\n", " ")
    charset = str(message.get_param("charset", "utf-8")).lower()
    return (message.get_content_type() if header else ""), charset
