"""One request on its way through the edge: what comes in, what goes out, and whose place it has.

A request has a place from when its body is whole until its answer begins. So who sends or reads
slowly holds up nobody, and what goes on after its answer has begun (files, event streams) counts no
longer. A body that is on its way has a place among the bodies, and bounded time.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from time import perf_counter
from typing import cast

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send

from gongkai.errors import Problem, Unavailable
from gongkai.http.places import Bounds, Caller, Places
from gongkai.http.routing import DEFAULT_MAX_BODY, MAX_BODY_SCOPE, too_large
from gongkai.observability.metrics import request_refused, show_places
from gongkai.turns import has_come

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
)
_NAMES = frozenset(name for name, _ in _HEADERS)


class Overloaded(Unavailable):
    """More is asked at once than the service takes upon itself, or than one caller gets of it. The
    same request may be sent again after `Retry-After` seconds; nothing of it was done.
    """

    code = "overloaded"
    title_zh = "系统繁忙，请稍后重试"
    title_en = "Too much at once"


class BodyTooSlow(Problem):
    """The body did not arrive in the time that it has, or stopped on its way."""

    status = 408
    code = "body_too_slow"
    title_zh = "请求内容传送过慢"
    title_en = "The body arrives too slowly"


def overloaded() -> Overloaded:
    """The 503 of a request that found no place."""
    return Overloaded(
        "同时处理的请求过多，本次请求未作任何处理",
        "Too many requests are under way; nothing of this one was done",
        retry_after=1,
    )


def body_too_slow() -> BodyTooSlow:
    """The 408 of a body that took too long."""
    return BodyTooSlow(
        "请求内容未在规定时间内传送完毕，请检查网络后重新发送",
        "The body was not there in time; look at the network and send it again",
        # What is still on its way would be read as the next request.
        headers={"Connection": "close"},
    )


class Doors:
    """What the requests of one process share: the places to work, and those of bodies."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.work = Places(bounds.in_hand, waiting=bounds.waiting)
        self.bodies = Places(bounds.bodies)
        show_places(lambda: self.work.held.total, lambda: self.work.line.total)


@dataclass(slots=True)
class Exchange:
    """One request. `caller` is None where it is counted among nobody's: health and metrics."""

    scope: Scope
    receive: Receive
    send: Send
    correlation_id: str
    doors: Doors
    caller: Caller | None = None
    has_body: bool = False
    refusal: Problem | None = None
    received: int = 0
    status: int = 0
    is_head: bool = False
    started: float = field(default_factory=perf_counter)
    _held: Places | None = field(default=None, init=False)
    _is_admitted: bool = field(default=False, init=False)
    _early: deque[Message] = field(default_factory=deque, init=False)
    """What came in while the request waited for its place."""

    async def enter(self) -> None:
        """Get a place, or one for the body first. Raises `Overloaded` and `ClientDisconnect`."""
        if self.caller is None:
            self._is_admitted = True
        elif not self.has_body:
            await self._admit(self.caller)
        elif self.doors.work.has_no_room(self.caller) or not self.doors.bodies.take(self.caller):
            raise self._overloaded("full")
        else:
            self._held = self.doors.bodies

    def leave(self) -> None:
        """Give back the place, if there is one; harmless when done twice."""
        if self._held is not None and self.caller is not None:
            held, self._held = self._held, None
            held.give_back(self.caller)

    async def receive_bounded(self) -> Message:
        """Pass the body on until it outgrows the bound of its route, or its time.

        The last part is passed on when there is a place for the work that begins with it.
        """
        message = self._early.popleft() if self._early else await self._receive_in_time()
        if message["type"] == "http.request":
            self.received += len(message.get("body", b""))
            limit = self.scope.get(MAX_BODY_SCOPE, DEFAULT_MAX_BODY)
            if self.received > limit:
                raise too_large(limit)
            if not message.get("more_body", False):
                self.has_body = False
                if not self._is_admitted and self.caller is not None:
                    self.leave()
                    await self._admit(self.caller)
        return message

    async def send_completed(self, message: Message) -> None:
        """Pass the answer on with the headers that every answer has; HEAD without its body."""
        if message["type"] == "http.response.start":
            self.leave()
            self.status = message["status"]
            headers = [*message.get("headers", ())]
            names = {name.lower() for name, _ in headers}
            if names.isdisjoint(_NAMES):
                headers += _HEADERS
            else:
                headers += [pair for pair in _HEADERS if pair[0] not in names]
            headers.append((b"gongkai-correlation-id", self.correlation_id.encode("ascii")))
            message = {**message, "headers": headers}
        elif self.is_head and message["type"] == "http.response.body":
            if message.get("more_body", False):
                return
            message = {"type": "http.response.body", "body": b""}
        await self.send(message)

    async def _receive_in_time(self) -> Message:
        message = _at_once(self.receive)
        if message is not None:
            return message
        if not self.has_body:
            return await self.receive()
        bounds = self.doors.bounds
        left = self.started + bounds.body_seconds - perf_counter()
        try:
            async with asyncio.timeout(min(bounds.idle_seconds, left)):
                return await self.receive()
        except TimeoutError:
            raise body_too_slow() from None

    async def _admit(self, caller: Caller) -> None:
        self._is_admitted = True
        if self.doors.work.take(caller):
            self._held = self.doors.work
        else:
            await self._wait(caller)

    async def _wait(self, caller: Caller) -> None:
        """Wait for a place; for who has left by then nothing begins. Raises as `enter`."""
        work = self.doors.work
        ticket = work.queue(caller)
        if ticket is None:
            raise self._overloaded("full")
        try:
            await has_come(ticket.turn, self.doors.bounds.wait_seconds)
        finally:
            # A place may have come in the moment in which the time was over.
            if work.leave_line(ticket):
                self._held = work
        if self._held is None:
            raise self._overloaded("waited")
        if self._has_left():
            raise ClientDisconnect

    def _has_left(self) -> bool:
        """Whether the client is gone by now; what it has sent meanwhile is kept.

        At most two messages are there: the body of a request that has none, and the end.
        """
        for _ in range(2):
            message = _at_once(self.receive)
            if message is None:
                return False
            if message["type"] == "http.disconnect":
                return True
            self._early.append(message)
        return False

    def _overloaded(self, why: str) -> Overloaded:
        request_refused(why)
        return overloaded()


def _at_once(receive: Receive) -> Message | None:
    """What has come in by now; None where it would have to be waited for.

    Most bodies come with their head: a timeout around what does not wait costs more than reading.
    """
    asked = receive().__await__()
    try:
        next(asked)
    except StopIteration as came:
        return cast("Message", came.value)
    asked.close()
    return None
