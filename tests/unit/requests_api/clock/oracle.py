"""A second clock, slow and written from the algebra alone: it walks day by day and remembers.

It shares no code with the first: its days come from `chinesecalendar`, its counting is a loop.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

DAY = timedelta(days=1)


@cache
def works(day):
    return chinese_calendar.is_workday(day)


def add_working_days(day, n):
    while n:
        day += DAY
        n -= works(day)
    return day


@dataclass
class Letter:
    sent: date
    answered: date | None = None
    delivered: date | None = None
    organ: bool = False


@dataclass
class Notice:
    """A correction or fee notice; `complied` restarts."""

    sent: date | None
    complied: date | None = None


@dataclass
class Story:
    received: date
    letters: list = field(default_factory=list)
    notices: list = field(default_factory=list)
    extension: tuple | None = None
    second_extension: tuple | None = None
    replied: date | None = None


def term_of(letter, as_of):
    start = letter.sent
    if letter.delivered is not None and letter.delivered <= as_of:
        start = max(start, letter.delivered)
    return add_working_days(start, 15)


def stop_of_letter(letter, as_of, is_2007):
    """(start, end), end None while unknown; None where the letter stops nothing."""
    answered = letter.answered if letter.answered and letter.answered <= as_of else None
    if is_2007:
        return None if letter.organ else (letter.sent, answered)
    term = term_of(letter, as_of)
    if answered is not None:
        return letter.sent, min(answered, term)
    return letter.sent, term if as_of >= term else None


def walk(story, as_of):  # noqa: C901, PLR0912 - told in one piece, as the law is
    """The due date and the days counted up to `as_of`, as the algebra of domain.md 2.12 says."""
    is_2007 = story.received < date(2019, 5, 15)
    base = cap = 15 if is_2007 else 20
    ended = story.replied if story.replied and story.replied <= as_of else None
    horizon = min(as_of, ended) if ended else as_of

    opened = {}
    for letter in story.letters:
        stop = stop_of_letter(letter, as_of, is_2007)
        if stop and letter.sent <= horizon:
            if ended and (stop[1] is None or stop[1] > ended):
                stop = (stop[0], ended)
            opened.setdefault(letter.sent, []).append(stop)
    restarts = set()
    for notice in story.notices:
        complied = notice.complied if notice.complied and notice.complied <= horizon else None
        if complied:
            restarts.add(complied)
        if notice.sent and notice.sent <= horizon:
            end = complied or ended
            opened.setdefault(notice.sent, []).append((notice.sent, end))
    extensions = [
        e for e in (story.extension, story.second_extension) if e is not None and e[0] <= horizon
    ]

    target, spent, count, due, base_on, elapsed = base, False, 0, None, None, 0
    seen, effective = [], []
    day = story.received
    while day <= date(2026, 11, 30):
        if day > story.received and works(day):
            stopped = any(s < day and (e is None or day <= e) for s, e in effective)
            if not stopped:
                count += 1
                base_on = day if count == base and base_on is None else base_on
                due = day if count == target and due is None else due
        if day in restarts:
            count, due, base_on, target = 0, None, None, base
            effective = list(seen)
        for on, days in extensions:
            if on == day and not spent and days <= cap and base_on in (None, day):
                target, spent, due = base + days, True, None
        for stop in opened.get(day, ()):
            seen.append(stop)
            if due is None:
                effective.append(stop)
        if day <= horizon:
            elapsed = count
        if due is not None and day > max(horizon, *(restarts or {day}), *(opened or {day})):
            break
        day += DAY
    return due, elapsed
