"""Reading the events: what stops a clock and until when, what restarts, extends or ends it.

Nothing is refused here. An event that has no effect is passed over and noted as a remark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from requests_api.clock.facts import ENDS, ClockEvent, EventType, Party, pair
from requests_api.clock.rules import DEFAULT_CORRECTION_PERIOD, FeeEffect
from requests_api.clock.stops import Frame, History, Stop, compliance_date, period_of


@dataclass(frozen=True, slots=True)
class _Notices:
    """A kind of notice: what answers it, its stop, and what follows. Its ``release`` ends the stop
    and starts nothing anew.
    """

    opening: EventType
    closing: EventType
    stop_of: Callable[[ClockEvent], Stop]
    restarts: bool
    """Whether the answer starts the term anew,"""
    restarts_late: bool
    """also where it comes after the period."""
    is_capped: bool
    """Whether the stop ends at the latest with the period."""
    release: EventType | None = None


def read_history(events: Sequence[ClockEvent], frame: Frame, receipt: date) -> History:
    """Sort the events, given in order, of an application that counts as received on `receipt`."""
    history = History()
    current = _in_play(events, frame, receipt, history)
    rules, reader = frame.rules, _Reader(current, frame, receipt, history)
    reader.read_consultations()
    reader.read_notices(
        _Notices(
            EventType.CORRECTION_NOTIFIED,
            EventType.CORRECTION_RECEIVED,
            reader.correction_stop,
            restarts=True,
            restarts_late=True,
            is_capped=rules.correction_stop_ends_with_period,
        )
    )
    reader.read_notices(
        _Notices(
            EventType.FEE_NOTIFIED,
            EventType.FEE_PAID,
            reader.fee_stop,
            restarts=rules.fee_effect is FeeEffect.RESTART,
            restarts_late=rules.late_payment_restarts,
            is_capped=rules.fee_stop_ends_with_term,
            release=EventType.FEE_WAIVED,
        )
    )
    reader.read_pauses()
    history.extensions = [e for e in current if e.type is EventType.EXTENDED]
    history.delays = [e for e in current if e.type is EventType.DELAY_SET]
    history.stops.sort(key=lambda stop: stop.start)
    history.restarts.sort(key=lambda event: event.on)
    return history


def _in_play(
    events: Sequence[ClockEvent], frame: Frame, receipt: date, history: History
) -> list[ClockEvent]:
    """The events between receipt and end; finds the end, remarks on the others.

    An application can end as soon as it has arrived, before it counts as received.
    """
    until = frame.until
    ends = [
        event
        for event in events
        if event.type in ENDS and frame.arrival <= compliance_date(event) <= until
    ]
    if ends:
        history.end = min(ends, key=compliance_date)
        history.ended_on = compliance_date(history.end)
    current = []
    for event in events:
        if event.on > until:
            history.remark(event, "after_as_of", f"{event.on}晚于计算截止日，不计入")
        elif event.on < receipt and event not in ends:
            history.remark(
                event, "before_receipt", f"{event.on}早于法定收到日{receipt}，不发生效力"
            )
        elif history.ended_on and event is not history.end and event.on > history.ended_on:
            history.remark(
                event, "after_end", f"{event.on}晚于办结日{history.ended_on}，不发生效力"
            )
        elif event in ends and event is not history.end:
            history.remark(event, "after_end", f"已于{history.ended_on}办结")
        elif compliance_date(event) > until:
            history.remark(event, "not_yet_served", f"{compliance_date(event)}才送达，尚未办结")
        else:
            current.append(event)
    return current


class _Reader:
    """One pass over the events of one clock."""

    def __init__(
        self, events: list[ClockEvent], frame: Frame, receipt: date, history: History
    ) -> None:
        self.events = events
        self.rules, self.calendar = frame.rules, frame.calendar
        self.as_of, self.until = frame.as_of, frame.until
        self.undelivered = frame.undelivered
        self.receipt = receipt
        self.history = history
        self.ended = history.ended_on

    def add_stop(self, stop: Stop) -> None:
        """Keep a stop, cut off by the end of the case."""
        if self.ended is not None:
            end, is_cut = stop.end, stop.end is None or stop.end >= self.ended
            end = max(stop.start, self.ended) if is_cut else end
            stop = Stop(stop.event, stop.start, end, awaited=False, basis=stop.basis)
        self.history.stops.append(stop)

    def last_stopped_day(self, answered_on: date) -> date:
        """The last day that an answer leaves uncounted: its own, unless the rules count it."""
        return answered_on - timedelta(days=1) if self.rules.answer_day_counts else answered_on

    def unmatched(self, faults: list[tuple[ClockEvent, str]]) -> None:
        """Remark on answers without a letter."""
        for event, code in faults:
            if code == "ref_required":
                basis = "有多件未答复，须注明对应哪一件（ref），不发生效力"
            else:
                basis = f"{event.on}之前没有与之对应的发出记录，不发生效力"
            self.history.remark(event, f"{event.type}_{code}", basis)

    # -- consultations

    def read_consultations(self) -> None:
        """Letters to third parties and organs: stops with a term of their own (条例32–34)."""
        sent, answered = EventType.CONSULTATION_SENT, EventType.CONSULTATION_ANSWERED
        answers, faults = pair(self.events, sent, answered)
        self.unmatched(faults)
        for at, letter in enumerate(self.events):
            if letter.type is not sent:
                continue
            if letter.party is Party.ORGAN and not self.rules.organ_stops:
                self.history.remark(letter, "consultation_without_effect", self.rules.organ_basis)
            else:
                self.add_stop(self.consultation_stop(letter, answers.get(at)))

    def consultation_stop(self, letter: ClockEvent, answer: ClockEvent | None) -> Stop:
        """The stop of one letter: until the answer, at most to the end of the party's term."""
        rules, organ = self.rules, letter.party is Party.ORGAN
        days = period_of(letter, rules)
        basis = rules.organ_basis if organ else rules.third_party_basis
        rule = "DL-09" if organ else "DL-08"
        due = None if days is None else self.term(letter, days)
        if answer is not None and due is not None and answer.on > due:
            self.history.remark(answer, "answer_after_period", f"征求意见期限已于{due}届满")
            return Stop(letter, letter.on, due, awaited=False, basis=basis)
        if answer is not None:
            end = self.last_stopped_day(answer.on)
            return Stop(letter, letter.on, end, awaited=False, basis=basis)
        if due is None:
            return Stop(letter, letter.on, None, awaited=True, basis=basis)
        stop = Stop(letter, letter.on, None, self.until <= due, basis, rule, due)
        return self.over(stop, due)

    def term(self, letter: ClockEvent, days: int) -> date:
        """The last of `days` working days from delivery if it is known, else from sending."""
        start = letter.on
        if letter.delivered_on is not None and letter.delivered_on <= self.until:
            start = max(start, letter.delivered_on)
        return self.calendar.nth_working_day_after(start, days)

    def limit(self, notice: ClockEvent, due: date) -> date:
        """The last day that the stop of a notice can leave out: that of its period, which counts
        from sending where the delivery came when the running term was over.
        """
        days = period_of(notice, self.rules)
        if days is None or notice not in self.undelivered:
            return due
        return self.calendar.nth_working_day_after(notice.on, days)

    def over(self, stop: Stop, limit: date) -> Stop:
        """A stop without an answer, which ends with its ``limit`` once that has come."""
        if self.until < limit:
            return stop
        return replace(stop, end=limit, lapsed=self.until > limit)

    # -- corrections and fees: a notice, a period, and a new start

    def read_notices(self, kind: _Notices) -> None:
        """A notice stops the clock until it is complied with, which closes all open notices, or
        until its release. A notice that counts only after the day on which what answers it came,
        since its own day awaits a second person, stops nothing.
        """
        waiting: list[ClockEvent] = []
        answered: set[str] = set()
        for event in self.events:
            if event.type is kind.opening and event.ref in answered:
                kind.stop_of(event)
            elif event.type is kind.opening:
                waiting.append(event)
            elif event.type in (kind.closing, kind.release):
                if not waiting:
                    self.history.remark(
                        event, f"{event.type}_without_notice", "此前没有相应的通知记录"
                    )
                in_time = [self.close(kind, notice, event) for notice in waiting]
                is_in_time = any(in_time) or not waiting or kind.restarts_late
                waiting = []
                answered |= {event.ref} if event.ref else set()
                if kind.restarts and event.type is kind.closing and is_in_time:
                    self.history.restarts.append(event)
        for notice in waiting:
            self.leave_open(kind, notice)

    def close(self, kind: _Notices, notice: ClockEvent, event: ClockEvent) -> bool:
        """End a notice's stop on the day of ``event``; returns whether it came while the clock
        stood for the notice.
        """
        stop = kind.stop_of(notice)
        assert stop.own_due is not None  # noqa: S101 - every notice sets a period
        limit = self.limit(notice, stop.own_due)
        end, is_late = self.last_stopped_day(event.on), event.on > stop.own_due
        if is_late and (kind.is_capped or event.type is kind.closing):
            basis = f"期限已于{stop.own_due}届满"
            if kind.is_capped:
                basis += "，此后的时间计入答复期限"
            self.history.remark(event, f"{event.type}_late", basis)
        if kind.is_capped:
            end = min(end, limit)
        self.add_stop(Stop(stop.event, stop.start, end, awaited=False, basis=stop.basis))
        return event.on <= limit

    def leave_open(self, kind: _Notices, notice: ClockEvent) -> None:
        """The stop of a notice that nothing has answered, and a remark where its period is over.

        An application that counts as given up is owed nothing from there on; one that is answered
        all the same was owed an answer when the period was over.
        """
        is_answered = self.history.is_ended_by(EventType.REPLIED)
        is_given_up = self.history.is_ended_by(EventType.ABANDONED)
        stop = kind.stop_of(notice)
        due = stop.own_due
        assert due is not None  # noqa: S101 - every notice sets a period
        if is_answered or (kind.is_capped and not is_given_up):
            stop = self.over(stop, self.limit(notice, due))
        self.add_stop(stop)
        if due < self.as_of and self.ended is None:
            basis = f"期限已于{due}届满，可按放弃申请处理"
            if stop.lapsed:
                basis += f"；答复期限自{stop.end}次日起继续计算"
            self.history.remark(notice, f"{notice.type}_period_lapsed", basis)

    def correction_stop(self, notice: ClockEvent) -> Stop:
        """The stop of a correction notice (条例30; DL-03, DL-04)."""
        first = next(e for e in self.events if e.type is EventType.CORRECTION_NOTIFIED)
        days = self.rules.correction_notice_days
        last = None if days is None else self.calendar.nth_working_day_after(self.receipt, days)
        if notice is not first:
            self.history.remark(notice, "correction_repeated", "补正应一次性告知（条例第30条）")
        elif last is not None and notice.on > last:
            basis = f"补正通知应在{days}个工作日内，至迟{last}发出（条例第30条，DL-03）"
            self.history.remark(notice, "correction_notice_late", basis)
        due = notice.until or self.term(notice, notice.working_days or DEFAULT_CORRECTION_PERIOD)
        basis = self.rules.correction_basis
        return Stop(notice, notice.on, None, True, basis, "DL-04", due)

    def fee_stop(self, notice: ClockEvent) -> Stop:
        """The stop of a fee notice (109号; DL-12)."""
        due = self.term(notice, self.rules.fee_days)
        basis = self.rules.fee_basis
        return Stop(notice, notice.on, None, True, basis, "DL-12", due)

    # -- pauses, where a local text has them

    def read_pauses(self) -> None:
        """Force majeure: stops the local clock only; elsewhere it has no effect."""
        paused, resumed = EventType.PAUSED, EventType.RESUMED
        if not self.rules.pauses:
            for event in self.events:
                if event.type in (paused, resumed):
                    basis = f"{self.rules.title}未规定中止，不发生效力"
                    self.history.remark(event, "pause_without_effect", basis)
            return
        answers, faults = pair(self.events, paused, resumed)
        self.unmatched(faults)
        for at, event in enumerate(self.events):
            if event.type is paused:
                answer = answers.get(at)
                end = None if answer is None else self.last_stopped_day(answer.on)
                basis = self.rules.pause_basis
                self.add_stop(Stop(event, event.on, end, awaited=answer is None, basis=basis))
