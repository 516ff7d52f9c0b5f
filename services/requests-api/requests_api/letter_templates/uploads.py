"""A template as it is sent: a small DOCX, whole in memory, to be looked at before it is kept."""

import asyncio
import hashlib
from typing import NamedTuple

from fastapi import Request

from gongkai.files.errors import FileTypeNotAllowed
from gongkai.files.kinds import MediaType
from gongkai.files.sniffing import sniff
from gongkai.files.spool import spool, temporary
from gongkai.files.web import incoming, noted
from requests_api.letter_templates.packages import LARGEST


class SentTemplate(NamedTuple):
    """A DOCX that was sent."""

    name: str
    content: bytes


async def sent_template(request: Request) -> SentTemplate:
    """The template of this request. Raises what `gongkai.files.web.UPLOAD` names, and `TooLarge`;
    macros, bombs and what is no DOCX are refused here.
    """
    async with incoming(request, LARGEST) as (name, declared, chunks):
        with temporary() as file:
            spooled = await spool(file, chunks, LARGEST)
            kind = await asyncio.to_thread(sniff, file, spooled.size, name, declared)
            if kind is not MediaType.DOCX:
                raise FileTypeNotAllowed("模板须为 DOCX 文件", "A template is a DOCX file")
            content = b"".join([piece async for piece in spooled.pieces()])
    noted(request, name, hashlib.sha256(content).digest())
    return SentTemplate(name, content)
