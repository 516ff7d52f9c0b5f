"""Late entries of a case over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import Seq
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import FoundCase, ReadingDesk, desk_for
from requests_api.date_corrections.errors import EventNotFound
from requests_api.date_corrections.presenter import with_moves
from requests_api.date_corrections.schemas import StepWithMovesOut
from requests_api.late_entries.errors import (
    ConfirmationNeedsApprover,
    EnteredByYourself,
    EntryDayDiffers,
    EntryNotAwaiting,
    EntryOutOfOrder,
    EntryRestsOnAnother,
)
from requests_api.late_entries.reading import shown_late_entries
from requests_api.late_entries.schemas import EntryConfirmationIn, LateEntryOut
from requests_api.late_entries.service import LateEntryService
from requests_api.late_entries.steps import CONFIRM_ENTRY
from requests_api.matters.access import reads_texts
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.get(
    "/late-entries", summary="迟录事项 / List late entries", responses=problems(CaseNotFound)
)
async def list_late_entries(case: FoundCase, desk: ReadingDesk) -> list[LateEntryOut]:
    """What was entered later than it happened, by whom, and who confirmed it."""
    is_told = reads_texts(desk.principal, case.organ_id)
    return await shown_late_entries(
        desk.session, case.id, case.late_entries, desk.office.keys, with_words=is_told
    )


@router.post(
    "/events/{entry}/confirmation",
    summary="核实迟录日期 / Confirm a late entry",
    response_model=StepWithMovesOut,
    responses=problems(
        CaseNotFound,
        CaseStepNotAllowed,
        ConfirmationNeedsApprover,
        EnteredByYourself,
        EntryDayDiffers,
        EntryNotAwaiting,
        EntryOutOfOrder,
        EntryRestsOnAnother,
        EventNotFound,
    ),
)
async def confirm_late_entry(
    case_id: UUID,
    entry: Annotated[Seq, Path(description="留痕序号")],
    body: EntryConfirmationIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(CONFIRM_ENTRY)],
) -> Response:
    """Confirm, as a second person, the day of what was entered after the term that held until then.

    Until then the event counts on the day of its entry; by the head or the leader in charge, who is
    told which running deadlines move.
    """
    case, moved = await LateEntryService(desk).confirm(
        case_id, entry, expected, on=body.on, reason=body.reason
    )
    return await answer(desk, case, extend=lambda head: with_moves(head, moved))
