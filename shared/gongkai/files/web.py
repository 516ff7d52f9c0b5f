"""Files over HTTP: taking an upload in, handing a file out.

    async def _upload(request: Request, …) -> AsyncIterator[StagedFile]:
        …                                             # who may, and whether there is room: before
        async with received(request, files) as staged:  # a byte of the file is read
            yield staged

    Upload = Annotated[StagedFile, Depends(_upload, scope="function")]

    @router.post("/…", openapi_extra=upload_body(), responses=UPLOAD | problems(…))
    async def add(upload: Upload, gate: IdempotencyDep, session: SessionDep, …) -> Response:

The upload stands before gate and session: the file is staged when the transaction begins, and the
gate compares route, name and digest.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, NamedTuple
from urllib.parse import quote

from fastapi import Query, Request
from python_multipart.multipart import parse_options_header
from starlette.responses import Response, StreamingResponse

from gongkai.crypto.keys import framed
from gongkai.errors import UnsupportedMediaType
from gongkai.files.errors import (
    FileEmpty,
    FileNameUnusable,
    FilePending,
    FilesUnavailable,
    FileTypeDiffers,
    FileTypeNotAllowed,
    FileUnsafe,
    FileWithheld,
    FormUnreadable,
)
from gongkai.files.files import Files, StagedFile
from gongkai.files.forms import FormFile
from gongkai.files.kinds import MediaType
from gongkai.files.models import StoredFile
from gongkai.files.names import file_name, suffix_of
from gongkai.files.settings import LARGEST_FILE
from gongkai.http.idempotency import FINGERPRINT_SCOPE, IdempotencyKeyRequired
from gongkai.http.openapi import problems
from gongkai.http.routing import streamed_body, too_large
from gongkai.http.wishes import IDEMPOTENCY_HEADER

UPLOAD = problems(
    FileEmpty,
    FileNameUnusable,
    FilesUnavailable,
    FileTypeDiffers,
    FileTypeNotAllowed,
    FileUnsafe,
    FormUnreadable,
)
"""The problems of a route that takes a file."""
DOWNLOAD = problems(FilePending, FilesUnavailable, FileWithheld)
"""The problems of a route that hands a file out."""
FileNameQuery = Annotated[
    str | None,
    Query(
        alias="filename",
        description="文件名；以表单上传的不填 / the file's name, where the body is the file itself",
    ),
]
"""Declares `?filename=`; `received` reads it."""
_ENVELOPE = 16 * 1024
"""Bytes that a form may have beside its file."""
_FORM = b"multipart/form-data"
_ANY = "application/octet-stream"
_RAW = (_ANY, *(kind.value for kind in MediaType))
_BINARY = {"type": "string", "format": "binary"}


def upload_body(max_bytes: int = LARGEST_FILE) -> dict[str, Any]:
    """`openapi_extra` of a route that takes a file of up to ``max_bytes``."""
    form = {"type": "object", "properties": {"file": _BINARY}, "required": ["file"]}
    content = {kind: {"schema": _BINARY} for kind in _RAW} | {
        "multipart/form-data": {"schema": form}
    }
    return streamed_body(max_bytes + _ENVELOPE, content)


def download(description: str = "文件内容 / the file") -> dict[int | str, dict[str, Any]]:
    """`responses=` of a route that hands a file out, beside `DOWNLOAD`."""
    return {200: {"description": description, "content": {_ANY: {"schema": _BINARY}}}}


class Incoming(NamedTuple):
    """A file that a request brings, not yet read."""

    name: str
    declared: str
    """The media type that its header says."""
    content: AsyncIterator[bytes]


@asynccontextmanager
async def incoming(request: Request, bound: int) -> AsyncIterator[Incoming]:
    """The file of at most so many bytes that the body is, named by `?filename=`, or the one part
    `file` of a form.

    Raises `TooLarge`, `FormUnreadable`, `FileNameUnusable`, `UnsupportedMediaType`.
    """
    if int(request.headers.get("content-length", "0")) > bound + _ENVELOPE:
        raise too_large(bound)
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind.lower() == _FORM:
        boundary = options.get(b"boundary", b"")
        if not boundary or len(boundary) > 70:  # noqa: PLR2004 - RFC 2046 5.1.1
            raise FormUnreadable
        async with FormFile(boundary, request.stream()) as form:
            yield Incoming(file_name(form.name), form.declared or _ANY, form.content())
        return
    declared = kind.decode("latin-1").lower()
    if declared not in _RAW:
        raise UnsupportedMediaType(
            "请求内容类型应为文件的类型、application/octet-stream 或者 multipart/form-data",
            "The content type is that of the file, application/octet-stream or multipart/form-data",
            headers={"Accept": ", ".join(_RAW)},
        )
    yield Incoming(file_name(request.query_params.get("filename")), declared, request.stream())


@asynccontextmanager
async def received(
    request: Request, files: Files, *, max_bytes: int | None = None, is_public: bool = False
) -> AsyncIterator[StagedFile]:
    """The file of this request, staged; removed again where the block fails.

    Nothing is read of a request without `Idempotency-Key`. Raises what `UPLOAD` names, and what
    `Files.staged` does.
    """
    if IDEMPOTENCY_HEADER not in request.headers:
        raise IdempotencyKeyRequired
    bound = min(files.max_bytes, max_bytes or files.max_bytes)
    async with (
        incoming(request, bound) as (name, declared, content),
        files.staged(
            content, name=name, declared=declared, max_bytes=max_bytes, is_public=is_public
        ) as staged,
    ):
        noted(request, staged.name, staged.sha256)
        yield staged


def noted(request: Request, name: str, sha256: bytes) -> None:
    """Tell the gate what the wish is: the same file under the same name, in whatever envelope."""
    parts = framed(name.encode()) + framed(sha256)
    request.scope[FINGERPRINT_SCOPE] = hashlib.sha256(parts).digest()


async def served(files: Files, file: StoredFile) -> Response:
    """The file as an answer, by pieces and to be saved, never shown in the page of our origin.

    No session may be open. Its first piece is there before the answer begins, so that what cannot
    be read is told; a later fault breaks the connection before the announced length is reached.
    Raises what `Files.open` does.
    """
    content = await files.open(file)
    first = await anext(content, b"")
    return StreamingResponse(
        _after(first, content),
        headers={
            # Set here, so that nobody adds a charset: a text may be in GB 18030.
            "Content-Type": file.media_type.value,
            "Content-Length": str(file.size),
            "Content-Disposition": disposition(files.name_of(file)),
        },
    )


def disposition(name: str) -> str:
    """`Content-Disposition` of a file to be saved under ``name`` (RFC 6266, RFC 8187)."""
    suffix = suffix_of(name)
    plain = f"file{suffix if suffix.isascii() and suffix[1:].isalnum() else ''}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


async def _after(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece
