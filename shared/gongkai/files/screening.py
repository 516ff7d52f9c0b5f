"""Looking through a recorded file for what must not leave: in a process of its own, since a parser
reads there what somebody sent.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterable, Mapping
from typing import IO

from pydantic import ValidationError

from gongkai.files.files import Files
from gongkai.files.kinds import MediaType
from gongkai.files.models import StoredFile
from gongkai.screening.documents import CPU_SECONDS
from gongkai.screening.kinds import Kind
from gongkai.screening.reports import Report

_FORMATS: Mapping[MediaType, str] = {
    MediaType.PDF: "pdf",
    MediaType.DOCX: "docx",
    MediaType.XLSX: "xlsx",
    MediaType.TEXT: "text",
    MediaType.CSV: "text",
}
_WITHOUT_TEXT: Mapping[MediaType, Kind] = {
    MediaType.PNG: Kind.NOT_SCREENED_PICTURE,
    MediaType.JPEG: Kind.NOT_SCREENED_PICTURE,
    MediaType.TIFF: Kind.NOT_SCREENED_PICTURE,
    MediaType.OFD: Kind.NOT_SCREENED_FORMAT,
}
_PATIENCE = 3 * CPU_SECONDS
"""Seconds by the clock on the wall, where the machine is busy."""


async def screen_file(files: Files, file: StoredFile) -> Report:
    """What stands in the file, and what of it could not be looked at; no transaction may be open.

    Raises `FilePending`, `FileWithheld` and `FilesUnavailable`.
    """
    content = await files.open(file)
    if file.media_type in _WITHOUT_TEXT:
        return _nothing_but(_WITHOUT_TEXT[file.media_type])
    with tempfile.TemporaryFile() as held:
        await _copied(content, held)
        return await screened(held, _FORMATS[file.media_type])


async def screened(file: IO[bytes], file_format: str, *, cpu_seconds: int = CPU_SECONDS) -> Report:
    """The report of the bounded process that reads ``file``, which has a descriptor."""
    file.seek(0)
    program = ("-I", "-m", "gongkai.screening.documents", file_format, str(cpu_seconds))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *program),
        stdin=file,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # may quote what it read
        env={},  # nothing of ours is there to be read
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            told, _ = await process.communicate()
    except TimeoutError:
        return _nothing_but(Kind.NOT_SCREENED_TOO_MUCH)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        return Report.model_validate_json(told)
    except ValidationError:  # it was ended by its bounds
        return _nothing_but(Kind.NOT_SCREENED_TOO_MUCH)


def _nothing_but(why: Kind) -> Report:
    return Report(findings=(), unscreened=(why,))


async def _copied(content: AsyncIterable[bytes], held: IO[bytes]) -> None:
    async for piece in content:
        await asyncio.to_thread(held.write, piece)
    await asyncio.to_thread(held.flush)
