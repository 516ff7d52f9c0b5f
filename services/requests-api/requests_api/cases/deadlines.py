"""The deadlines of a case: what its clock wants, and how one ceases that it no longer wants."""

from collections.abc import Callable, Sequence
from datetime import datetime

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import (
    Outcome,
    Reference,
    RequestsDeadlineCleared,
    RequestsDeadlineSet,
    Unit,
)
from gongkai.deadlines.book import Bearer, DeadlineBook, DeadlineEvents, Wanted
from gongkai.deadlines.due import Due
from requests_api.cases.lifecycle import CaseState
from requests_api.cases.models import Case, CaseDeadline
from requests_api.clock import HOUSE_CONFIRM, Evaluation

_EVENTS = DeadlineEvents(RequestsDeadlineSet, RequestsDeadlineCleared)


def wanted_deadlines(
    case: Case, evaluation: Evaluation, calendar: WorkingCalendar
) -> Sequence[Wanted]:
    """The deadlines that shall run; none once the case is closed."""
    if not case.is_open:
        return ()
    return [
        Wanted(
            rule=item.rule,
            subject=item.ref or "",
            unit=Unit.WORKING_DAY,
            due=Due(item.due_on),
            is_provisional=calendar.is_provisional(item.due_on),
        )
        for item in evaluation.deadlines
    ]


def deadline_book(case: Case, now: datetime) -> DeadlineBook[CaseDeadline]:
    """The book of a case's deadlines."""
    reference = Reference(
        kind="case",
        id=case.id,
        number=case.number or case.receipt_number,
        path=f"/requests/v1/cases/{case.id}",
    )
    bearer = Bearer(reference=reference, organ_id=case.organ_id, assignee=case.assignee)
    return DeadlineBook(CaseDeadline, _EVENTS, bearer, now)


def outcome_in(case: Case, answered: frozenset[str]) -> Callable[[CaseDeadline], Outcome]:
    """How a deadline of this case ceased; ``answered`` are the subjects with an answer on record.

    A party's period is met by its answer only; of an open case nothing else but the confirmation is
    met, and a date is gone because its clock stands still.
    """

    def outcome(row: CaseDeadline) -> Outcome:
        if case.state == CaseState.WITHDRAWN:
            return Outcome.VOID
        if row.subject:
            return Outcome.MET if row.subject in answered else Outcome.VOID
        is_met = not case.is_open or row.rule == HOUSE_CONFIRM
        return Outcome.MET if is_met else Outcome.STOPPED

    return outcome
