"""A small HTTP/1.1 client for measuring: keep-alive connections, nothing parsed but the status."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import cast

import uvloop

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")

Request = Callable[[int], bytes]
"""The nth request as bytes on the wire."""


@dataclass(frozen=True)
class Round:
    """What one round measured."""

    per_second: float
    p99_ms: float
    failures: int
    requests: int
    cpu_us: float = 0.0
    """Of the server, for each request, where it was looked at."""


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    """A request as bytes."""
    lines = [f"{method} {path} HTTP/1.1", "Host: bench"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(port: int, make: Request, *, seconds: float, connections: int) -> Round:
    """Send requests in a closed loop over ``connections`` connections for ``seconds``.

    Protocols on uvloop and no streams: client, API and database share the processors, and what the
    client takes is missing to whoever has a database beside it.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(_measure(port, make, seconds=seconds, connections=connections))


async def _measure(port: int, make: Request, *, seconds: float, connections: int) -> Round:
    loop, latencies, statuses = asyncio.get_running_loop(), list[float](), list[int]()
    counter = count()
    began = time.perf_counter()
    ends = []
    for _ in range(connections):
        _, one = await loop.create_connection(
            lambda: _Connection(
                lambda: make(next(counter)), began + seconds, latencies.append, statuses.append
            ),
            "127.0.0.1",
            port,
        )
        ends.append(one.ended)
    await asyncio.gather(*ends)
    elapsed = time.perf_counter() - began
    latencies.sort()
    return Round(
        len(latencies) / elapsed,
        latencies[int(len(latencies) * 0.99) - 1] * 1000,
        sum(not 200 <= status < 300 for status in statuses),
        len(latencies),
    )


class _Connection(asyncio.Protocol):
    """One connection: the next request goes out when the answer to the last is whole."""

    def __init__(
        self,
        make: Callable[[], bytes],
        end: float,
        took: Callable[[float], None],
        answered: Callable[[int], None],
    ) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._make, self._end, self._took, self._answered = make, end, took, answered
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Take a part of the answer."""
        self._came += data
        head, blank, body = self._came.partition(b"\r\n\r\n")
        if not blank or len(body) < int(_LENGTH.search(head)[1]):
            return
        self._took(time.perf_counter() - self._began)
        self._answered(int(head[9:12]))
        self._came = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        """End; whoever waits for an answer then has none."""
        if self._end > time.perf_counter():
            exc = exc or ConnectionError("the server has closed a connection")
        if exc is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(exc)

    def _send(self) -> None:
        self._began = time.perf_counter()
        if self._began < self._end:
            self._transport.write(self._make())
        else:
            self._transport.close()
