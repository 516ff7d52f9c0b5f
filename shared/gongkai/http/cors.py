"""Which front ends' pages may call from a browser, and what the others are told.

The origins are listed in the settings; in development a page that is served on this machine may
call too. A preflight that is refused is answered by the edge like everything that it refuses: with
a problem document, which the developer's tools and `curl` show although the page may not read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from gongkai.errors import Forbidden, Problem
from gongkai.problem_parts import ProblemMembers

REFUSAL = "gongkai.refusal"
"""Where the edge finds why a request that has not begun is refused."""

_LOOPBACK = r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_ACCEPTED = (
    "Accept",
    "Accept-Language",
    "Authorization",
    "Content-Language",
    "Content-Type",
    "Gongkai-Access-Code",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "traceparent",
)
_MAX_AGE = 600


class OriginNotAllowed(Forbidden):
    """A browser asks whether a page of another origin may call, and that origin is not among
    `GONGKAI_CORS_ORIGINS`. In development pages of this machine (`localhost`, `127.0.0.1`,
    `[::1]`, any port) may call without being listed.
    """

    code = "origin_not_allowed"
    title_zh = "不允许该来源的页面调用"
    title_en = "Pages of this origin may not call"


class CrossOriginRequestNotAllowed(Forbidden):
    """A browser asks whether a page may send a request with a method or with headers that no front
    end may use; `allowed_methods` and `allowed_headers` are those that it may.
    """

    code = "cross_origin_request_not_allowed"
    title_zh = "页面不得以此方法或者请求头调用"
    title_en = "Pages may not call with this method or these headers"

    class Members(ProblemMembers):
        """What the problem's document has besides."""

        allowed_methods: list[str]
        """The methods that a page may use."""
        allowed_headers: list[str]
        """The request headers that a page may send."""


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins whose pages may call: those `listed`, and with `loopback` those of this machine.

    `*` lists every origin.
    """

    listed: Sequence[str] = ()
    loopback: bool = False


class Cors(CORSMiddleware):
    """The outermost layer: adds what a page must see to every answer, also to those of the edge."""

    def __init__(self, app: ASGIApp, origins: Origins, exposed: Sequence[str]) -> None:
        super().__init__(
            app,
            allow_origins=list(origins.listed),
            allow_origin_regex=_LOOPBACK if origins.loopback else None,
            allow_methods=_METHODS,
            allow_headers=_ACCEPTED,
            expose_headers=exposed,
            max_age=_MAX_AGE,
        )
        self._accepted = frozenset(name.lower() for name in _ACCEPTED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry one request through; only those of a browser's page are looked at."""
        if scope["type"] != "http" or not any(name == b"origin" for name, _ in scope["headers"]):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope["method"], headers)
        if refusal is None:
            await super().__call__(scope, receive, send)
        else:
            scope[REFUSAL] = refusal
            await self.simple_response(scope, receive, send, request_headers=headers)

    def _refusal(self, method: str, headers: Headers) -> Problem | None:
        """Why a preflight is refused; None where it is not, or the request is none."""
        wanted = headers.get("access-control-request-method")
        if method != "OPTIONS" or wanted is None:
            return None
        if not self.is_allowed_origin(headers["origin"]):
            return OriginNotAllowed(
                "该来源未列入 GONGKAI_CORS_ORIGINS；请由运维人员添加，或者由前端的服务端代为转发",
                "The origin is not among GONGKAI_CORS_ORIGINS: have it added, or let the front "
                "end's own server call",
            )
        named = headers.get("access-control-request-headers", "").split(",")
        if wanted in _METHODS and {name.strip().lower() for name in named if name.strip()} <= (
            self._accepted
        ):
            return None
        return CrossOriginRequestNotAllowed(
            "可用的方法、请求头见 allowed_methods、allowed_headers",
            "allowed_methods and allowed_headers say which may be used",
            extensions={"allowed_methods": [*_METHODS], "allowed_headers": [*_ACCEPTED]},
        )
