"""How an application stands by its record: the clock's answer, and the columns that repeat it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Outcome, Unit
from gongkai.deadlines.book import Wanted
from gongkai.deadlines.due import Due
from gongkai.rules import HOUSE_APPROVAL, HOUSE_HANDLING
from gongkai.time import month_of, shanghai_date
from requests_api.approval_chains.presenter import approvals_of
from requests_api.cases.models import Case
from requests_api.cases.presenter import case_changed
from requests_api.cases.servings import servings_of
from requests_api.cases.states import OPEN_STATES, CaseState
from requests_api.cases.story import facts_of, repeat
from requests_api.cases.untold import untold
from requests_api.clock import HOUSE_CONFIRM, Evaluation, EventType, Remark, evaluate
from requests_api.clock.facts import ClockFacts
from requests_api.matters.file import RecordFile
from requests_api.matters.kinds import WaitingFor
from requests_api.matters.late import Timeliness
from requests_api.matters.models import MatterDeadline
from requests_api.matters.settling import Standing

_WAITS: dict[EventType, WaitingFor] = {
    EventType.CONSULTATION_SENT: WaitingFor.CONSULTATION,
    EventType.CORRECTION_NOTIFIED: WaitingFor.CORRECTION,
    EventType.FEE_NOTIFIED: WaitingFor.PAYMENT,
}
_ANSWERS = frozenset(
    {EventType.CONSULTATION_ANSWERED, EventType.CORRECTION_RECEIVED, EventType.FEE_PAID}
)
"""What a party or the applicant does in time, and so meets the period that was set for it."""
_LATE_ACTS = frozenset({"correction_notice_late", "fee_paid_late"})
"""Remarks on what came after a term of its own (DL-03, DL-12) and moves less than in it."""
_CORRECTION_PERIOD = "DL-04"


def stand(case: Case, file: RecordFile, calendar: WorkingCalendar, now: datetime) -> Standing:
    """Compute the clock from the record and write the case's columns from both."""
    facts = facts_of(file.effective)
    evaluation = evaluated(facts, calendar, shanghai_date(now))
    case.jurisdiction = facts.jurisdiction
    repeat(case, file.effective)
    waiting = untold(case.id, file.stated, is_gathered=case.frequency is not None)
    case.untold = [each.stored() for each in waiting] or None
    case.servings = servings_of(file.stated)
    if case.explanation is not None:
        case.explanation |= {"due_on": _explain_by(case.explanation, case, file, calendar)}
    keep(case, evaluation, calendar)
    count(case)
    answered = frozenset(event.ref for event in facts.events if event.type in _ANSWERS)
    handled = {unit["ref"] for unit in case.handling_units or () if unit["completed_on"]}
    handled |= {f"{case.reply_id}:{given['level']}" for given in case.approvals or ()}
    return Standing(
        wanted=wanted_of(case, evaluation, calendar),
        outcome=lambda row: _outcome(case, row, answered | handled),
        changed=case_changed(case, calendar),
        remarks=frozenset((seq, remark.code) for seq, remark in _remarks(evaluation)),
    )


def evaluated(facts: ClockFacts, calendar: WorkingCalendar, today: date) -> Evaluation:
    """As `evaluate`; where nothing has happened yet, the cases of one day are computed once."""
    return evaluate(facts, calendar, today) if facts.events else _alike(facts, calendar, today)


@lru_cache(maxsize=512)
def _alike(facts: ClockFacts, calendar: WorkingCalendar, today: date) -> Evaluation:
    return evaluate(facts, calendar, today)


def measure(file: RecordFile, calendar: WorkingCalendar, today: date) -> Timeliness:
    """How the application stands against its term by the days that count."""
    evaluation = evaluate(facts_of(file.effective), calendar, today)
    return Timeliness(
        evaluation.due_on,
        evaluation.late_by_working_days is not None,
        frozenset(seq for seq, remark in _remarks(evaluation) if remark.code in _LATE_ACTS),
    )


def keep(case: Case, evaluation: Evaluation, calendar: WorkingCalendar) -> None:
    """Write down what the clock found."""
    case.is_open = case.state in OPEN_STATES
    case.received_on = evaluation.received_on
    case.rule_set, case.can_pause = evaluation.rule_set, evaluation.can_pause
    case.clock_state = evaluation.state
    case.unit, case.due_at = Unit.WORKING_DAY.value, None
    case.due_on = evaluation.due_on if case.is_open else None
    case.was_due_on = None if case.is_open else evaluation.due_on
    case.confirm_by = _confirm_by(evaluation) if case.is_open else None
    act_by = case.due_on or case.confirm_by
    case.ends_at = None if act_by is None else Due(on=act_by).ends_at
    case.is_provisional = evaluation.provisional and case.due_on is not None
    case.waiting_for = _waiting(case, evaluation) if case.is_open else []
    if case.correction is not None:
        case.correction = {**case.correction, "due_on": _correct_by(case, evaluation)}
    case.calendar_version = calendar.version
    case.clock_remarks = [
        *(
            {"seq": seq, "code": remark.code, "basis": remark.basis}
            for seq, remark in _remarks(evaluation)
        ),
        *_fee_of_another_month(case),
    ] or None
    case.recheck_on = _recheck_on(case, evaluation)


def count(case: Case) -> None:
    """Write down by what statistics count the case, whose late entries are marked by then."""
    late = case.late_entries or ()
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
    return [*_of_clock(evaluation, calendar), *_of_units(case), *_of_approval(case)]


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


def _of_approval(case: Case) -> Iterator[Wanted]:
    """That somebody has to approve the draft, level by level: a deadline for each, so that each is
    told once and met by itself. It ends with the term for the answer.
    """
    approvals = approvals_of(case)
    if case.state != CaseState.IN_APPROVAL or case.due_on is None:
        return
    yield Wanted(
        rule=HOUSE_APPROVAL,
        subject=f"{case.reply_id}:{approvals.number}",
        unit=Unit.WORKING_DAY,
        due=Due(on=case.due_on),
        is_provisional=case.is_provisional,
        asked=approvals.asked(case.drafted_by),
    )


def _correct_by(case: Case, evaluation: Evaluation) -> str | None:
    """The last day for the applicant's correction while it is awaited (DL-04)."""
    ends = (item.due_on for item in evaluation.deadlines if item.rule == _CORRECTION_PERIOD)
    end = next(ends, None)
    return None if end is None or not case.is_open else end.isoformat()


def _explain_by(
    asked: Mapping[str, Any], case: Case, file: RecordFile, calendar: WorkingCalendar
) -> str | None:
    """The last day for the applicant's reasons (条例35): as it was set, or so many working days
    from the delivery. None while a second person has yet to confirm what it is reckoned from.
    """
    if asked["seq"] in file.awaiting:
        return None
    days, delivered_on = asked["working_days"], _day(asked["delivered_on"])
    if days is None or delivered_on is None:
        until: str | None = asked["until"]
        return until
    return (
        calendar.for_jurisdiction(case.jurisdiction)
        .nth_working_day_after(delivered_on, days)
        .isoformat()
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
        for stop in (*evaluation.stopped_by, *evaluation.unanswered)
        if stop.event.type in _WAITS
    ]
    asked = case.explanation
    if asked is not None and _is_heard(asked, evaluation.as_of):
        since, until = date.fromisoformat(asked["requested_on"]), _day(asked["due_on"])
        found.append(_wait(WaitingFor.EXPLANATION, asked["ref"], since, until))
    # A pause stops the local clock alone, and then the national one governs.
    idle = {seq for seq, _ in _remarks(evaluation)}
    found += [
        _wait(WaitingFor.PAUSE, pause["ref"], date.fromisoformat(pause["on"]), None)
        for pause in case.pauses or ()
        if pause["resumed_on"] is None and pause["seq"] not in idle
    ]
    return found


def _is_heard(asked: Mapping[str, Any], today: date) -> bool:
    """Whether the applicant's reasons (条例35) are still waited for: not when the day is over that
    was set for them; what comes then is put on record all the same.
    """
    until = _day(asked["due_on"])
    return asked["received_on"] is None and (until is None or today <= until)


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)


def _remarks(evaluation: Evaluation) -> list[tuple[int, Remark]]:
    """What the clock remarks on events, with the numbers of these."""
    return [
        (int(remark.event.id), remark)
        for remark in evaluation.warnings
        if remark.event.id is not None
    ]


def _wait(code: WaitingFor, ref: str | None, since: date, until: date | None) -> dict[str, Any]:
    return {
        "code": code.value,
        "ref": ref,
        "since": since.isoformat(),
        "until": None if until is None else until.isoformat(),
    }


def _fee_of_another_month(case: Case) -> Iterator[dict[str, Any]]:
    """That the items of a fee were counted over a month in which the application, by the day of
    receipt as it was put right since, did not arrive (国办函〔2020〕109号四, DL-13). A notice binds
    the organ that gave it until the head reduces or waives it: nothing is computed anew unseen.
    """
    counted, received_on = case.fee_month, case.received_on
    if counted is None or received_on is None:
        return
    first = date.fromisoformat(counted["first"])
    if month_of(received_on)[0] != first:
        basis = (
            f"收费按{first:%Y-%m}的申请累计，而收到日期更正后在{received_on:%Y-%m}；"
            "请核对金额，应减免的由负责人减免（国办函〔2020〕109号）"
        )
        yield {"seq": counted["seq"], "code": "fee_of_another_month", "basis": basis}


def _recheck_on(case: Case, evaluation: Evaluation) -> date | None:
    """The next day on which time alone changes something: on its last day a period gives the case
    its date, a day later it is over. Every period counts, also of a letter that does not stop the
    governing clock; what is over changes nothing any more.
    """
    ends = [item.due_on for item in evaluation.deadlines if item.ref is not None]
    changes = [*ends, *(end + timedelta(days=1) for end in ends)]
    heard_until = _day(case.explanation["due_on"]) if case.explanation else None
    if heard_until is not None:
        changes.append(heard_until + timedelta(days=1))
    return min((day for day in changes if day > evaluation.as_of), default=None)


def _outcome(case: Case, row: MatterDeadline, answered: frozenset[str | None]) -> Outcome:
    """A period that another has is met by what was asked of them only, a unit's by its own
    completion; of an open case nothing else but the confirmation is met, and a date is gone because
    its clock stands still.
    """
    if case.state == CaseState.WITHDRAWN:
        return Outcome.VOID
    if row.subject:
        return Outcome.MET if row.subject in answered else Outcome.VOID
    if case.is_open and row.rule != HOUSE_CONFIRM:
        return Outcome.STOPPED
    return Outcome.MET
