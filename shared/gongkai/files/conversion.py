"""DOCX to PDF, by a program of the installation (LibreOffice's `soffice`) in a process of its own.

Only what we made ourselves is converted: templates with macros or references out of the file are
refused when they are loaded.
"""

import asyncio
import os
import signal
import tempfile
from collections.abc import AsyncIterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from gongkai.errors import Unavailable
from gongkai.files.errors import ConversionFailed
from gongkai.files.kinds import MediaType

_SECONDS = 60.0
"""By the clock on the wall; a letter takes one or two."""
_WAITING = 4
"""Callers that wait for the one conversion of a process; who comes later is sent away."""
_LARGEST = 64 * 1024 * 1024
_MAGIC = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Converter:
    """Converts one file at a time. ``program`` is the path of `soffice`, or of what takes the same
    arguments.
    """

    program: Path
    seconds: float = _SECONDS
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))
    _queue: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1 + _WAITING))

    async def pdf_of(self, docx: AsyncIterable[bytes]) -> bytes:
        """The PDF of a DOCX file; no transaction may be open.

        Raises `ConversionFailed`, and `Unavailable` where too many wait.
        """
        if self._queue.locked():
            raise Unavailable(retry_after=5)
        async with self._queue, self._room:
            with tempfile.TemporaryDirectory(prefix="gongkai-conversion-") as name:
                folder = Path(name)
                await _written(docx, folder / "file.docx")
                await self._run(folder)
                return await asyncio.to_thread(_pdf_in, folder)

    async def _run(self, folder: Path) -> None:
        process = await asyncio.create_subprocess_exec(
            *(str(self.program), "--headless", "--norestore", "--nolockcheck"),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--convert-to", "pdf", "--outdir", str(folder), str(folder / "file.docx")),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,  # may quote what it read
            cwd=folder,
            env={"HOME": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},  # nothing of ours
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(self.seconds):
                await process.wait()
        except TimeoutError as error:
            raise ConversionFailed from error
        finally:
            with suppress(ProcessLookupError):  # also what it started and left behind
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()


async def _written(content: AsyncIterable[bytes], path: Path) -> None:
    with path.open("wb") as file:
        async for piece in content:
            await asyncio.to_thread(file.write, piece)


def _pdf_in(folder: Path) -> bytes:
    try:
        with (folder / f"file.{MediaType.PDF.name.lower()}").open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise ConversionFailed from error
    if len(content) > _LARGEST or not content.startswith(_MAGIC):
        raise ConversionFailed
    return content
