"""Letters of a case over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.files import Files, StagedFile
from gongkai.files.formats import FORMATS, PdfDep, pdf_answer
from gongkai.files.web import (
    DOWNLOAD,
    UPLOAD,
    FileNameQuery,
    download,
    received,
    served,
    upload_body,
)
from gongkai.http.concurrency import ExpectedVersion, etag
from gongkai.http.idempotency import IdempotencyDep, WishDep, gate_of, settle
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.http.wishes import Wish
from gongkai.reference.people import person_names
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.web import FoundCase, Reader, desk_for
from requests_api.consultations.errors import ConsultationAnsweredAlready, ConsultationNotFound
from requests_api.decisions.errors import DecisionOfOtherText
from requests_api.letter_templates.errors import LetterKindUnavailable, LetterOfOtherText
from requests_api.letter_templates.service import spec_of
from requests_api.letters.drawing_service import Draft, Wanted
from requests_api.letters.errors import (
    IssuedCopyFixed,
    IssuedCopyNotFound,
    LetterFactsMissing,
    LetterNotFound,
    LetterTemplateUnusable,
    LetterWithheld,
)
from requests_api.letters.presenter import letter_out
from requests_api.letters.reading import letter_to_read, may_file_copy
from requests_api.letters.repository import LetterRepository, LetterRow
from requests_api.letters.schemas import LetterIn, LetterOut, LetterServiceIn, LettersOut
from requests_api.letters.service import LetterService, draw_up
from requests_api.letters.steps import DELIVER_LETTER, RETURN_LETTER
from requests_api.letters.variables import read_variables
from requests_api.matters.desk import Desk, Stated
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan
from requests_api.matters.office import Office
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep, FilesDep, OfficeDep

router = feature_router(prefix="/cases/{case_id}/letters", tags=["letters"])
Writer = Annotated[Principal, requires(Permission.CASES_WRITE)]
_READ = DOWNLOAD | problems(CaseNotFound, LetterNotFound, LetterWithheld)
_DATED = problems(
    CaseNotFound,
    ForeignOrgan,
    LetterNotFound,
    CaseStepNotAllowed,
    ConsultationAnsweredAlready,
    DateOutOfOrder,
)


async def _copy_upload(
    request: Request,
    case_id: UUID,
    letter_id: UUID,
    principal: Writer,
    office: OfficeDep,
    files: FilesDep,
    _filename: FileNameQuery = None,
) -> AsyncIterator[StagedFile]:
    await may_file_copy(office, case_id, letter_id, principal)
    async with received(request, files) as staged:
        yield staged


CopyUpload = Annotated[StagedFile, Depends(_copy_upload, scope="function")]


@router.get("", summary="案卷文书 / The letters of a case", responses=problems(CaseNotFound))
async def list_letters(
    case: FoundCase, principal: Reader, session: ReadSessionDep, files: FilesDep
) -> LettersOut:
    """Every letter that was drawn up, with its number, its digest and how it was served."""
    rows = await LetterRepository(session).of_case(case.id)
    names = await person_names(session, {row.letter.drawn_by for row in rows})
    return LettersOut(
        items=[letter_out(row, case.organ_id, principal, files, names) for row in rows]
    )


@router.post(
    "",
    summary="制作文书 / Draw up a letter",
    status_code=201,
    response_model=LetterOut,
    responses=problems(
        CaseNotFound,
        ForeignOrgan,
        ConsultationNotFound,
        LetterNotFound,
        LetterKindUnavailable,
        LetterOfOtherText,
        DecisionOfOtherText,
        LetterFactsMissing,
        LetterTemplateUnusable,
    )
    | sends("ETag"),
)
async def draw_up_letter(
    case_id: UUID,
    body: LetterIn,
    wish: WishDep,
    office: OfficeDep,
    files: FilesDep,
    principal: Writer,
) -> Response:
    """Draw up a letter from the record of the case: a DOCX by the organ's template, under the next
    number of organ and year. What the record knows cannot be stated otherwise; `variables` are what
    it cannot know. It moves no period. Remedies stand on letters that end the case.
    """
    spec = spec_of(body.kind)
    variables, faults = read_variables(spec, body.variables)
    if body.letter_id is not None and not spec.is_about_letter:
        faults = [*faults, {"type": "extra_forbidden", "loc": ("body", "letter_id")}]
    if faults:
        raise RequestValidationError(faults, body=body.model_dump(mode="json"))
    wanted = Wanted(case_id, body.kind, body.consultation_id, body.letter_id, variables)
    async with office.database.read_session() as session:
        await settle(session, wish)

    async def record(draft: Draft) -> Response:
        return await _recorded(office, files, principal, wish, draft)

    return await draw_up(office, files, principal, wanted, record)


async def _recorded(
    office: Office, files: Files, principal: Principal, wish: Wish, draft: Draft
) -> Response:
    async with office.database.unit_of_work() as session:
        gate = await gate_of(session, wish)
        desk = Desk(session, office, CASE, principal)
        case, row = await LetterService(desk).record(files, draft)
        return await gate.answer(
            await _shown(session, case, row, principal, files),
            status_code=201,
            headers={
                "ETag": etag(case.version),
                "Location": f"{CASE.path}/{case.id}/letters/{row.letter.id}/content",
            },
        )


@router.get(
    "/{letter_id}/content",
    summary="读取文书 / Read a letter",
    response_class=Response,
    responses=_READ | FORMATS | download(),
)
async def read_letter(
    case_id: UUID,
    letter_id: UUID,
    principal: Reader,
    office: OfficeDep,
    files: FilesDep,
    pdf: PdfDep,
) -> Response:
    """The letter as it was drawn up, to be printed and sealed; the sealed copy is what was filed
    and is never converted.
    """
    file = await letter_to_read(office, case_id, letter_id, principal, is_issued=False)
    if pdf is None:
        return await served(files, file)
    return pdf_answer(await pdf.pdf_of(await files.open(file)), files.name_of(file))


@router.get(
    "/{letter_id}/issued-copy",
    summary="读取盖章文书 / Read the sealed copy",
    response_class=Response,
    responses=_READ | problems(IssuedCopyNotFound) | download(),
)
async def read_issued_copy(
    case_id: UUID, letter_id: UUID, principal: Reader, office: OfficeDep, files: FilesDep
) -> Response:
    """The sealed copy as it was filed."""
    file = await letter_to_read(office, case_id, letter_id, principal, is_issued=True)
    return await served(files, file)


@router.put(
    "/{letter_id}/issued-copy",
    summary="存入盖章文书 / File the sealed copy",
    response_model=LetterOut,
    openapi_extra=upload_body(),
    responses=UPLOAD
    | problems(CaseNotFound, ForeignOrgan, LetterNotFound, IssuedCopyFixed)
    | sends("ETag"),
)
async def file_issued_copy(
    case_id: UUID,
    letter_id: UUID,
    principal: Writer,
    upload: CopyUpload,
    gate: IdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """File the sealed copy, PDF or OFD: it is what counts and what the applicant reads. Another one
    can be filed until the letter is served; every digest stays on record.
    """
    desk = Desk(session, office, CASE, principal)
    case, row = await LetterService(desk).file_copy(case_id, letter_id, files, upload)
    answer = await _shown(session, case, row, principal, files)
    return await gate.answer(answer, headers={"ETag": etag(case.version)})


@router.post(
    "/{letter_id}/delivery",
    summary="登记文书送达 / Record the delivery of a letter",
    response_model=StepOut,
    responses=_DATED,
)
async def record_letter_delivery(
    case_id: UUID,
    letter_id: UUID,
    body: LetterServiceIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(DELIVER_LETTER)],
) -> Response:
    """How and when the letter was served (国办公开办函〔2016〕235号). For some kinds
    it is the same event as an older route, and periods run from it: `/reply/delivery`,
    `/correction-notice/delivery`, `/explanation-request/delivery`, `/fee-notice/delivery`,
    `/consultations/{consultation_id}/delivery`.
    """
    stated = Stated(body.on, "on", body.proof)
    case = await LetterService(desk).deliver(
        case_id, letter_id, expected, service=body.service, stated=stated
    )
    return await answer(desk, case)


@router.post(
    "/{letter_id}/return",
    summary="登记文书退回 / Record that a letter came back",
    response_model=StepOut,
    responses=_DATED,
)
async def record_letter_return(
    case_id: UUID,
    letter_id: UUID,
    body: LetterServiceIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RETURN_LETTER)],
) -> Response:
    """The letter came back undelivered. It can be served again, which is recorded as a delivery; a
    reply's first day stands, as what was posted in time was answered in time (235号).
    """
    stated = Stated(body.on, "on", body.proof)
    case = await LetterService(desk).take_back(
        case_id, letter_id, expected, service=body.service, stated=stated
    )
    return await answer(desk, case)


async def _shown(
    session: SessionDep, case: Case, row: LetterRow, principal: Principal, files: Files
) -> LetterOut:
    names = await person_names(session, [row.letter.drawn_by])
    return letter_out(row, case.organ_id, principal, files, names)
