"""Time limits as Chinese documents word them, read into a structure and written back.

Pure: text in, structure out. Which day a working-day limit ends on, and how a rest day at the
end is treated, is the calendar's business and not decided here.
"""

from catalog_api.time_limits.due import AddWorkingDays, due_on
from catalog_api.time_limits.parse import Reading, parse_time_limit, read_cell
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
    "Reading",
    "Recurring",
    "Several",
    "Since",
    "Standing",
    "TimeLimit",
    "Unknown",
    "due_on",
    "parse_time_limit",
    "read_cell",
    "render",
]
