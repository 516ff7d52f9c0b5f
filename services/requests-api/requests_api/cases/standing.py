"""How an application stands by its record: the clock's answer, and the columns that repeat it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Outcome, Unit
from gongkai.deadlines.book import Wanted
from gongkai.deadlines.due import Due
from gongkai.rules import HOUSE_HANDLING
from gongkai.time import shanghai_date
from requests_api.cases.models import Case
from requests_api.cases.presenter import case_changed
from requests_api.cases.states import OPEN_STATES, CaseState
from requests_api.cases.story import facts_of, repeat
from requests_api.clock import HOUSE_CONFIRM, Evaluation, EventType, evaluate
from requests_api.matters.file import RecordFile
from requests_api.matters.kinds import WaitingFor
from requests_api.matters.late import Timeliness, marked
from requests_api.matters.models import MatterDeadline
from requests_api.matters.settling import Standing

_WAITS: dict[EventType, WaitingFor] = {
    EventType.CONSULTATION_SENT: WaitingFor.CONSULTATION,
    EventType.CORRECTION_NOTIFIED: WaitingFor.CORRECTION,
    EventType.FEE_NOTIFIED: WaitingFor.PAYMENT,
    EventType.PAUSED: WaitingFor.PAUSE,
}


def stand(case: Case, file: RecordFile, calendar: WorkingCalendar, now: datetime) -> Standing:
    """Compute the clock from the record and write the case's columns from both."""
    facts = facts_of(file.effective)
    evaluation = evaluate(facts, calendar, shanghai_date(now))
    repeat(case, file.effective)
    keep(case, evaluation, calendar)
    count(case, file)
    answered = frozenset(
        event.ref for event in facts.events if event.type is EventType.CONSULTATION_ANSWERED
    )
    handled = {unit["ref"] for unit in case.handling_units or () if unit["completed_on"]}
    return Standing(
        wanted=wanted_of(case, evaluation, calendar),
        outcome=lambda row: _outcome(case, row, answered | handled),
        changed=case_changed(case, calendar),
        remarks=frozenset(
            (int(remark.event.id), remark.code)
            for remark in evaluation.warnings
            if remark.event.id is not None
        ),
    )


def measure(file: RecordFile, calendar: WorkingCalendar, today: date) -> Timeliness:
    """How the application stands against its term by the days that count."""
    evaluation = evaluate(facts_of(file.effective), calendar, today)
    return Timeliness(evaluation.due_on, evaluation.late_by_working_days is not None)


def keep(case: Case, evaluation: Evaluation, calendar: WorkingCalendar) -> None:
    """Write down what the clock found."""
    case.is_open = case.state in OPEN_STATES
    case.received_on = evaluation.received_on
    case.rule_set = evaluation.rule_set
    case.clock_state = evaluation.state
    case.unit, case.due_at = Unit.WORKING_DAY.value, None
    case.due_on = evaluation.due_on if case.is_open else None
    case.was_due_on = None if case.is_open else evaluation.due_on
    case.confirm_by = _confirm_by(evaluation) if case.is_open else None
    act_by = case.due_on or case.confirm_by
    case.ends_at = None if act_by is None else Due(on=act_by).ends_at
    case.is_provisional = evaluation.provisional and case.due_on is not None
    case.waiting_for = _waiting(case, evaluation) if case.is_open else []
    case.calendar_version = calendar.version
    # Every letter's period, also of one that does not stop the governing clock.
    periods = [item.due_on for item in evaluation.deadlines if item.ref is not None]
    case.recheck_on = min(
        (_next_change(period, evaluation.as_of) for period in periods), default=None
    )


def count(case: Case, file: RecordFile) -> None:
    """Write down by what statistics count the case."""
    late = marked(file)
    case.counted_organ_id, case.counted_from = case.organ_id, case.received_on
    closed_on = case.closed_on
    # A withdrawal may come before its receipt is confirmed: it ends on a later day then.
    case.counted_until = closed_on and max(closed_on, case.received_on or closed_on)
    case.counted_late_entry = bool(late)
    case.counted_awaiting = any(entry["awaits_confirmation"] for entry in late)


def wanted_of(case: Case, evaluation: Evaluation, calendar: WorkingCalendar) -> Sequence[Wanted]:
    """The deadlines that shall run; none once the case is closed."""
    if not case.is_open:
        return ()
    return [*_of_clock(evaluation, calendar), *_of_units(case)]


def _of_clock(evaluation: Evaluation, calendar: WorkingCalendar) -> Iterator[Wanted]:
    for item in evaluation.deadlines:
        yield Wanted(
            rule=item.rule,
            subject=item.ref or "",
            unit=Unit.WORKING_DAY,
            due=Due(on=item.due_on),
            is_provisional=calendar.is_provisional(item.due_on),
        )


def _of_units(case: Case) -> Iterator[Wanted]:
    """Internal days of units that are still at work; they move no term."""
    for unit in case.handling_units or ():
        if unit["due_on"] is not None and unit["completed_on"] is None:
            yield Wanted(
                rule=HOUSE_HANDLING,
                subject=unit["ref"],
                unit=Unit.DATE,
                due=Due(on=date.fromisoformat(unit["due_on"])),
                is_provisional=False,
            )


def _confirm_by(evaluation: Evaluation) -> date | None:
    return next((item.due_on for item in evaluation.deadlines if item.rule == HOUSE_CONFIRM), None)


def _waiting(case: Case, evaluation: Evaluation) -> list[dict[str, Any]]:
    """What holds the file, as JSON: in the table, and for the worklist's filter."""
    found: list[dict[str, Any]] = []
    if case.confirm_by is not None:
        found.append(_wait(WaitingFor.CONFIRMATION, None, case.arrived_on, case.confirm_by))
    found += [
        _wait(_WAITS[stop.event.type], stop.event.ref, stop.start, stop.own_due)
        for stop in evaluation.stopped_by
        if stop.event.type in _WAITS
    ]
    return found


def _wait(code: WaitingFor, ref: str | None, since: date, until: date | None) -> dict[str, Any]:
    return {
        "code": code.value,
        "ref": ref,
        "since": since.isoformat(),
        "until": None if until is None else until.isoformat(),
    }


def _next_change(period_ends: date, today: date) -> date:
    """On its last day a party's period gives the case its date, a day later it is over."""
    return period_ends if today < period_ends else period_ends + timedelta(days=1)


def _outcome(case: Case, row: MatterDeadline, answered: frozenset[str | None]) -> Outcome:
    """A party's period is met by its answer only, a unit's by its own completion; of an open case
    nothing else but the confirmation is met, and a date is gone because its clock stands still.
    """
    if case.state == CaseState.WITHDRAWN:
        return Outcome.VOID
    if row.subject:
        return Outcome.MET if row.subject in answered else Outcome.VOID
    if case.is_open and row.rule != HOUSE_CONFIRM:
        return Outcome.STOPPED
    return Outcome.MET
