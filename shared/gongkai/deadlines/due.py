"""When a deadline ends: with a legal day, or at an instant."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from gongkai.time import SHANGHAI, shanghai_date


@lru_cache(maxsize=1024)
def end_of_day(day: date) -> datetime:
    """The instant at which a legal day ends: 24:00 in Shanghai."""
    return datetime.combine(day + timedelta(days=1), time(0), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Due:
    """When a deadline ends: at the end of a legal day, or at an aware instant; exactly one is set.

    Raises ValueError for both, for neither, and for an instant without a zone.
    """

    on: date | None = None
    at: datetime | None = None

    def __post_init__(self) -> None:
        if (self.on is None) == (self.at is None):
            raise ValueError("a deadline ends on a day or at an instant")
        if self.at is not None and self.at.tzinfo is None:
            raise ValueError("the instant of a deadline has a zone")

    @property
    def key(self) -> str:
        """One text for either kind, by which reminders of one date are known.

        An instant is the same however it is written: by a producer, or by the database.
        """
        return self.at.astimezone(UTC).isoformat() if self.at else self.day.isoformat()

    @property
    def day(self) -> date:
        """The legal day on which it ends."""
        if self.on is not None:
            return self.on
        return shanghai_date(self.ends_at)

    @property
    def ends_at(self) -> datetime:
        """The instant from which it is overdue; a day ends at 24:00 Asia/Shanghai."""
        return self.at or end_of_day(self.day)
