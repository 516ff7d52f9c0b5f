"""Notes over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from starlette.responses import Response

from gongkai.http.cursors import CursorGone
from gongkai.http.openapi import problems
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import FoundCase, ReadingDesk, desk_for
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.web import CreatedDep
from requests_api.notes.schemas import CaseNotePageOut, NoteIn, NotesQuery
from requests_api.notes.service import NoteService
from requests_api.notes.steps import ADD_NOTE

router = feature_router(prefix="/cases/{case_id}/notes", tags=["cases"])


@router.post(
    "",
    summary="加注内部备注 / Write a note",
    status_code=201,
    response_model=StepOut,
    responses=problems(CaseNotFound, ForeignOrgan, CaseStepNotAllowed),
)
async def add_case_note(
    case_id: UUID,
    body: NoteIn,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(ADD_NOTE)],
) -> Response:
    """Write an internal note, whatever state the file is in: it moves nothing, so no `If-Match` is
    asked for. The applicant is never shown it.
    """
    case, note_id = await NoteService(desk).add(case_id, text=body.text)
    return await answer(desk, case, status_code=201, created=CreatedOut(kind="note", id=note_id))


@router.get(
    "",
    summary="内部备注 / List the notes of a case",
    responses=problems(CaseNotFound, CursorGone),
)
async def list_case_notes(
    case: FoundCase,
    query: Annotated[NotesQuery, Query()],
    desk: ReadingDesk,
    signer: SignerDep,
) -> CaseNotePageOut:
    """The notes on a case, the newest first; who only oversees sees when and by whom."""
    return await NoteService(desk).page(case, query, signer)
