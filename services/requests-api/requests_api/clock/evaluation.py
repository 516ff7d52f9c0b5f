"""The statutory clock: from recorded facts to the day on which an answer is due.

`evaluate` is pure and never refuses; it counts to N = base + extension over the working days after
day 0 that lie in no stop (domain.md 2.12). A case without events takes a short way of a few sums.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from gongkai.calendar import WorkingCalendar
from gongkai.rules import HOUSE_CONFIRM, rule_of
from requests_api.clock.almanac import texts_of
from requests_api.clock.facts import ENDS, ClockEvent, ClockFacts, in_order
from requests_api.clock.history import read_history
from requests_api.clock.outcome import Deadline, Evaluation, State
from requests_api.clock.receipt import explicit_rules, legal_receipt, national_rules
from requests_api.clock.rules import LocalMeasures, RuleSet, joined, local_measures
from requests_api.clock.segments import EventfulClock
from requests_api.clock.stops import Frame

_HOUSE_BASIS = "内部时限：收到后下一个工作日前与申请人确认（条例第31条）"


def evaluate(
    facts: ClockFacts,
    calendar: WorkingCalendar,
    as_of: date,
    measures: Iterable[LocalMeasures] | None = None,
) -> Evaluation:
    """The clock of one application as it stands at the end of `as_of`.

    What happened after `as_of` is not counted; only where `as_of` lies before the arrival itself is
    everything taken as planned. `calendar` is the national one with its notices; the division's own
    days are found from the facts, and its own text among `measures`: without them what ships and
    what the calendar brings (`Almanac`). Raises KeyError for a rule set
    that does not exist, and OutsideCalendar where a date leaves the table.
    """
    texts = texts_of(calendar) if measures is None else tuple(measures)
    calendar = calendar.for_jurisdiction(facts.jurisdiction)
    until = as_of if as_of >= facts.received_on else date.max
    confirmed = facts.confirmed_on
    if confirmed is not None and confirmed > until:
        confirmed = None
    rules = national_rules(facts.received_on, facts.channel, confirmed, calendar)
    local = None
    if facts.rule_set is not None:
        rules, local = explicit_rules(facts.rule_set, rules, facts.received_on, texts)
    receipt = legal_receipt(facts.received_on, facts.channel, confirmed, calendar, rules)
    if facts.rule_set is None and facts.jurisdiction is not None:
        local = local_measures(facts.jurisdiction, receipt or facts.received_on, texts)
    if local is None and not facts.events and receipt is not None:
        return _plain(rules, calendar, receipt, as_of)
    events = in_order(facts.events)
    frame = Frame(rules, calendar, facts.received_on, receipt, as_of, until)
    if local is None:
        return _one_clock(events, frame)
    here = _one_clock(events, frame._replace(rules=joined(local, rules.id)))
    return here if facts.rule_set is not None else _both(here, _one_clock(events, frame))


def _one_clock(events: Sequence[ClockEvent], frame: Frame) -> Evaluation:
    if frame.receipt is None:
        return _unconfirmed(events, frame)
    if not events:
        return _plain(frame.rules, frame.calendar, frame.receipt, frame.as_of)
    return EventfulClock(frame, frame.receipt).evaluate(events)


def _plain(rules: RuleSet, calendar: WorkingCalendar, receipt: date, as_of: date) -> Evaluation:
    """The clock of a case to which nothing has happened yet."""
    start, base = calendar.index(receipt), rules.base
    due = calendar.day_at(start + base)
    counted = calendar.day_at(start + base - 1) if calendar.day_at(start) == receipt else due
    elapsed = calendar.index(as_of) - start if as_of > receipt else 0
    remaining = base - elapsed
    late = None
    if as_of > due:
        late = max(1, -remaining)
        remaining = -late
    provisional = due > calendar.covered_until
    return Evaluation(
        rules.id,
        receipt,
        State.RUNNING if as_of >= receipt else State.NOT_STARTED,
        as_of,
        due,
        provisional,
        (),
        elapsed,
        remaining,
        late,
        counted,
        (Deadline(rules.rule, due, rules.basis, provisional),),
        (),
        calendar.version,
        base,
        (receipt,),
        (),
        None,
        False,
        rules.pauses,
    )


def _unconfirmed(events: Sequence[ClockEvent], frame: Frame) -> Evaluation:
    """No legal receipt yet: only an end can happen, and the house wants a confirmation."""
    rules, calendar, arrival, as_of = frame.rules, frame.calendar, frame.arrival, frame.as_of
    ends = [event for event in events if event.type in ENDS]
    history = read_history(ends, frame, arrival)
    for event in events:
        if event.type not in ENDS:
            history.remark(event, "before_receipt", "申请尚未确认收到，不发生效力")
    ended = history.ended_on
    confirm_by = calendar.nth_working_day_after(arrival, rule_of(HOUSE_CONFIRM).term)
    provisional = calendar.is_provisional(confirm_by)
    house = Deadline(HOUSE_CONFIRM, confirm_by, _HOUSE_BASIS, provisional)
    return Evaluation(
        rule_set=rules.id,
        received_on=None,
        state=State.NOT_STARTED if ended is None else State.ENDED,
        as_of=as_of,
        due_on=None,
        provisional=False,
        stopped_by=(),
        elapsed_working_days=0,
        remaining_working_days=rules.base,
        late_by_working_days=None,
        due_on_if_receipt_day_counted=None,
        deadlines=(house,) if ended is None else (),
        warnings=tuple(history.remarks),
        calendar_version=calendar.version,
        working_days=rules.base,
        day_zeros=(),
        stops=(),
        ended_on=ended,
        delayed=False,
        can_pause=rules.pauses,
    )


def _both(here: Evaluation, there: Evaluation) -> Evaluation:
    """Two clocks as one answer: the earlier date governs, both stand in `deadlines`.

    On a tie, and while neither has a date, the local text governs: it is the nearer one.
    """
    local_governs = there.due_on is None or (here.due_on or date.max) <= there.due_on
    governing = here if local_governs else there
    known = {(id(remark.event), remark.code) for remark in here.warnings}
    # A pause is at home in the local text: that it leaves the national clock alone is no news.
    further = [
        remark
        for remark in there.warnings
        if (id(remark.event), remark.code) not in known and remark.code != "pause_without_effect"
    ]
    return governing._replace(
        rule_set=here.rule_set,
        can_pause=here.can_pause,
        deadlines=tuple(dict.fromkeys((*here.deadlines, *there.deadlines))),
        warnings=(*here.warnings, *further),
    )
