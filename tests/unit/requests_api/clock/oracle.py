"""A second clock, slow and written from the algebra alone (domain.md 2.12): it walks day by day.

It shares no code with the first: its days come from `chinesecalendar`, its counting is a loop, its
texts are the few numbers below. It says everything that an evaluation says except the words.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache

import chinese_calendar

DAY = timedelta(days=1)
SWITCH = date(2019, 5, 15)
OPENING = ("extended", "delay_set", "consultation_sent", "correction_notified", "fee_notified")
ENDS = ("replied", "withdrawn", "closed", "abandoned")
ANSWERS = {
    "correction_received": "correction_notified",
    "fee_paid": "fee_notified",
    "fee_waived": "fee_notified",
}


@dataclass(frozen=True)
class Told:
    """One event of a story; `at` is when it was put on record."""

    kind: str
    on: date
    at: datetime
    ref: str | None = None
    party: str | None = None
    delivered: date | None = None
    days: int | None = None
    approved: date | None = None
    notified: date | None = None
    until: date | None = None
    service: str | None = None


@dataclass(frozen=True)
class Text:
    """What a text says in numbers; days None means that it sets no limit."""

    id: str
    rule: str
    base: int
    cap: int
    confirmed: frozenset
    rolled: frozenset
    third_party: int | None
    organ: int | None
    organ_stops: bool
    pauses: bool = False


@dataclass(frozen=True)
class Local:
    """A local text: its own term, perhaps pauses, and which receipts it is for."""

    base: int
    pauses: bool
    first: date | None = None
    last: date | None = None
    id: str = "local"
    rule: str = "DL-42"

    def holds(self, receipt):
        days = [each for each in (self.first, receipt, self.last) if each is not None]
        return days == sorted(days)


TEXT_2007 = Text(
    "regulation-2007",
    "DL-01",
    15,
    15,
    frozenset({"ordinary_post", "fax"}),
    frozenset({"online", "email"}),
    None,
    None,
    organ_stops=False,
)
TEXT_2019 = Text(
    "regulation-2019",
    "DL-01",
    20,
    20,
    frozenset({"ordinary_post", "online", "fax", "email"}),
    frozenset(),
    15,
    15,
    organ_stops=True,
)


@dataclass(frozen=True)
class Story:
    arrived: date
    channel: str = "in_person"
    confirmed: date | None = None
    local: Local | None = None
    text: str | None = None
    events: tuple = ()


@dataclass(frozen=True)
class Stop:
    told: Told
    end: date | None
    awaited: bool
    rule: str | None = None
    due: date | None = None
    lapsed: bool = False

    def holds(self, day):
        return self.told.on < day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Answer:
    """What a clock says, as plain values."""

    rule_set: str
    received: date | None
    state: str
    due: date | None
    due_if_counted: date | None
    elapsed: int
    remaining: int
    late: int | None
    working_days: int
    day_zeros: tuple = ()
    stopped_by: tuple = ()
    deadlines: frozenset = field(default=frozenset())
    ended: date | None = None


@cache
def works(day):
    return chinese_calendar.is_workday(day)


@cache
def add_working_days(day, n):
    while n:
        day += DAY
        n -= works(day)
    return day


def on_or_after(day):
    while not works(day):
        day += DAY
    return day


def working_days_in(after, until):
    return sum(works(after + DAY * i) for i in range(1, (until - after).days + 1))


def tell(story, as_of):
    """Everything, as it stands at the end of `as_of`; a story of the future is told as planned."""
    until = date.max if as_of < story.arrived else as_of
    confirmed = story.confirmed if story.confirmed and story.confirmed <= until else None
    text = text_of(story, confirmed)
    receipt = receipt_under(text, story, confirmed)
    clock = Clock(story, receipt, as_of, until)
    local = story.local
    if local is None or (story.text != local.id and not local.holds(receipt or story.arrived)):
        return clock.tell(text)
    own = replace(text, id=local.id, rule=local.rule, base=local.base, pauses=local.pauses)
    here = clock.tell(own)
    if story.text == local.id:
        return here
    there = clock.tell(text)
    # The earlier date governs; on a tie, and where no date is known, the local text does.
    governs = there if there.due and (not here.due or there.due < here.due) else here
    return replace(governs, rule_set=local.id, deadlines=here.deadlines | there.deadlines)


def text_of(story, confirmed):
    if story.text in (TEXT_2007.id, TEXT_2019.id):
        return TEXT_2007 if story.text == TEXT_2007.id else TEXT_2019
    if story.arrived >= SWITCH:
        return TEXT_2019
    receipt = receipt_under(TEXT_2007, story, confirmed)
    return TEXT_2019 if receipt and receipt >= SWITCH else TEXT_2007


def receipt_under(text, story, confirmed):
    if story.channel in text.confirmed:
        return confirmed and max(story.arrived, confirmed)
    return on_or_after(story.arrived) if story.channel in text.rolled else story.arrived


def complied(end):
    """When a reply counts as given: handed over on delivery, else when it was sent."""
    return end.delivered if end.service == "direct" and end.delivered else end.on


class Clock:
    """One story under one text."""

    def __init__(self, story, receipt, as_of, until):
        self.story, self.receipt = story, receipt
        self.as_of, self.until = as_of, until

    def tell(self, text):
        self.text = text
        events = sorted(self.story.events, key=lambda e: (e.on, self._rank(e), e.at))
        ends = [e for e in events if e.kind in ENDS]
        served = [e for e in ends if self.story.arrived <= complied(e) <= self.until]
        end = min(served, key=complied, default=None)
        self.ended, self.end = end and complied(end), end and end.kind
        if self.receipt is None:
            return self._unconfirmed()
        last = self.until if self.ended is None else self.ended
        in_play = [e for e in events if e not in ends and self.receipt <= e.on <= last]
        self.events = [e for e in in_play if not self._moves_nothing(e, events)]
        return self._running()

    def _moves_nothing(self, told, events):
        """A notice that went out when the term was over, or an answer to such notices only."""
        at = events.index(told)
        if told.kind in ANSWERS:
            asked = []
            for earlier in (e for e in events[:at] if self.receipt <= e.on):
                asked = [] if ANSWERS.get(earlier.kind) == ANSWERS[told.kind] else asked
                asked += [earlier] if earlier.kind == ANSWERS[told.kind] else []
            return bool(asked) and all(self._moves_nothing(each, events) for each in asked)
        if told.kind not in ANSWERS.values():
            return False
        before = replace(self.story, events=tuple(events[:at]))
        stood = Clock(before, self.receipt, told.on, told.on).tell(self.text)
        return not stood.ended and stood.due is not None and stood.due < told.on

    def _rank(self, event):
        return 2 if event.kind in ENDS else 0 if event.kind in (*OPENING, "paused") else 1

    def _unconfirmed(self):
        house = ("HOUSE-CONFIRM", add_working_days(self.story.arrived, 1), None)
        return Answer(
            self.text.id,
            None,
            "not_started" if self.ended is None else "ended",
            None,
            None,
            0,
            self.text.base,
            None,
            self.text.base,
            deadlines=frozenset() if self.ended else frozenset({house}),
            ended=self.ended,
        )

    def _running(self):
        stops = sorted(self._stops(), key=lambda stop: stop.told.on)
        corrected = [e.on for e in self.events if e.kind == "correction_received"]
        paid = [e.on for e in self.events if e.kind == "fee_paid" and not self._paid_late(e)]
        zeros = (self.receipt, *sorted(corrected + paid))
        total = self.text.base + self._extension(zeros, stops)
        due, counted, effective = self._walk(zeros[-1], total, stops)
        counted = due if not works(zeros[-1]) else counted
        delayed = self._delay(zeros[-1], due)
        at = self.ended or max(self.as_of, zeros[-1])
        elapsed = self._count(zeros[-1], at, effective)
        remaining, late = total - elapsed, None
        if delayed:
            due = counted = delayed
            remaining = self._count(zeros[-1], due, effective) - elapsed
        if due and at > due:
            late = max(1, working_days_in(due, at))
            remaining = -late
        awaited = [stop for stop in effective if stop.awaited and not stop.lapsed]
        periods = {(s.rule, s.told.ref): s.due for s in stops if s.awaited and s.rule}
        own = {(rule, last, ref) for (rule, ref), last in periods.items()}
        return Answer(
            self.text.id,
            self.receipt,
            self._state(awaited),
            due,
            counted if due else None,
            elapsed,
            remaining,
            late,
            total,
            zeros,
            tuple(sorted((s.told.kind, s.told.on, s.told.ref or "") for s in awaited)),
            frozenset(own | ({(self.text.rule, due, None)} if due else set())),
            self.ended,
        )

    def _state(self, awaited):
        if self.ended and self.ended <= self.as_of:
            return "ended"
        if self.as_of < self.receipt:
            return "not_started"
        return "stopped" if awaited else "running"

    # -- counting

    def _walk(self, zero, total, stops):
        """The day with the number `total`, the one before it, and the stops that had an effect."""
        effective = [stop for stop in stops if stop.told.on <= zero]
        day, count, before = zero, 0, None
        while count < total:
            if any(stop.end is None for stop in effective):
                return None, None, list(stops)
            day += DAY
            if works(day) and not any(stop.holds(day) for stop in effective):
                count += 1
                before = day if count == total - 1 else before
            if count < total:
                effective += [stop for stop in stops if stop.told.on == day]
        return day, before, effective

    def _count(self, zero, until, stops):
        days = (zero + DAY * i for i in range(1, (until - zero).days + 1))
        return sum(works(day) and not any(stop.holds(day) for stop in stops) for day in days)

    # -- what moves it

    def _extension(self, zeros, stops):
        spent, gained = False, 0
        for told in self.events:
            notified, approved = told.notified or told.on, told.approved or told.on
            if told.kind != "extended" or spent or max(notified, approved) > self.until:
                continue
            segment = max([i for i, zero in enumerate(zeros) if zero <= notified], default=0)
            base, _, _ = self._walk(zeros[segment], self.text.base, stops)
            if (told.days or 0) > self.text.cap or (base and max(notified, approved) > base):
                continue
            spent = True
            gained = (told.days or self.text.cap) if segment == len(zeros) - 1 else 0
        return gained

    def _delay(self, zero, due):
        delayed = None
        for told in self.events:
            if told.kind != "delay_set" or due is None or told.until is None:
                continue
            limit = delayed or due
            if zero <= (told.notified or told.on) <= min(limit, self.until) and told.until > limit:
                delayed = on_or_after(told.until)
        return delayed

    # -- what stops it

    def _stops(self):
        yield from map(self._until_the_end, self._letters())
        yield from map(self._until_the_end, self._corrections())
        yield from map(self._until_the_end, self._fees())
        if self.text.pauses:
            yield from map(self._until_the_end, self._pauses())

    def _until_the_end(self, stop):
        if self.ended is None:
            return stop
        end = stop.end if stop.end is not None and stop.end < self.ended else self.ended
        return Stop(stop.told, max(stop.told.on, end) if end == self.ended else end, awaited=False)

    def _term(self, letter, days):
        known = letter.delivered and letter.delivered <= self.until
        return add_working_days(max(letter.on, letter.delivered) if known else letter.on, days)

    def _limit(self, letter, days):
        """As the term, but from sending where the delivery came when the clock had run out."""
        if self._came_too_late(letter):
            return add_working_days(letter.on, days)
        return self._term(letter, days)

    def _came_too_late(self, letter):
        day = letter.delivered
        if not day or not letter.on < day <= self.until:
            return False
        known = (e for e in self.story.events if e.on < day)
        before = [
            replace(e, delivered=None)
            if e.kind == "fee_notified" and e.delivered and e.delivered >= day
            else e
            for e in known
        ]
        story = replace(self.story, events=tuple(before))
        stood = Clock(story, self.receipt, day, day).tell(self.text)
        return not stood.ended and stood.due is not None and stood.due < day

    def _letters(self):
        answers = {e.ref: e.on for e in self.events if e.kind == "consultation_answered"}
        for letter in (e for e in self.events if e.kind == "consultation_sent"):
            is_organ = letter.party == "organ"
            if is_organ and not self.text.organ_stops:
                continue
            days = self.text.organ if is_organ else self.text.third_party
            answered, term = answers.get(letter.ref), days and self._term(letter, days)
            if answered is not None:
                yield Stop(letter, min(answered, term) if term else answered, awaited=False)
            elif term is None:
                yield Stop(letter, None, awaited=True)
            else:
                end = term if self.until >= term else None
                rule = "DL-09" if is_organ else "DL-08"
                yield Stop(letter, end, self.until <= term, rule, term)

    def _answered(self, notice):
        kind = notice.kind
        later = [e.on for e in self.events if ANSWERS.get(e.kind) == kind and e.on >= notice.on]
        return min(later, default=None)

    def _corrections(self):
        for notice in (e for e in self.events if e.kind == "correction_notified"):
            answered = self._answered(notice)
            term = notice.until or self._term(notice, notice.days or 15)
            if answered is not None:
                yield Stop(notice, answered, awaited=False)
            elif self.end == "replied":  # an answer without the correction that was asked for
                yield Stop(notice, min(term, self.ended), awaited=False)
            else:
                yield Stop(notice, None, True, "DL-04", term)

    def _fees(self):
        for notice in (e for e in self.events if e.kind == "fee_notified"):
            answered, limit = self._answered(notice), self._limit(notice, 20)
            if answered is not None:
                yield Stop(notice, min(answered, limit), awaited=False)
            elif self.end == "abandoned":  # from the notice on nothing was owed
                yield Stop(notice, self.ended, awaited=False)
            else:
                end = limit if self.until >= limit else None
                term = self._term(notice, 20)
                yield Stop(notice, end, True, "DL-12", term, self.until > limit)

    def _paid_late(self, paid):
        """Whether every notice that it answers had ceased to stop the clock before."""
        asked = []
        for told in self.events:
            if told == paid:
                break
            asked = [] if ANSWERS.get(told.kind) == "fee_notified" else asked
            asked += [told] if told.kind == "fee_notified" else []
        return bool(asked) and all(self._limit(each, 20) < paid.on for each in asked)

    def _pauses(self):
        open_, ends = [], {}
        for event in self.events:
            if event.kind == "paused":
                open_.append(event)
            elif event.kind == "resumed" and len(open_) == 1:
                ends[open_.pop()] = event.on
        for event in self.events:
            if event.kind == "paused":
                yield Stop(event, ends.get(event), event not in ends)
