"""The virus scanner: asked by the protocol of ClamAV's daemon (`clamd`, INSTREAM).

Whatever speaks it will do; gateways to other scanners do. The content goes there in the clear, so
it is a socket of this machine, or a network that is protected.
"""

import asyncio
from collections.abc import AsyncIterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from gongkai.work import WorkFailed

_CONNECT_SECONDS = 5.0
_SECONDS = 120.0
_LONGEST_ANSWER = 4096
_FOUND, _CLEAN = b" FOUND", b" OK"
_TOO_LONG = b"size limit exceeded"


class Scanner(Protocol):
    """Says whether a content is clean."""

    async def is_clean(self, content: AsyncIterable[bytes]) -> bool:
        """Whether nothing was found; raises `WorkFailed` where the scanner does not know."""


@dataclass(frozen=True, slots=True)
class Clamd:
    """A `clamd` at `tcp://host:port` or `unix:///socket`."""

    url: str

    async def is_clean(self, content: AsyncIterable[bytes]) -> bool:
        """As `Scanner`: `scanner_unavailable`, `scanner_refused_size`, `scanner_failed`."""
        try:
            async with asyncio.timeout(_SECONDS), self._connected() as (reader, writer):
                writer.write(b"zINSTREAM\0")
                async for piece in content:
                    writer.write(len(piece).to_bytes(4) + piece)
                    await writer.drain()
                writer.write(bytes(4))
                await writer.drain()
                answer = await reader.readuntil(b"\0")
        except (OSError, EOFError, asyncio.LimitOverrunError) as error:
            raise WorkFailed("scanner_unavailable") from error
        answer = answer.rstrip(b"\0\r\n ")
        if answer.endswith(_CLEAN):
            return True
        if answer.endswith(_FOUND):
            return False
        if _TOO_LONG in answer:
            raise WorkFailed("scanner_refused_size", is_final=True)
        raise WorkFailed("scanner_failed")

    @asynccontextmanager
    async def _connected(self) -> Any:  # noqa: ANN401 - a context manager of the two ends
        parts = urlsplit(self.url)
        async with asyncio.timeout(_CONNECT_SECONDS):
            if parts.scheme == "unix":
                ends = await asyncio.open_unix_connection(parts.path, limit=_LONGEST_ANSWER)
            else:
                ends = await asyncio.open_connection(
                    parts.hostname, parts.port, limit=_LONGEST_ANSWER
                )
        try:
            yield ends
        finally:
            ends[1].close()
