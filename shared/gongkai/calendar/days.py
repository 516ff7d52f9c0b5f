"""A day explained: whether it counts, and why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """Why a day counts or does not."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup_working_day"


@dataclass(frozen=True, slots=True)
class DayInfo:
    """One day explained: kind, Chinese name (`星期一`, `国庆节`) and what settles it."""

    on: date
    kind: DayKind
    name: str
    source: str

    @property
    def is_working_day(self) -> bool:
        """Whether the day counts."""
        return self.kind in (DayKind.WEEKDAY, DayKind.MAKEUP)
