"""The one middleware, pure ASGI: what must hold for every request, whatever becomes of it.

It is the only layer: what routes raise becomes an answer here (ADR 0042). It makes the correlation
id, bounds headers, bodies and what is worked on at once, refuses paths
and queries that are no text, answers HEAD with GET, turns what nobody foresaw into a 500 without a
word of it, adds the security headers, counts, and writes one access line: the route's template,
never the path or the query.
"""

from collections.abc import Sequence
from time import perf_counter
from urllib.parse import unquote_to_bytes

import structlog
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gongkai.errors import BadRequest, HeadersTooLarge, InternalError, Problem
from gongkai.http.cors import REFUSAL
from gongkai.http.exchange import Doors, Exchange
from gongkai.http.idempotency import replayed
from gongkai.http.operational import UnstorableValue, operational_problem
from gongkai.http.peers import TrustedProxies
from gongkai.http.places import Bounds, Caller
from gongkai.http.problems import PAGES, problem_of, render
from gongkai.http.routing import DEFAULT_MAX_BODY, HAS_BODY, template_of, too_large
from gongkai.http.security import principal_in
from gongkai.http.wishes import Repeated
from gongkai.observability.access import access_log
from gongkai.observability.correlation import CORRELATION_ID, from_traceparent, new_correlation_id
from gongkai.observability.metrics import request_observer, show_requests

CORRELATION_HEADER = "Gongkai-Correlation-Id"
MAX_HEADERS = 32 * 1024
"""Bytes of request line and headers together."""
CLIENT_GONE = 499
"""Status in log and metrics of a request whose caller left before the answer."""

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})
_QUIET = frozenset({"/health/live", "/health/ready", "/metrics"})


class UnreadableAddress(BadRequest):
    """Path or query hold a NUL or bytes that are not UTF-8."""

    code = "unreadable_address"
    title_zh = "请求地址无法识别"
    title_en = "Unreadable address"


class Edge:
    """The middleware. `largest_body` is the largest bound of any route; `bounds` are those of the
    process, and `proxies` those whose word about a caller's address counts.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        largest_body: int = DEFAULT_MAX_BODY,
        bounds: Bounds | None = None,
        proxies: Sequence[str] = (),
    ) -> None:
        self._app = app
        self._largest_body = largest_body
        self._doors = Doors(bounds or Bounds())
        self._proxies = TrustedProxies(proxies)
        self._log = structlog.get_logger("gongkai.http")
        self._in_progress = 0
        show_requests(lambda: self._in_progress)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry one request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = self._open(scope, receive, send)
        token = CORRELATION_ID.set(exchange.correlation_id)
        self._in_progress += 1
        try:
            await self._answer(exchange)
        finally:
            exchange.leave()
            self._in_progress -= 1
            self._close(exchange)
            CORRELATION_ID.reset(token)

    def _open(self, scope: Scope, receive: Receive, send: Send) -> Exchange:
        size = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
        traceparent = length = coding = credential = forwarded = None
        for name, value in scope["headers"]:
            size += len(name) + len(value) + 4
            if name == b"traceparent":
                traceparent = value
            elif name == b"content-length":
                # Two lengths are none: whoever reads the first must not differ from us.
                length = value if length is None else b"twice"
            elif name == b"transfer-encoding":
                coding = value
            elif name == b"authorization":
                credential = value
            elif name == b"x-forwarded-for":
                forwarded = value if forwarded is None else b"%b,%b" % (forwarded, value)
        has_body = coding is not None or length not in {None, b"0"}
        # A body may come unannounced (HTTP/2); who only reads sends none.
        scope[HAS_BODY] = has_body or scope["method"] not in {"GET", "HEAD"}
        exchange = Exchange(
            scope,
            receive,
            send,
            from_traceparent(traceparent) or new_correlation_id(),
            self._doors,
            self._caller(scope, credential, forwarded),
            has_body=has_body,
        )
        if scope["method"] == "HEAD":
            exchange.is_head = True
            exchange.scope = {**scope, "method": "GET"}
        exchange.refusal = scope.get(REFUSAL) or self._refusal(scope, size, length)
        return exchange

    def _caller(
        self, scope: Scope, credential: bytes | None, forwarded: bytes | None
    ) -> Caller | None:
        path = scope["path"]
        if path in _QUIET or path.startswith(PAGES):
            return None
        peer = scope.get("client")
        address = self._proxies.address_of(peer[0] if peer else "", forwarded)
        return Caller(address, hash(credential))

    def _refusal(self, scope: Scope, size: int, length: bytes | None) -> Problem | None:
        if size > MAX_HEADERS:
            return HeadersTooLarge(
                f"请求头总长不得超过 {MAX_HEADERS} 字节",
                f"Request line and headers may have {MAX_HEADERS} bytes at most",
            )
        if length is not None:
            # Twenty digits are more than any body; int() of thousands would raise.
            if not length.isdigit() or len(length) > 20:  # noqa: PLR2004 - see above
                return BadRequest("Content-Length 有误", "Content-Length is no number")
            if int(length) > self._largest_body:
                return too_large(self._largest_body)
        if not (_is_text(scope.get("raw_path") or b"") and _is_text(scope["query_string"])):
            return UnreadableAddress()
        if "\x00" in scope["path"]:
            return UnreadableAddress()
        return None

    async def _answer(self, exchange: Exchange) -> None:
        try:
            if exchange.refusal is not None:
                raise exchange.refusal  # noqa: TRY301 - rendered like every other problem
            await exchange.enter()
            await self._app(exchange.scope, exchange.receive_bounded, exchange.send_completed)
        except ClientDisconnect:
            exchange.status = exchange.status or CLIENT_GONE
        except Exception as error:  # the edge: everything becomes an answer
            response = self._response(error, exchange.scope)
            if exchange.status:
                # The answer has begun; only breaking the connection tells the caller now.
                raise
            await response(exchange.scope, exchange.receive, exchange.send_completed)

    def _response(self, error: Exception, scope: Scope) -> Response:
        if isinstance(error, Repeated):
            return replayed(error.answer)
        return render(problem_of(error, scope) or self._unforeseen(error), scope)

    def _unforeseen(self, error: Exception) -> Problem:
        problem = operational_problem(error)
        if problem is None:
            self._log.error("request failed", action="http.defect", exc_info=error)
            return InternalError()
        level = "error" if isinstance(problem, UnstorableValue) else "warning"
        getattr(self._log, level)(
            "request not served", action="http.operational", code=problem.code, exc_info=error
        )
        return problem

    def _close(self, exchange: Exchange) -> None:
        seconds = perf_counter() - exchange.started
        method = exchange.scope["method"] if exchange.scope["method"] in _METHODS else "other"
        path = exchange.scope["path"]
        route = path if path in _QUIET else template_of(exchange.scope)
        status = exchange.status or CLIENT_GONE
        request_observer(method, route, status)(seconds)
        log = access_log()
        if log is not None and route not in _QUIET:
            log.write(
                "HEAD" if exchange.is_head else method,
                route,
                status,
                seconds,
                exchange.correlation_id,
                _subject(exchange.scope),
            )


def _is_text(encoded: bytes) -> bool:
    """Whether a percent-encoded part of the address is UTF-8 without NUL."""
    if b"%" not in encoded and encoded.isascii():
        return b"\x00" not in encoded
    plain = unquote_to_bytes(encoded)
    if b"\x00" in plain:
        return False
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _subject(scope: Scope) -> str | None:
    principal = principal_in(scope)
    return None if principal is None else principal.actor
