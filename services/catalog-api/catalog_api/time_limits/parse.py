"""From words to structure."""

import re
from datetime import date
from functools import partial

from catalog_api.time_limits.structure import (
    FIRST_YEAR,
    LAST_YEAR,
    MOST,
    AfterEvent,
    ByDate,
    Recurring,
    Standing,
    TimeLimit,
    Unknown,
)
from catalog_api.time_limits.wording import NUMBER, PERIODS, SENSES, UNITS, number
from gongkai.characters import plain

LONGEST = 200
"""Characters of a wording that is looked at; a longer one is a paragraph and stays unknown."""

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_BEFORE = "(?:之前|以前|前)?"
_BY_DATE = re.compile(
    rf"(?:(?P<year>{NUMBER})年(?:度)?)?"
    rf"(?:年底|年末|(?<=年)底|(?P<month>{NUMBER})月(?:底|末|(?P<day>{NUMBER})[日号])){_BEFORE}"
)
# An event has no comma, stop or colon: a cell with two limits in it is not one limit. Nor is it
# one character: 今后3年内 and 最后10日内 name none.
_AFTER_EVENT = re.compile(
    rf"(?:(?P<event>[^,;。:]{{2,}}?)(?:(?P<start>之日起|起)|(?:之后|以后|后)))?"
    rf"(?P<n>{NUMBER})(?P<unit>{_UNIT})(?P<within>之内|以内|内)?(?:及时)?(?:予以)?(?:公开)?。?"
)
_SHOWN = "(?:公开|公布|更新)?"
_STANDING = re.compile(rf"(?P<words>{'|'.join(sorted(SENSES, key=len, reverse=True))})。?")
_RECURRING = re.compile(
    rf"(?P<words>{'|'.join(sorted(PERIODS, key=len, reverse=True))}){_SHOWN}。?"
)


def parse_time_limit(text: str) -> TimeLimit:
    """The structure of a time limit in words. Never fails: a wording that is not understood
    comes back as `Unknown` with its text.
    """
    words = plain(text)
    if len(words) <= LONGEST:
        for read in (_by_date, _standing, _recurring, _after_event):
            found = read(text, words)
            if found is not None:
                return found
    return Unknown(kind="unknown", text=text)


def _by_date(text: str, words: str) -> ByDate | None:
    found = _BY_DATE.fullmatch(words)
    if found is None:
        return None
    named = {part: number(found[part]) for part in ("year", "month", "day") if found[part]}
    year, month, day = named.get("year"), named.get("month"), named.get("day")
    if None in named.values() or not _is_date(year, month, day):
        return None
    limit = partial(ByDate, kind="by_date", text=text, year=year, month=month, day=day)
    if month is None:
        return limit(precision="year")
    return limit(precision="month" if day is None else "day")


def _is_date(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether such a day exists; the 29th of February of an unnamed year does."""
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return False
    try:
        date(
            2000 if year is None else year, 1 if month is None else month, 1 if day is None else day
        )
    except ValueError:
        return False
    return True


def _standing(text: str, words: str) -> Standing | None:
    found = _STANDING.fullmatch(words)
    return found and Standing(kind="standing", text=text, sense=SENSES[found["words"]])


def _recurring(text: str, words: str) -> Recurring | None:
    found = _RECURRING.fullmatch(words)
    return found and Recurring(kind="recurring", text=text, every=PERIODS[found["words"]])


def _after_event(text: str, words: str) -> AfterEvent | None:
    found = _AFTER_EVENT.fullmatch(words)
    if found is None:
        return None
    n, unit, event = number(found["n"]), UNITS[found["unit"]], found["event"]
    # "20日" and "3年" without 内 are dates or durations; only 工作日 can be nothing but a count.
    if n is None or not 1 <= n <= MOST or not (found["within"] or unit == "working_day"):
        return None
    return AfterEvent(
        kind="after_event",
        text=text,
        event=event,
        link=None if event is None else "from" if found["start"] else "after",
        n=n,
        unit=unit,
    )
