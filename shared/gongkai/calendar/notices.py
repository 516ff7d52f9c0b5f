"""Holiday notices as they are loaded: a value, its checks and its form in JSON."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from gongkai.calendar.coverage import FIRST_YEAR, LAST_YEAR, last_settled_day
from gongkai.calendar.festivals import left_out
from gongkai.codes import LabelledEnum

_SATURDAY = 5
_PREFIX_LENGTHS = (2, 4, 6)
_LEEWAY = timedelta(days=15)
"""How far a day may lie outside its notice's year: New Year's arrangements reach across."""


class NoticeKind(LabelledEnum):
    """Whether a notice settles a year or only changes some of its days."""

    ANNUAL = "annual", "年度放假安排"
    AMENDMENT = "amendment", "调整通知"


class NoticeDoubt(LabelledEnum):
    """What a notice that can be loaded probably lacks."""

    LEAVES_YEAR_OPEN = "notice_leaves_year_open", "未列明全部节日，全年尚未确定"
    NAMES_FEW_DAYS = "notice_names_few_days", "所列放假日期少于法定天数"


@dataclass(frozen=True, slots=True, order=True)
class NoticeDay:
    """One day that a notice names, and what it calls it (`国庆节`, `调休上班`)."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class NoticeFault:
    """Why a notice cannot be loaded: a stable `code`, the day it is about and both texts."""

    code: str
    on: date | None
    message_zh: str
    message_en: str


class InvalidNotice(ValueError):  # noqa: N818 - named as what it is, like every problem here
    """A notice contradicts itself; `faults` says each way in which it does."""

    def __init__(self, faults: Iterable[NoticeFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message_en for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Notice:
    """A loaded notice: days of rest and make-up working days for one year.

    What it names replaces what the base says of that date. An annual notice also settles its year
    up to `covers_until` (27 December when not given), unless it leaves out a festival before that;
    an amendment (the prolonged Spring Festival of 2020) settles nothing. `jurisdiction` is a prefix
    of the six-digit division code for holidays of one region, and empty for the country; a regional
    notice never extends the coverage. A withdrawn notice stays on record and has no effect.
    """

    id: str
    year: int
    title: str
    source: str
    holidays: tuple[NoticeDay, ...]
    working_days: tuple[NoticeDay, ...] = ()
    issued_on: date | None = None
    number: str | None = None
    kind: NoticeKind = NoticeKind.ANNUAL
    jurisdiction: str = ""
    covers_until: date | None = None
    withdrawn: bool = False

    @property
    def settles_until(self) -> date | None:
        """The last day it settles for the whole country, if it settles any."""
        return None if self.festivals_left_out else self._would_settle_until

    @property
    def _would_settle_until(self) -> date | None:
        if self.kind is not NoticeKind.ANNUAL or self.jurisdiction:
            return None
        return self.covers_until or last_settled_day(self.year)

    @property
    def festivals_left_out(self) -> list[str]:
        """The festivals that the whole country's notice does not arrange before its last day."""
        until = self._would_settle_until
        return left_out(self.year, (day.on for day in self.holidays), until) if until else []

    @property
    def known_from(self) -> date:
        """The day of its issue; where that is not given, the first day that its year settles."""
        return self.issued_on or date(self.year - 1, 12, 28)

    @property
    def label(self) -> str:
        """How a row of the ledger names it: title and document number."""
        return f"{self.title}（{self.number}）" if self.number else self.title

    def to_data(self) -> dict[str, Any]:
        """Its form in events and in the database; `from_data` is the inverse."""
        return {
            "id": self.id,
            "year": self.year,
            "title": self.title,
            "source": self.source,
            "holidays": [{"on": d.on.isoformat(), "name": d.name} for d in self.holidays],
            "working_days": [{"on": d.on.isoformat(), "name": d.name} for d in self.working_days],
            "issued_on": _iso(self.issued_on),
            "number": self.number,
            "kind": self.kind.value,
            "jurisdiction": self.jurisdiction,
            "covers_until": _iso(self.covers_until),
            "withdrawn": self.withdrawn,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read the form that `to_data` writes; members it does not know are ignored.

        Raises KeyError, TypeError or ValueError where a member is missing or malformed.
        """
        return cls(
            id=str(data["id"]),
            year=int(data["year"]),
            title=str(data["title"]),
            source=str(data["source"]),
            holidays=_days(data["holidays"]),
            working_days=_days(data.get("working_days", ())),
            issued_on=_day(data.get("issued_on")),
            number=data.get("number"),
            kind=NoticeKind(data.get("kind", NoticeKind.ANNUAL)),
            jurisdiction=data.get("jurisdiction") or "",
            covers_until=_day(data.get("covers_until")),
            withdrawn=bool(data.get("withdrawn", False)),
        )


def precedence(notice: Notice) -> tuple[int, date, int, str]:
    """The general before the special, the older before the newer: what is laid last holds."""
    return (len(notice.jurisdiction), notice.known_from, notice.year, notice.id)


def digest(notices: Iterable[Notice]) -> str:
    """Six hexadecimal digits that change with any content of the notices, not with their order."""
    parts = sorted(json.dumps(n.to_data(), sort_keys=True, ensure_ascii=False) for n in notices)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:6]


def check_notice(notice: Notice) -> list[NoticeFault]:
    """Every way in which a notice contradicts itself, in the order of its days; empty when none.

    Codes: `notice_names_no_day`, `notice_year_out_of_range`, `notice_day_twice`,
    `notice_day_outside_year`, `notice_day_rest_and_working`, `notice_makeup_on_weekday`,
    `notice_coverage_outside_year`, `notice_jurisdiction_malformed`.
    """
    faults = [*_form_faults(notice)]
    if FIRST_YEAR < notice.year < LAST_YEAR:
        for on in sorted({day.on for day in (*notice.holidays, *notice.working_days)}):
            faults += _day_faults(notice, on)
    return faults


LEGAL_HOLIDAYS = ((2025, 13), (2008, 11))
"""Days of rest for all that the 全国年节及纪念日放假办法 gives a year, by the first year of a text
(国令第513号, 第795号); a national arrangement names at least these. Only warned about.
"""


def doubts_about(notice: Notice) -> list[NoticeFault]:
    """What a notice that can be loaded probably lacks: a `NoticeDoubt` each. Where a festival is
    not arranged, no date of the year is settled, and how many days are named says nothing.
    """
    if missing := notice.festivals_left_out:
        return [
            NoticeFault(
                NoticeDoubt.LEAVES_YEAR_OPEN,
                None,
                f"通知未列明{'、'.join(missing)}的放假日期，不作为{notice.year}年全年安排，"
                "该年期限仍为暂定；收到全年通知后请以其取代本通知",
                f"The notice names no day off for {', '.join(missing)}: it settles no date of "
                f"{notice.year}; load the whole year's notice in its place",
            )
        ]
    given = next((days for year, days in LEGAL_HOLIDAYS if notice.year >= year), 0)
    named = len({day.on for day in notice.holidays})
    if notice.kind is not NoticeKind.ANNUAL or notice.jurisdiction or named >= given:
        return []
    return [
        NoticeFault(
            NoticeDoubt.NAMES_FEW_DAYS,
            None,
            f"全年法定节假日为{given}天，本通知只列明{named}天，请与原文核对",
            f"The year has {given} legal holidays, days named by the notice: {named}; compare it",
        )
    ]


def _form_faults(notice: Notice) -> Iterable[NoticeFault]:
    if not FIRST_YEAR < notice.year < LAST_YEAR:
        yield NoticeFault(
            "notice_year_out_of_range",
            None,
            f"通知年份须在{FIRST_YEAR + 1}年至{LAST_YEAR - 1}年之间",
            f"The year must lie between {FIRST_YEAR + 1} and {LAST_YEAR - 1}",
        )
    if not notice.holidays and not notice.working_days:
        yield NoticeFault(
            "notice_names_no_day", None, "通知未列明任何日期", "The notice names no day"
        )
    region = notice.jurisdiction
    if region and not (region.isascii() and region.isdigit() and len(region) in _PREFIX_LENGTHS):
        yield NoticeFault(
            "notice_jurisdiction_malformed",
            None,
            "适用区域须为二、四或六位行政区划代码",
            "The jurisdiction must be two, four or six digits of a division code",
        )
    until = notice.covers_until
    if until is not None and not date(notice.year, 1, 1) <= until <= date(notice.year, 12, 31):
        yield NoticeFault(
            "notice_coverage_outside_year",
            until,
            f"覆盖截止日{until}不在{notice.year}年内",
            f"The coverage ends on {until}, outside {notice.year}",
        )


def _day_faults(notice: Notice, on: date) -> Iterable[NoticeFault]:
    rests = sum(day.on == on for day in notice.holidays)
    works = sum(day.on == on for day in notice.working_days)
    if rests and works:
        yield NoticeFault(
            "notice_day_rest_and_working",
            on,
            f"{on}既列为休息日又列为上班日",
            f"{on} is named both as a day of rest and as a working day",
        )
    if max(rests, works) > 1:
        yield NoticeFault("notice_day_twice", on, f"{on}重复列出", f"{on} is named twice")
    if works and on.weekday() < _SATURDAY:
        yield NoticeFault(
            "notice_makeup_on_weekday",
            on,
            f"{on}不是周六、周日，无需列为调休上班日",
            f"{on} is no weekend day and cannot be a make-up working day",
        )
    if not date(notice.year, 1, 1) - _LEEWAY <= on <= date(notice.year, 12, 31) + _LEEWAY:
        yield NoticeFault(
            "notice_day_outside_year",
            on,
            f"{on}不属于{notice.year}年的安排",
            f"{on} is no part of an arrangement for {notice.year}",
        )


def _days(rows: Iterable[Mapping[str, Any]]) -> tuple[NoticeDay, ...]:
    return tuple(NoticeDay(date.fromisoformat(row["on"]), str(row["name"])) for row in rows)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
