"""Putting a day on record right."""

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
from requests_api.date_corrections.errors import (
    CorrectionNeedsHead,
    DayUnchanged,
    EventNotCorrectable,
    EventNotFound,
)
from requests_api.date_corrections.presenter import with_moves
from requests_api.date_corrections.reading import shown_corrections
from requests_api.date_corrections.schemas import (
    DateCorrectionIn,
    ExplainedCorrectionOut,
    StepWithMovesOut,
)
from requests_api.date_corrections.service import DateCorrectionService
from requests_api.date_corrections.steps import CORRECT_DATE
from requests_api.matters.access import reads_texts
from requests_api.matters.errors import DateOutOfOrder
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}/events", tags=["cases"])


@router.post(
    "/{seq}/correction",
    summary="更正日期 / Correct the day of an event",
    response_model=StepWithMovesOut,
    responses=problems(
        CaseNotFound,
        EventNotFound,
        CorrectionNeedsHead,
        EventNotCorrectable,
        CaseStepNotAllowed,
        DateOutOfOrder,
        DayUnchanged,
    ),
)
async def correct_event_date(
    case_id: UUID,
    seq: Annotated[Seq, Path(description="留痕序号")],
    body: DateCorrectionIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(CORRECT_DATE)],
) -> Response:
    """Put a wrongly entered day right: a new event supersedes the old one, which stays on record.

    By the head, who is told what moves.
    """
    case, moved = await DateCorrectionService(desk).correct(
        case_id, seq, expected, on=body.on, reason=body.reason
    )
    return await answer(desk, case, extend=lambda head: with_moves(head, moved))


@router.get(
    "/corrections",
    summary="日期更正的理由 / List corrections of days",
    responses=problems(CaseNotFound),
)
async def list_date_corrections(case: FoundCase, desk: ReadingDesk) -> list[ExplainedCorrectionOut]:
    """Every correction of a day with its reason, which the record itself does not hold."""
    is_told = reads_texts(desk.principal, case.organ_id)
    return await shown_corrections(desk.session, case.id, desk.office.keys, with_words=is_told)
