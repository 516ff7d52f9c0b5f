"""Which years' holiday notices the shipped calendar contains: our own data, never the library's.

`holidays` answers 2027 silently with the statutory days alone: what it returns says nothing about
what has been announced. A year enters this table only after its notice was read.
"""

from dataclasses import dataclass
from datetime import date

FIRST_YEAR = 2004
"""The first year of the table; the Regulation of 2007 needs days from 2008-05-01 on."""
LAST_YEAR = 2045
"""The last year that can be computed at all; far beyond what is announced."""


@dataclass(frozen=True, slots=True)
class ShippedNotice:
    """The State Council's notice that arranges the holidays of one year.

    `issued_on` and `number` stay empty where we have not read them: no date is invented.
    """

    year: int
    issued_on: date | None = None
    number: str | None = None

    @property
    def covers_until(self) -> date:
        """The last day it settles: the next notice may still move the last days of December."""
        return last_settled_day(self.year)

    @property
    def known_from(self) -> date:
        """The day from which it was known; where the issue is unread, the first day it settles."""
        return self.issued_on or date(self.year - 1, 12, 28)

    @property
    def title(self) -> str:
        """What an office calls it."""
        return f"国务院办公厅关于{self.year}年部分节假日安排的通知"


def last_settled_day(year: int) -> date:
    """Until when a year's notice is the last word: 27 December (product.md, coverage)."""
    return date(year, 12, 27)


def settling_year(day: date) -> int:
    """The year whose notice settles `day`; 28–31 December belong to the next year's."""
    return day.year + (day > last_settled_day(day.year))


_READ = {
    2019: ShippedNotice(2019, date(2018, 12, 4), "国办发明电〔2018〕15号"),
    2025: ShippedNotice(2025, date(2024, 11, 12)),
    2026: ShippedNotice(2026, date(2025, 11, 4)),
}
"""Those whose date we have read (2019: the copy at czj.gnzrmzf.gov.cn/info/1282/12573.htm)."""

SHIPPED_NOTICES: tuple[ShippedNotice, ...] = tuple(
    _READ.get(year, ShippedNotice(year)) for year in range(FIRST_YEAR, 2027)
)
"""The notices that the base already contains, oldest first, without a gap."""
