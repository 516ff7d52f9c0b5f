"""The working-day calendar of mainland China: which day counts, why, and how far that is known.

The days come from the package `holidays`; how far they are *announced* is our own table, because a
library answers for years that no notice has arranged. Notices loaded later are laid over the base.
Everything here is immutable and pure; a calendar is shared freely between threads.
"""

from gongkai.calendar.coverage import SHIPPED_NOTICES, ShippedNotice
from gongkai.calendar.days import DayInfo, DayKind
from gongkai.calendar.notices import (
    InvalidNotice,
    Notice,
    NoticeDay,
    NoticeDoubt,
    NoticeFault,
    NoticeKind,
    check_notice,
    doubts_about,
)
from gongkai.calendar.working_days import OutsideCalendar, WorkingCalendar, base_calendar

__all__ = [
    "SHIPPED_NOTICES",
    "DayInfo",
    "DayKind",
    "InvalidNotice",
    "Notice",
    "NoticeDay",
    "NoticeDoubt",
    "NoticeFault",
    "NoticeKind",
    "OutsideCalendar",
    "ShippedNotice",
    "WorkingCalendar",
    "base_calendar",
    "check_notice",
    "doubts_about",
]
