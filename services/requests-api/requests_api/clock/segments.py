"""A clock with events: its segments between restarts, and what moved the last of them."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date

from requests_api.clock.counting import counted, reach
from requests_api.clock.facts import ClockEvent, EventType
from requests_api.clock.history import read_history
from requests_api.clock.outcome import Deadline, Evaluation, State
from requests_api.clock.stops import Frame, History, Stop, period_of

_NOTICES = {
    EventType.CORRECTION_RECEIVED: EventType.CORRECTION_NOTIFIED,
    EventType.FEE_PAID: EventType.FEE_NOTIFIED,
    EventType.FEE_WAIVED: EventType.FEE_NOTIFIED,
}
"""What sets the clock going anew or on, and the notice that it answers, which stopped it."""


def _answers_before_their_notice(
    events: Sequence[ClockEvent],
) -> Mapping[tuple[EventType, str | None], ClockEvent]:
    """What answers a notice that stands only after it in ``events``, by the notice's type and ref:
    the notice's own day awaits a second person, and it counts on the day of its entry.
    """
    found: dict[tuple[EventType, str | None], ClockEvent] = {}
    told: set[tuple[EventType, str | None]] = set()
    for event in events:
        if event.type in _NOTICES and event.ref is not None:
            found.setdefault((_NOTICES[event.type], event.ref), event)
        told.add((event.type, event.ref))
        if event.type in _NOTICES and (_NOTICES[event.type], event.ref) in told:
            found.pop((_NOTICES[event.type], event.ref), None)
    return {key: answer for key, answer in found.items() if key in told}


class EventfulClock:
    """The clock of one application to which something has happened since its legal receipt."""

    def __init__(self, frame: Frame, receipt: date) -> None:
        self.frame = frame
        self.receipt = receipt
        self.rules, self.calendar = frame.rules, frame.calendar
        self.as_of, self.until = frame.as_of, frame.until

    def evaluate(self, events: Sequence[ClockEvent]) -> Evaluation:
        """Read the events, given in order, count, and say what follows."""
        idle, undelivered = self._after_the_term(events)
        clock = EventfulClock(self.frame._replace(undelivered=undelivered), self.receipt)
        return clock._evaluate(events, idle)

    def _after_the_term(
        self, events: Sequence[ClockEvent]
    ) -> tuple[Mapping[ClockEvent, date], Mapping[ClockEvent, date]]:
        """What came when the term was over that ran until then, with the last day of that term:
        notices, and what answers nothing else; notices that were delivered then (domain.md 2.12.3).
        """
        idle: dict[ClockEvent, date] = {}
        undelivered: dict[ClockEvent, date] = {}
        if self.rules.restart_after_term:
            return idle, undelivered
        deliveries = self._long_deliveries(events)
        early = _answers_before_their_notice(events)
        open_notices: dict[EventType, list[ClockEvent]] = {kind: [] for kind in _NOTICES.values()}
        for at, event in enumerate(events):
            self._judge(deliveries, event.on, events, idle, undelivered)
            over = None
            if event.type in open_notices:
                answer = early.get((event.type, event.ref))
                before = [each for each in events[:at] if each is not answer]
                over = self._over_before(event.on, before, idle, undelivered)
                if answer is not None and over is not None:
                    idle[answer] = over
                elif answer is None and event.on >= self.receipt:  # before, it stops nothing
                    open_notices[event.type].append(event)
            elif event.type in _NOTICES and event not in early.values():
                answered = open_notices[_NOTICES[event.type]]
                if all(notice in idle for notice in answered):
                    over = max((idle[notice] for notice in answered), default=None)
                answered.clear()
            if over is not None:
                idle[event] = over
        self._judge(deliveries, date.max, events, idle, undelivered)
        return idle, undelivered

    def _long_deliveries(self, events: Sequence[ClockEvent]) -> list[tuple[date, ClockEvent]]:
        """The notices that were delivered after the period that counts from their sending, in the
        order of those days: until that is over the clock stands anyhow. Letters to others are none:
        all the time that their opinions need is left out (条例33第3款).
        """
        found = []
        for event in events:
            days, day = period_of(event, self.rules), event.delivered_on
            if event.type not in _NOTICES.values() or days is None or day is None:
                continue
            if self.until >= day > self.calendar.nth_working_day_after(event.on, days):
                found.append((day, event))
        return sorted(found, key=lambda each: each[0])

    def _judge(
        self,
        deliveries: list[tuple[date, ClockEvent]],
        until: date,
        events: Sequence[ClockEvent],
        idle: Mapping[ClockEvent, date],
        undelivered: dict[ClockEvent, date],
    ) -> None:
        """Take off the deliveries ``until`` a day those that came when the term was over."""
        while deliveries and deliveries[0][0] <= until:
            day, notice = deliveries[0]
            unknown = dict.fromkeys((each for _, each in deliveries), day)
            before = [event for event in events if event.on < day]
            over = self._over_before(day, before, idle, {**undelivered, **unknown})
            deliveries.pop(0)
            if over is not None:
                undelivered[notice] = over

    def _over_before(
        self,
        on: date,
        before: Sequence[ClockEvent],
        idle: Mapping[ClockEvent, date],
        undelivered: Mapping[ClockEvent, date],
    ) -> date | None:
        """The last day of the term that was over on a day by what came ``before``; None while it
        ran.
        """
        if not self.receipt <= on <= self.until:
            return None
        then = EventfulClock(self.frame._replace(until=on, undelivered=undelivered), self.receipt)
        stood = then._evaluate(before, idle)
        is_over = stood.ended_on is None and stood.due_on is not None and on > stood.due_on
        return stood.due_on if is_over else None

    def _evaluate(
        self, events: Sequence[ClockEvent], idle: Mapping[ClockEvent, date]
    ) -> Evaluation:
        """As `evaluate`; ``idle`` are the events that move nothing, with the last day of the term
        that was over before them.
        """
        rules, calendar = self.rules, self.calendar
        effective_events = [event for event in events if event not in idle]
        history = read_history(effective_events, self.frame, self.receipt)
        for event in events:
            if event in idle:
                basis = f"期限已于{idle[event]}届满，此后的通知及其答复不停止、不重新计算期限"
                history.remark(event, "restart_without_effect", basis)
            elif event in self.frame.undelivered:
                over = self.frame.undelivered[event]
                basis = f"期限已于{over}届满，{event.delivered_on}才送达，停止计算的时间不因此延长"
                history.remark(event, "delivery_without_effect", basis)
        day_zeros = (self.receipt, *(event.on for event in history.restarts))
        day_zero = day_zeros[-1]
        extension = self._extension(history, day_zeros)
        total = rules.base + extension
        due, effective = reach(calendar, day_zero, total, history.stops)
        stops = history.stops[:effective]
        for stop in history.stops[effective:]:
            history.remark(
                stop.event, "stop_without_effect", f"期限已于{due}届满，此后不再停止计算"
            )
        counted_from_receipt = self._if_receipt_day_counted(day_zero, total, due, stops)
        delayed = self._delay(history, day_zero, due)
        if delayed is not None:
            due = counted_from_receipt = delayed
        at = history.ended_on or max(self.as_of, day_zero)
        elapsed = counted(calendar, day_zero, at, stops)
        remaining = total - elapsed
        late = None
        if due is not None and at > due:
            late = max(1, calendar.index(at) - calendar.index(due))
            remaining = -late
        elif delayed is not None:
            remaining = counted(calendar, day_zero, delayed, stops) - elapsed
        awaited = tuple(stop for stop in stops if stop.awaited and not stop.lapsed)
        return Evaluation(
            rule_set=rules.id,
            received_on=self.receipt,
            state=self._state(history, awaited),
            as_of=self.as_of,
            due_on=due,
            provisional=due is not None and due > calendar.covered_until,
            stopped_by=awaited,
            elapsed_working_days=elapsed,
            remaining_working_days=remaining,
            late_by_working_days=late,
            due_on_if_receipt_day_counted=counted_from_receipt,
            deadlines=self._deadlines(history, due, extension, delayed is not None, len(day_zeros)),
            warnings=tuple(history.remarks),
            calendar_version=calendar.version,
            working_days=total,
            day_zeros=day_zeros,
            stops=tuple(stops),
            ended_on=history.ended_on,
            delayed=delayed is not None,
            can_pause=rules.pauses,
            unanswered=tuple(stop for stop in stops if stop.awaited and stop.lapsed),
        )

    def _state(self, history: History, awaited: tuple[Stop, ...]) -> State:
        if history.ended_on is not None and history.ended_on <= self.as_of:
            return State.ENDED
        if self.as_of < self.receipt:
            return State.NOT_STARTED
        return State.STOPPED if awaited else State.RUNNING

    def _extension(self, history: History, day_zeros: tuple[date, ...]) -> int:
        """The working days by which the last segment is extended; once per case (条例33第2款)."""
        extension = None
        for event in history.extensions:
            notified = event.notified_on or event.on
            segment = max(0, bisect_right(day_zeros, notified) - 1)
            is_spent = extension is not None
            fault = self._extension_fault(event, day_zeros[segment], history.stops, spent=is_spent)
            if fault is not None:
                history.remark(event, *fault)
                continue
            is_last = segment + 1 == len(day_zeros)
            reaches = is_last or self.rules.extension_survives_restart
            extension = (event.working_days or self.rules.extension_cap) if reaches else 0
        return extension or 0

    def _extension_fault(
        self, event: ClockEvent, day_zero: date, stops: Sequence[Stop], *, spent: bool
    ) -> tuple[str, str] | None:
        cap = self.rules.extension_cap
        notified, approved = event.notified_on or event.on, event.approved_on or event.on
        if spent:
            return "extension_repeated", "只能延长一次"
        if (event.working_days or cap) > cap:
            return "extension_over_cap", self.rules.extension_basis
        if max(notified, approved) > self.until:
            return "extension_not_yet_notified", "延长须经批准并告知申请人，截止计算日尚未完成"
        base_due, _ = reach(self.calendar, day_zero, self.rules.base, stops)
        if base_due is not None and max(notified, approved) > base_due:
            return "extension_late", f"须在原期限{base_due}届满前批准并告知申请人"
        return None

    def _delay(self, history: History, day_zero: date, due: date | None) -> date | None:
        """The day set under Art. 35 that replaces `due`, if one validly does (DL-11)."""
        if due is None:
            return None
        delayed = None
        for event in history.delays:
            notified = event.notified_on or event.on
            limit = delayed or due
            if notified < day_zero:
                continue
            if event.until is None or event.until <= limit:
                basis = f"条例第35条：延迟答复的日期须晚于{limit}"
                history.remark(event, "delay_not_later", basis)
            elif notified > min(limit, self.until):
                basis = f"条例第35条：延迟答复须在{limit}届满前告知申请人"
                history.remark(event, "delay_not_notified", basis)
            else:
                delayed = self.calendar.next_working_day_on_or_after(event.until)
        return delayed

    def _if_receipt_day_counted(
        self, day_zero: date, total: int, due: date | None, stops: Sequence[Stop]
    ) -> date | None:
        """What an applicant expects who counts day 0 as day 1; on a rest day the same day."""
        if due is None:
            return None
        if not self.calendar.is_working_day(day_zero):
            return due
        return reach(self.calendar, day_zero, total - 1, stops)[0]

    def _deadlines(
        self, history: History, due: date | None, extension: int, delayed: bool, segments: int
    ) -> tuple[Deadline, ...]:
        rules = self.rules
        provisional = self.calendar.is_provisional
        # Of several open notices without a reference the last one's period runs.
        own = {
            (stop.rule, stop.event.ref): Deadline(
                stop.rule, stop.own_due, stop.basis, provisional(stop.own_due), stop.event.ref
            )
            for stop in history.stops
            if stop.awaited and stop.rule is not None and stop.own_due is not None
        }
        found = [*own.values()]
        if due is not None:
            basis = rules.basis
            if segments > 1:
                basis += f"；自{history.restarts[-1].on}起重新计算"
            if extension:
                basis += f"；延长{extension}个工作日"
            if delayed:
                basis = f"条例第35条：延迟至{due}答复"
            found.insert(0, Deadline(rules.rule, due, basis, provisional(due)))
        return tuple(found)
