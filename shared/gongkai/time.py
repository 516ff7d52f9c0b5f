"""The one place that reads the system clock.

Every process of the platform takes its time from a :class:`PlatformClock`. Its offset lets a whole
platform run at another date (a Sunday night, 30 December); production refuses an offset.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
"""The zone in which a legal day begins and ends."""


class PlatformClock:
    """The platform's time: the system's, moved by a fixed offset (zero outside tests)."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        """How far this clock runs ahead of the system's."""
        return self._offset

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def today(self) -> date:
        """The present legal day: the date in Shanghai."""
        return self.now().astimezone(SHANGHAI).date()


def shanghai_date(instant: datetime) -> date:
    """The legal day on which an aware ``instant`` falls."""
    return instant.astimezone(SHANGHAI).date()


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the calendar month (自然月) in which ``day`` lies."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
