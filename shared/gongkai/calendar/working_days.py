"""The calendar itself: two precomputed arrays, and the questions a clock asks of them.

Working days are numbered through. `index(day)` is the number of working days up to and including a
day, `day_at(n)` the nth of them; adding, counting and rolling are sums of these two.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache

from gongkai.calendar.base import BaseKind, BaseTable, base_table
from gongkai.calendar.coverage import (
    FIRST_YEAR,
    LAST_YEAR,
    SHIPPED_NOTICES,
    last_settled_day,
    settling_year,
)
from gongkai.calendar.days import DayInfo, DayKind
from gongkai.calendar.notices import InvalidNotice, Notice, check_notice, digest, precedence

_SATURDAY = 5
_WEEKDAYS = "一二三四五六日"
_FIRST_DAY = date(FIRST_YEAR, 1, 1)
_LAST_DAY = date(LAST_YEAR, 12, 31)
_ORIGIN = _FIRST_DAY.toordinal()
_NEWEST_SHIPPED = SHIPPED_NOTICES[-1].year
_UNANNOUNCED = "放假安排尚未公布，按法定节假日推定"


class OutsideCalendar(ValueError):  # noqa: N818 - named as what it is
    """A day, or the result of a count, lies outside the years that can be computed."""


class WorkingCalendar:
    """An immutable calendar of working days, FIRST_YEAR … LAST_YEAR.

    Built from the base cut after `through_year`, with notices laid over it in the order national
    before regional, then by issue. Raises InvalidNotice for a notice that contradicts itself.
    """

    __slots__ = (
        "_days",
        "_explained",
        "_notices",
        "_prefixes",
        "_regions",
        "_rest",
        "_source",
        "_through_year",
        "_upto",
        "_work",
        "covered_until",
        "jurisdiction",
        "version",
    )

    covered_until: date
    """The last day that a notice settles; a date beyond it is provisional."""
    version: str
    """Short and deterministic: the same data give the same version on every machine."""
    jurisdiction: str

    def __init__(
        self,
        notices: Iterable[Notice] = (),
        *,
        through_year: int = _NEWEST_SHIPPED,
        jurisdiction: str = "",
    ) -> None:
        self._notices = tuple(sorted(notices, key=precedence))
        self._through_year = through_year
        self.jurisdiction = jurisdiction
        for notice in self._in_force:
            faults = check_notice(notice)
            if faults:
                raise InvalidNotice(faults)
        base = base_table()
        if through_year < _NEWEST_SHIPPED:
            base = base.cut(through_year)
        self.covered_until = self._coverage()
        self.version = self._version(base)
        self._regions: dict[str, WorkingCalendar] = {jurisdiction: self}
        self._prefixes = tuple({n.jurisdiction for n in self._in_force if n.jurisdiction})
        self._explained: dict[date, DayInfo] = {}
        self._lay(base)
        self._number()

    # -- construction

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The loaded notices, withdrawn ones included, in the order in which they are laid."""
        return self._notices

    @property
    def _in_force(self) -> tuple[Notice, ...]:
        return tuple(notice for notice in self._notices if not notice.withdrawn)

    @property
    def regions(self) -> tuple[str, ...]:
        """The prefixes of division codes with notices of their own, the longest first."""
        return tuple(sorted(self._prefixes, key=lambda prefix: (-len(prefix), prefix)))

    def with_notices(self, notices: Iterable[Notice]) -> "WorkingCalendar":
        """The same base with exactly these notices loaded."""
        return WorkingCalendar(
            notices, through_year=self._through_year, jurisdiction=self.jurisdiction
        )

    def for_jurisdiction(self, code: str | None) -> "WorkingCalendar":
        """The calendar of a division: itself unless a loaded notice is for a prefix of `code`."""
        if not self._prefixes or not code or not code.startswith(self._prefixes):
            return self
        # One for all divisions under the same notices: anybody may name a code, a calendar is 1 MB.
        region = max(filter(code.startswith, self._prefixes), key=len)
        if region not in self._regions:
            self._regions[region] = WorkingCalendar(
                self._notices, through_year=self._through_year, jurisdiction=region
            )
        return self._regions[region]

    def as_known_on(self, day: date) -> "WorkingCalendar":
        """The calendar as a reader of `day` could know it: without what was issued later.

        A notice without a date of issue counts as known from the first day that it settles.
        """
        through = max(
            (
                n.year
                for n in SHIPPED_NOTICES
                if n.year <= self._through_year and n.known_from <= day
            ),
            default=FIRST_YEAR - 1,
        )
        known = [n for n in self._notices if n.known_from <= day]
        return WorkingCalendar(known, through_year=through, jurisdiction=self.jurisdiction)

    def without_shipped_after(self, year: int) -> "WorkingCalendar":
        """The calendar as if no shipped notice for a later year existed."""
        return WorkingCalendar(
            self._notices,
            through_year=min(year, self._through_year),
            jurisdiction=self.jurisdiction,
        )

    def _coverage(self) -> date:
        """The end of the unbroken run of settled years: a gap is never jumped over."""
        settled: dict[int, date] = {}
        for notice in self._in_force:
            until = notice.settles_until
            if until is not None:
                settled[notice.year] = max(until, settled.get(notice.year, until))
        year = self._through_year
        covered = last_settled_day(year)
        while covered >= last_settled_day(year) and year + 1 in settled:
            year += 1
            covered = settled[year]
        return covered

    def _version(self, base: BaseTable) -> str:
        label = f"base-{self._through_year}.{base.digest()}"
        active = self._in_force
        return f"{label}+{len(active)}n-{digest(active)}" if active else label

    def _lay(self, base: BaseTable) -> None:
        """Lay the notices over the base; where one settles a year, library guesses give way."""
        rest = {day: name for day, (_, name) in base.rest.items()}
        work = dict(base.work)
        source: dict[date, str] = {}
        last_year_settled = settling_year(self.covered_until)
        for day, (kind, _) in base.rest.items():
            settled_by_loaded = self._through_year < settling_year(day) <= last_year_settled
            if kind is BaseKind.SUBSTITUTE and settled_by_loaded and day <= self.covered_until:
                del rest[day]
        for notice in self._in_force:
            if not self.jurisdiction.startswith(notice.jurisdiction):
                continue
            for named in notice.holidays:
                rest[named.on], source[named.on] = named.name, notice.label
                work.pop(named.on, None)
            for named in notice.working_days:
                work[named.on], source[named.on] = named.name, notice.label
                rest.pop(named.on, None)
        self._rest, self._work, self._source = rest, work, source

    def _number(self) -> None:
        rest, work = self._rest, self._work
        upto: list[int] = []
        days: list[date] = []
        for ordinal in range(_ORIGIN, _LAST_DAY.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day in work or (day.weekday() < _SATURDAY and day not in rest):
                days.append(day)
            upto.append(len(days))
        self._upto, self._days = upto, days

    # -- questions

    def index(self, day: date) -> int:
        """How many working days of the table lie on or before `day`. Raises OutsideCalendar."""
        offset = day.toordinal() - _ORIGIN
        if offset >= 0:
            try:
                return self._upto[offset]
            except IndexError:
                pass
        raise OutsideCalendar(f"{day} lies outside {_FIRST_DAY} … {_LAST_DAY}")

    def day_at(self, index: int) -> date:
        """The working day with this number; the inverse of `index`. Raises OutsideCalendar."""
        if index > 0:
            try:
                return self._days[index - 1]
            except IndexError:
                pass
        raise OutsideCalendar(f"Working day {index} lies outside {_FIRST_DAY} … {_LAST_DAY}")

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts."""
        index = self.index(day)
        return index > 0 and self._days[index - 1] == day

    def nth_working_day_after(self, day: date, n: int) -> date:
        """The nth working day after `day`, which itself never counts; `n` from 1."""
        if n < 1:
            raise ValueError("n counts from 1")
        return self.day_at(self.index(day) + n)

    def nth_working_day_before(self, day: date, n: int) -> date:
        """The nth working day before `day`, which itself never counts; `n` from 1."""
        if n < 1:
            raise ValueError("n counts from 1")
        return self.day_at(self.index(day) - self.is_working_day(day) - n + 1)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after `after` up to and including `until`; negative backwards."""
        return self.index(until) - self.index(after)

    def next_working_day_on_or_after(self, day: date) -> date:
        """`day` itself when it counts, else the first that does."""
        return day if self.is_working_day(day) else self.day_at(self.index(day) + 1)

    def previous_working_day_on_or_before(self, day: date) -> date:
        """`day` itself when it counts, else the last before it that does."""
        return self.day_at(self.index(day))

    def is_provisional(self, day: date) -> bool:
        """Whether `day` lies beyond what a notice settles and may still move."""
        return day > self.covered_until

    def reason_for(self, day: date) -> DayInfo:
        """Why `day` counts or does not, in the office's words."""
        found = self._explained.get(day)
        if found is None:
            found = self._explained[day] = self._explain(day)
        return found

    def _explain(self, day: date) -> DayInfo:
        source = self._source.get(day) or self._settled_by(day)
        if day in self._work:
            return DayInfo(day, DayKind.MAKEUP, self._work[day], source)
        if day in self._rest:
            return DayInfo(day, DayKind.HOLIDAY, self._rest[day], source)
        kind = DayKind.WEEKDAY if day.weekday() < _SATURDAY else DayKind.WEEKEND
        return DayInfo(day, kind, f"星期{_WEEKDAYS[day.weekday()]}", source)

    def _settled_by(self, day: date) -> str:
        year = settling_year(day)
        if FIRST_YEAR <= year <= self._through_year:
            return SHIPPED_NOTICES[year - FIRST_YEAR].title
        if day <= self.covered_until:
            return next(n.label for n in self._in_force if n.year == year and n.settles_until)
        return _UNANNOUNCED


@cache
def base_calendar() -> WorkingCalendar:
    """The shipped calendar without loaded notices, built once per process."""
    return WorkingCalendar()
