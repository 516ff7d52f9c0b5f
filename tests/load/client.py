"""A small HTTP/1.1 client for measuring: keep-alive connections, nothing parsed but the status."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

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


async def measure(port: int, make: Request, *, seconds: float, connections: int) -> Round:
    """Send requests in a closed loop over ``connections`` connections for ``seconds``."""
    latencies: list[float] = []
    failures = 0
    counter = iter(range(10_000_000))
    end = time.perf_counter() + seconds

    async def one() -> None:
        nonlocal failures
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < end:
            began = time.perf_counter()
            writer.write(make(next(counter)))
            status = await _answer(reader)
            latencies.append(time.perf_counter() - began)
            failures += not 200 <= status < 300
        writer.close()
        await writer.wait_closed()

    began = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    elapsed = time.perf_counter() - began
    latencies.sort()
    return Round(
        len(latencies) / elapsed,
        latencies[int(len(latencies) * 0.99) - 1] * 1000,
        failures,
        len(latencies),
    )


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lower = head.lower()
    at = lower.index(b"content-length:") + 15
    length = int(lower[at : lower.index(b"\r\n", at)])
    if length:
        await reader.readexactly(length)
    return int(head[9:12])
