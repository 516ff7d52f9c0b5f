"""A content on its way in: bounded, hashed, in a temporary file once it is no longer small."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from gongkai.errors import TooLarge
from gongkai.files.errors import FileEmpty

_IN_MEMORY = 512 * 1024
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Spooled:
    """A content that has arrived."""

    file: IO[bytes]
    size: int
    sha256: bytes

    async def pieces(self) -> AsyncIterator[bytes]:
        """The content from its beginning."""
        await asyncio.to_thread(self.file.seek, 0)
        while piece := await asyncio.to_thread(self.file.read, _PIECE):
            yield piece


@contextmanager
def temporary() -> Any:  # noqa: ANN401 - a context manager of a file
    """A file without a name, which is gone with the block."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        yield file


async def spool(file: IO[bytes], content: AsyncIterable[bytes], bound: int) -> Spooled:
    """Write ``content`` into ``file``. Raises `TooLarge` beyond ``bound`` bytes, and `FileEmpty`.

    The digest is made on the way, so that nobody reads it again to know it.
    """
    digest, size, held = hashlib.sha256(), 0, bytearray()
    async for chunk in content:
        size += len(chunk)
        if size > bound:
            raise TooLarge(f"文件不得超过 {bound} 字节", f"The file may have {bound} bytes at most")
        held += chunk
        if len(held) >= _PIECE:
            await _write(file, digest, held)
    await _write(file, digest, held)
    if not size:
        raise FileEmpty
    return Spooled(file, size, digest.digest())


async def _write(file: IO[bytes], digest: Any, held: bytearray) -> None:  # noqa: ANN401 - hashlib names no type
    def work() -> None:
        digest.update(held)
        file.write(held)

    await asyncio.to_thread(work)
    held.clear()
