"""What goes out with replies over HTTP, for the office and for the applicant."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.files import Files
from gongkai.files.web import DOWNLOAD, download, served
from gongkai.http.concurrency import etag
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.people import person_names
from requests_api.access_codes.access import ApplicantAccess
from requests_api.access_codes.errors import ApplicationNotFound, TooManyWrongCodes
from requests_api.applications.router import AccessCode, ReceiptNumber
from requests_api.attachments.errors import AttachmentNotFound
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.cases.models import Case
from requests_api.cases.web import FoundCase, Reader
from requests_api.enclosures.errors import (
    AlreadyEnclosed,
    EnclosureNotFound,
    EnclosuresFixed,
    NotToBeEnclosed,
)
from requests_api.enclosures.presenter import enclosure_out, received_out
from requests_api.enclosures.reading import enclosure_received, received_enclosures
from requests_api.enclosures.repository import EnclosedFile, EnclosureRepository
from requests_api.enclosures.schemas import (
    EnclosureIn,
    EnclosureOut,
    EnclosuresOut,
    ReceivedEnclosuresOut,
)
from requests_api.enclosures.service import EnclosureService
from requests_api.findings.errors import (
    FindingNotFound,
    ResolutionNeedsPerson,
    SecrecyNeedsHead,
)
from requests_api.findings.presenter import finding_out
from requests_api.findings.repository import FindingRepository
from requests_api.findings.schemas import FindingIn, FindingOut, FindingsOut
from requests_api.matters.access import reads_texts
from requests_api.matters.desk import Desk
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.web import FilesDep, OfficeDep

router = feature_router(tags=["enclosures"])
Writer = Annotated[Principal, requires(Permission.CASES_WRITE)]
_OF_REPLY = "/cases/{case_id}/reply/enclosures"
_OF_APPLICANT = "/applications/{receipt_number}/enclosures"
_DOOR = problems(ApplicationNotFound, TooManyWrongCodes)
_CHANGING = problems(CaseNotFound, ForeignOrgan, EnclosureNotFound, EnclosuresFixed)


@router.get(
    _OF_REPLY,
    summary="随答复提供的材料 / What goes out with the reply",
    responses=problems(CaseNotFound),
)
async def list_enclosures(
    case: FoundCase, principal: Reader, session: ReadSessionDep, files: FilesDep
) -> EnclosuresOut:
    """What goes out with the reply, and how far it has been looked through."""
    found = await EnclosureRepository(session).of_case(case.id)
    names = await person_names(session, {row.enclosure.added_by for row in found})
    with_words = reads_texts(principal, case.organ_id)
    return EnclosuresOut(
        items=[enclosure_out(row, files, names, with_words=with_words) for row in found]
    )


@router.post(
    _OF_REPLY,
    summary="列入随附材料 / Enclose an attachment",
    status_code=201,
    response_model=EnclosureOut,
    responses=_CHANGING | problems(AttachmentNotFound, NotToBeEnclosed, AlreadyEnclosed),
)
async def enclose_attachment(
    case_id: UUID,
    body: EnclosureIn,
    principal: Writer,
    gate: IdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """Have an attachment of the office go out with the reply, before that is handed in; or in the
    place of another enclosure, such as the same file with numbers masked.

    It is looked through for numbers of people, plates and marks of secrecy (DOCX, XLSX, PDF and
    text; whatever stands in them, comments and deleted text too). While that is awaited, or a
    finding is open, the reply is not handed in, approved or issued: 409 `findings_open`.
    """
    desk = Desk(session, office, CASE, principal)
    case, found = await EnclosureService(desk).add(case_id, body.attachment_id, body.replaces)
    return await gate.answer(
        await _shown(session, found, files),
        status_code=201,
        headers={
            "ETag": etag(case.version),
            "Location": f"{CASE.path}/{case.id}/reply/enclosures/{found.enclosure.id}/findings",
        },
    )


@router.delete(
    f"{_OF_REPLY}/{{enclosure_id}}",
    summary="移出随附材料 / Take something out of what goes out",
    response_model=EnclosureOut,
    responses=_CHANGING | sends("ETag"),
)
async def remove_enclosure(
    case_id: UUID,
    enclosure_id: UUID,
    principal: Writer,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """Take something out of what goes out with the reply; the attachment stays in the file."""
    desk = Desk(session, office, CASE, principal)
    case, found = await EnclosureService(desk).remove(case_id, enclosure_id)
    answer = await _shown(session, found, files)
    return await gate.answer(answer, headers={"ETag": etag(case.version)})


@router.get(
    f"{_OF_REPLY}/{{enclosure_id}}/findings",
    summary="随附材料的检查结果 / What was found in an enclosure",
    responses=problems(CaseNotFound, EnclosureNotFound) | sends("ETag"),
)
async def list_findings(
    enclosure_id: UUID,
    case: FoundCase,
    principal: Reader,
    session: ReadSessionDep,
    office: OfficeDep,
    response: Response,
) -> FindingsOut:
    """What was found, with where it stands and what became of it. The `ETag` is the case's."""
    found = await EnclosureRepository(session).find(case.id, enclosure_id)
    if found is None:
        raise EnclosureNotFound
    findings = await FindingRepository(session).of(enclosure_id)
    names = await person_names(session, {row.resolved_by for row in findings})
    with_words = reads_texts(principal, case.organ_id)
    response.headers["ETag"] = etag(case.version)
    return FindingsOut(
        screened_at=found.enclosure.screened_at,
        items=[finding_out(row, office.keys, names, with_words=with_words) for row in findings],
    )


@router.post(
    f"{_OF_REPLY}/{{enclosure_id}}/findings/{{finding_id}}",
    summary="处理检查发现 / Answer for a finding",
    response_model=FindingOut,
    responses=_CHANGING
    | problems(FindingNotFound, SecrecyNeedsHead, ResolutionNeedsPerson)
    | sends("ETag"),
)
async def resolve_finding(
    case_id: UUID,
    enclosure_id: UUID,
    finding_id: UUID,
    body: FindingIn,
    principal: Writer,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
) -> Response:
    """What becomes of a finding, and why. `justified` and `false_alarm` let the file go out as it
    is; `masked` says that a file without it will come in its place, and holds the reply back until
    it has. Marks of secrecy are let out by the head alone. The last answer holds; all stay on
    record.
    """
    desk = Desk(session, office, CASE, principal)
    case, finding = await EnclosureService(desk).resolve(
        case_id, enclosure_id, finding_id, body.resolution, body.reason
    )
    names = await person_names(session, [finding.resolved_by])
    answer = finding_out(finding, office.keys, names, with_words=True)
    return await gate.answer(answer, headers={"ETag": etag(case.version)})


@router.get(
    _OF_APPLICANT, summary="随答复提供给申请人的材料 / What came with the reply", responses=_DOOR
)
async def list_received_enclosures(
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> ReceivedEnclosuresOut:
    """What came with the reply, once that is issued."""
    case: Case = await ApplicantAccess(session, office).open(receipt_number, access_code)
    found = await received_enclosures(session, case)
    return ReceivedEnclosuresOut(items=[received_out(row, files) for row in found])


@router.get(
    f"{_OF_APPLICANT}/{{enclosure_id}}/content",
    summary="申请人获取随附材料 / Fetch what came with the reply",
    response_class=Response,
    responses=DOWNLOAD | _DOOR | problems(EnclosureNotFound) | download(),
)
async def read_received_enclosure(
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    enclosure_id: UUID,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """The file. That it was fetched goes on the record of the case the first time."""
    file = await enclosure_received(office, receipt_number, access_code, enclosure_id)
    return await served(files, file)


async def _shown(session: SessionDep, found: EnclosedFile, files: Files) -> EnclosureOut:
    names = await person_names(session, [found.enclosure.added_by])
    return enclosure_out(found, files, names, with_words=True)
