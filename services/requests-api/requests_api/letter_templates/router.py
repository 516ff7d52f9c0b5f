"""Templates of letters over HTTP."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Annotated, NamedTuple
from uuid import UUID

from fastapi import Depends, Query, Request
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.files import Files, MediaType, StagedFile
from gongkai.files.errors import FileTypeNotAllowed
from gongkai.files.sniffing import sniff
from gongkai.files.spool import spool, temporary
from gongkai.files.web import (
    DOWNLOAD,
    UPLOAD,
    FileNameQuery,
    disposition,
    download,
    incoming,
    noted,
    served,
    upload_body,
)
from gongkai.http.concurrency import FirstOrExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.errors import OrganNotFound
from gongkai.reference.people import person_names
from requests_api.letter_templates.building import shipped
from requests_api.letter_templates.errors import LetterKindUnavailable, TemplateRefused
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.packages import LARGEST
from requests_api.letter_templates.presenter import check_out, template_out
from requests_api.letter_templates.repository import HeldTemplate
from requests_api.letter_templates.schemas import LetterTemplateOut, TemplateCheckOut
from requests_api.letter_templates.service import (
    TemplateService,
    checked,
    spec_of,
    staged_template,
)
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.web import FilesDep, OfficeDep

router = feature_router(prefix="/letter-templates/{kind}", tags=["letters"])
Manager = Annotated[Principal, requires(Permission.LETTER_TEMPLATES_MANAGE)]
Looker = Annotated[Principal, requires(Permission.ORGANS_READ)]
OrganQuery = Annotated[
    UUID | None,
    Query(description="机关；缺省为本机关 / the organ; absent: the caller's own"),
]
_KNOWN = problems(OrganNotFound, LetterKindUnavailable)


def _organ(principal: Principal, organ_id: UUID | None) -> UUID:
    found = organ_id or principal.organ_id
    if found is None:
        raise OrganNotFound
    return found


class SentTemplate(NamedTuple):
    """A DOCX that was sent."""

    name: str
    content: bytes


async def _sent(request: Request) -> SentTemplate:
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


async def _upload(
    request: Request,
    kind: LetterKind,
    principal: Manager,
    office: OfficeDep,
    files: FilesDep,
    organ_id: OrganQuery = None,
    _filename: FileNameQuery = None,
) -> AsyncIterator[StagedFile]:
    async with office.database.read_session() as session:
        await TemplateService(session, office, principal).may_set(_organ(principal, organ_id), kind)
    staged = await staged_template(files, kind, *await _sent(request))
    try:
        yield staged
    except BaseException:  # also a cancelled request leaves nothing staged
        await files.discard(staged)
        raise


TemplateUpload = Annotated[StagedFile, Depends(_upload, scope="function")]


@router.get(
    "",
    summary="文书模板 / Read a template",
    response_model=LetterTemplateOut,
    responses=_KNOWN,
)
async def get_letter_template(
    kind: LetterKind,
    response: Response,
    principal: Looker,
    session: ReadSessionDep,
    office: OfficeDep,
    files: FilesDep,
    organ_id: OrganQuery = None,
    if_none_match: IfNoneMatch = None,
) -> LetterTemplateOut | Response:
    """Which template holds for an organ's letters of this kind, and what one may name."""
    organ = _organ(principal, organ_id)
    held = await TemplateService(session, office, principal).held(organ, kind)
    version = 0 if held is None else held.template.version
    response.headers["ETag"] = etag(version)
    unchanged = not_modified(if_none_match, version)
    return unchanged or await _out(organ, kind, held, session, files)


@router.get(
    "/content",
    summary="下载文书模板 / Read the template itself",
    response_class=Response,
    responses=DOWNLOAD | _KNOWN | download(),
)
async def read_letter_template(
    kind: LetterKind,
    principal: Looker,
    office: OfficeDep,
    files: FilesDep,
    organ_id: OrganQuery = None,
) -> Response:
    """The DOCX: the organ's own, or the one that ships, which is where an own one begins."""
    async with office.database.read_session() as session:
        service = TemplateService(session, office, principal)
        held = await service.held(_organ(principal, organ_id), kind)
    if held is not None:
        return await served(files, held.file)
    named = {"Content-Disposition": disposition(f"{kind.label}.docx")}
    return Response(shipped(kind), media_type=MediaType.DOCX.value, headers=named)


@router.put(
    "",
    summary="设定文书模板 / Set a template",
    response_model=LetterTemplateOut,
    openapi_extra=upload_body(LARGEST),
    responses=UPLOAD | _KNOWN | problems(ForeignOrgan, TemplateRefused),
)
async def put_letter_template(
    kind: LetterKind,
    principal: Manager,
    expected: FirstOrExpectedVersion,
    upload: TemplateUpload,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
    organ_id: OrganQuery = None,
) -> Response:
    """Set the own organ's template of a kind, a DOCX of 2 MiB at most; `If-None-Match: *` for
    the first. It is refused unless it passes `/check`. Letters that were drawn up stay as they are.
    """
    organ = _organ(principal, organ_id)
    service = TemplateService(session, office, principal)
    held = await service.set(organ, kind, expected, files, upload)
    answer = await _out(organ, kind, held, session, files)
    return await gate.answer(answer, headers={"ETag": etag(held.template.version)})


@router.post(
    "/check",
    summary="检查文书模板 / Check a template",
    openapi_extra=upload_body(LARGEST),
    responses=UPLOAD | problems(LetterKindUnavailable),
)
async def check_letter_template(
    kind: LetterKind,
    request: Request,
    _principal: Manager,
    _filename: FileNameQuery = None,
) -> TemplateCheckOut:
    """What stands against a template; nothing is kept. Allowed are the fields of the kind, `if` and
    `for` over its lists, two deep at most, and the filters default, first, join, last, length,
    trim, `sentence` (ends it with a full stop) and `clause` (takes that away).
    """
    spec_of(kind)
    sent = await _sent(request)
    return check_out(await checked(kind, sent.content))


async def _out(
    organ_id: UUID,
    kind: LetterKind,
    held: HeldTemplate | None,
    session: ReadSessionDep,
    files: Files,
) -> LetterTemplateOut:
    names = await person_names(session, [None if held is None else held.template.set_by])
    return template_out(organ_id, kind, held, files, names)
