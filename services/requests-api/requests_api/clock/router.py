"""The public clock preview: a question without state."""

from typing import Annotated

from fastapi import Depends, Request

from gongkai.calendar import OutsideCalendar, WorkingCalendar
from gongkai.http.openapi import problems
from gongkai.http.routing import router as new_router
from gongkai.http.sessions import ReadSessionDep
from gongkai.reference.notices import CalendarSource
from gongkai.time import PlatformClock
from requests_api.clock.almanac import loaded_in
from requests_api.clock.errors import (
    ClockAnswerWithoutLetter,
    ClockDateOutOfRange,
    ClockEventBeforeReceipt,
    ClockReferenceRequired,
    ClockRuleSetUnknown,
)
from requests_api.clock.evaluation import evaluate
from requests_api.clock.ledger import explain
from requests_api.clock.preview import check_question
from requests_api.clock.schemas import ClockPreviewIn, ClockPreviewOut

router = new_router(prefix="/clock", tags=["clock"])


async def get_calendar(request: Request, session: ReadSessionDep) -> WorkingCalendar:
    """The calendar with the notices known now, from `app.state.calendars`."""
    calendars: CalendarSource = request.app.state.calendars
    return await calendars.current(session)


CalendarDep = Annotated[WorkingCalendar, Depends(get_calendar)]


@router.post(
    "/preview",
    summary="试算答复期限 / Preview the clock",
    responses=problems(
        ClockDateOutOfRange,
        ClockEventBeforeReceipt,
        ClockAnswerWithoutLetter,
        ClockReferenceRequired,
        ClockRuleSetUnknown,
    ),
)
async def preview_clock(
    body: ClockPreviewIn, request: Request, calendar: CalendarDep
) -> ClockPreviewOut:
    """Until when an application must be answered, and why: day by day, with each source.

    条例30–35, 国办公开办函〔2015〕207号 and 〔2016〕235号; public, nothing is stored.
    """
    clock: PlatformClock = request.app.state.clock
    today = clock.today()
    facts, as_of = body.facts(), body.as_of or today
    check_question(facts, as_of, today, {text.id for text in loaded_in(calendar)})
    try:
        evaluation = evaluate(facts, calendar, as_of)
        wanted = "ledger" in body.include
        ledger = explain(evaluation, calendar, body.jurisdiction) if wanted else None
    except OutsideCalendar as error:
        raise ClockDateOutOfRange(str(error), str(error)) from error
    return ClockPreviewOut.of(evaluation, ledger, calendar)
