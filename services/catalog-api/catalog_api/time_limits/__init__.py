"""Time limits as a structure, the words that documents have for it, and how it is written.

Pure; `time_limit_readings` makes the structure of a text. Which day a working-day limit ends on,
and how a rest day at the end is treated, is the calendar's business and not decided here.
"""

from catalog_api.time_limits.due import AddWorkingDays, due_on
from catalog_api.time_limits.render import render
from catalog_api.time_limits.structure import (
    AfterEvent,
    By,
    ByDate,
    CellLimit,
    Inherit,
    Posting,
    Recurring,
    Several,
    Since,
    Standing,
    TimeLimit,
    Unknown,
)

__all__ = [
    "AddWorkingDays",
    "AfterEvent",
    "By",
    "ByDate",
    "CellLimit",
    "Inherit",
    "Posting",
    "Recurring",
    "Several",
    "Since",
    "Standing",
    "TimeLimit",
    "Unknown",
    "due_on",
    "render",
]
