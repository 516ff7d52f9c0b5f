"""Letters for their applicant over HTTP."""

from uuid import UUID

from starlette.responses import Response

from gongkai.files import MediaType
from gongkai.files.web import DOWNLOAD, disposition, download, served
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import SessionDep
from requests_api.access_codes.access import ApplicantAccess
from requests_api.access_codes.errors import ApplicationNotFound, TooManyWrongCodes
from requests_api.applications.router import AccessCode, ReceiptNumber
from requests_api.letters.errors import LetterNotFound
from requests_api.matters.web import FilesDep, OfficeDep
from requests_api.received_letters.reading import letter_received, letters_of, unsealed
from requests_api.received_letters.schemas import ReceivedLetterOut, ReceivedLettersOut

router = feature_router(prefix="/applications/{receipt_number}/letters", tags=["letters"])
_DOOR = problems(ApplicationNotFound, TooManyWrongCodes)


@router.get("", summary="发给申请人的文书 / Letters to the applicant", responses=_DOOR)
async def list_received_letters(
    receipt_number: ReceiptNumber, access_code: AccessCode, session: SessionDep, office: OfficeDep
) -> ReceivedLettersOut:
    """The letters that are addressed to the applicant; the reply once it is issued."""
    case = await ApplicantAccess(session, office).open(receipt_number, access_code)
    return ReceivedLettersOut(
        items=[
            ReceivedLetterOut(
                id=row.letter.id,
                kind=row.letter.kind,
                kind_label=row.letter.kind.label,
                document_number=row.letter.document_number,
                dated_on=row.letter.dated_on,
                is_sealed=row.issued_copy is not None,
            )
            for row in await letters_of(session, case)
        ]
    )


@router.get(
    "/{letter_id}/content",
    summary="申请人读取文书 / Read a letter as its applicant",
    response_class=Response,
    responses=DOWNLOAD | _DOOR | problems(LetterNotFound) | download(),
)
async def read_received_letter(
    receipt_number: ReceiptNumber,
    access_code: AccessCode,
    letter_id: UUID,
    office: OfficeDep,
    files: FilesDep,
) -> Response:
    """The sealed copy; where none has been filed, the letter as a DOCX that says 未盖章."""
    row = await letter_received(office, receipt_number, access_code, letter_id)
    if row.issued_copy is not None:
        return await served(files, row.issued_copy)
    named = {"Content-Disposition": disposition(files.name_of(row.file))}
    content = await unsealed(files, row.file)
    return Response(content, media_type=MediaType.DOCX.value, headers=named)
