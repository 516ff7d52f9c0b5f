"""A file on paper over HTTP."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response, StreamingResponse

from gongkai.files import MediaType
from gongkai.files.formats import FORMATS, PdfDep, pdf_answer
from gongkai.files.web import disposition, download
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.web import Reader
from requests_api.matters.web import OfficeDep
from requests_api.printing.kinds import PrintView
from requests_api.printing.service import PrintService

router = feature_router(prefix="/cases", tags=["cases"])
_CHUNK = 64 * 1024


@router.get(
    "/{case_id}/print",
    summary="打印卷宗 / Print a file",
    response_class=Response,
    responses=problems(CaseNotFound) | FORMATS | download(),
)
async def print_case(
    case_id: UUID,
    principal: Reader,
    office: OfficeDep,
    pdf: PdfDep,
    view: Annotated[
        PrintView,
        Query(description="`inner` 卷内全部，`outer` 申请人所见 / the whole, or the applicant's"),
    ] = PrintView.INNER,
) -> Response:
    """Cover, what each procedure came to, the letters and the history as one document, masked as
    the caller sees it. Who printed it stands on record before it is handed out.
    """
    printed = await PrintService(office, principal).printed(case_id, view)
    if pdf is not None:
        return pdf_answer(await pdf.pdf_of(_pieces(printed.content)), printed.name)
    named = {"Content-Disposition": disposition(printed.name)}
    return StreamingResponse(
        _pieces(printed.content), media_type=MediaType.DOCX.value, headers=named
    )


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _CHUNK):
        yield content[start : start + _CHUNK]
