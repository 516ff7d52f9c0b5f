"""The base of the calendar: what the package `holidays` knows, sorted out once per process."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

import holidays

from gongkai.calendar.coverage import FIRST_YEAR, LAST_YEAR, settling_year

_EXCHANGED = re.compile(r"^休息日（由 (\d{4}-\d{2}-\d{2}) 调休）$")
_SUBSTITUTE = re.compile(r"（.*(?:补假|推定).*）")


class BaseKind(StrEnum):
    """Where a day of rest of the base comes from; it decides who may overrule it."""

    STATUTORY = "statutory"
    """A holiday by law, known without any notice."""
    SUBSTITUTE = "substitute"
    """A weekday for a holiday on a weekend: the library's rule until a notice settles it."""
    EXCHANGED = "exchanged"
    """A weekday off against a working weekend day: exists only by a notice."""


@dataclass(frozen=True, slots=True)
class BaseTable:
    """Days of rest with kind and name, and make-up working days with what they are called."""

    rest: Mapping[date, tuple[BaseKind, str]]
    work: Mapping[date, str]

    def cut(self, through_year: int) -> "BaseTable":
        """The table as it stood before the notices of later years: holidays by law stay."""
        return BaseTable(
            {
                day: (kind, name)
                for day, (kind, name) in self.rest.items()
                if kind is not BaseKind.EXCHANGED or settling_year(day) <= through_year
            },
            {day: name for day, name in self.work.items() if settling_year(day) <= through_year},
        )

    def digest(self) -> str:
        """Six hexadecimal digits that change when a library update changes any day."""
        rows = [f"{day}-{kind}" for day, (kind, _) in sorted(self.rest.items())]
        rows += [f"{day}+" for day in sorted(self.work)]
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:6]


@cache
def base_table() -> BaseTable:
    """Everything the library says of FIRST_YEAR … LAST_YEAR (a sixth of a second, once)."""
    china = holidays.country_holidays(
        "CN", years=range(FIRST_YEAR, LAST_YEAR + 1), language="zh_CN"
    )
    rest: dict[date, tuple[BaseKind, str]] = {}
    work = dict.fromkeys(china.weekend_workdays, "调休上班")
    for day, name in sorted(china.items()):
        exchanged = _EXCHANGED.match(name)
        if exchanged:
            made_up = date.fromisoformat(exchanged[1])
            rest[day] = (BaseKind.EXCHANGED, f"调休（{made_up}上班）")
            work[made_up] = f"调休上班（{day}放假）"
        elif _SUBSTITUTE.search(name):
            rest[day] = (BaseKind.SUBSTITUTE, name)
        else:
            rest[day] = (BaseKind.STATUTORY, name)
    return BaseTable(rest, {day: work[day] for day in sorted(work)})
