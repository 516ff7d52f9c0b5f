"""What goes in and out over HTTP about calendar notices."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from catalog_api.calendar_notices.lifecycle import NoticeAction, NoticeState
from gongkai.calendar import NoticeDoubt, NoticeKind
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Day, Id, In, Out, ShortText, Text, Year
from gongkai.http.screened import Reason


def _prefix(code: str) -> str:
    """What every code within the division begins with: 150000 is the province 15."""
    while code.endswith("00"):
        code = code[:-2]
    return code


Jurisdiction = Annotated[
    str,
    StringConstraints(pattern=r"^([1-9][0-9]([0-9]{2}){0,2})?$"),
    AfterValidator(_prefix),
    CHECKED,
]
"""A division code or its first two or four digits, held without the zeros that end the code of a
province or prefecture; empty for the whole country.
"""


class NoticeDayIn(In):
    """A day that the notice names, and what it calls it."""

    on: Day
    """The day."""
    name: ShortText
    """What the notice calls it."""


Days = Annotated[list[NoticeDayIn], Field(max_length=100)]


_NEW: dict[str, object] = {
    "year": 2026,
    "title": "示例：关于2026年部分节假日安排的通知",
    "number": "示例办发明电〔2025〕1号",
    "issued_on": "2025-11-04",
    "source": "示例来源",
    "holidays": [{"on": "2026-01-01", "name": "元旦"}, {"on": "2026-01-02", "name": "元旦"}],
    "working_days": [{"on": "2026-01-04", "name": "元旦"}],
}


class CalendarNoticeIn(In, json_schema_extra={"examples": [_NEW]}):
    """A notice to be loaded. `source` says where it was read (document, address)."""

    year: Year
    """The year that it settles or changes."""
    kind: NoticeKind = NoticeKind.ANNUAL
    """Whether it settles the year or changes some of its days."""
    jurisdiction: Jurisdiction = ""
    """Division code, or its first digits, for which it counts; empty for the whole country."""
    title: Text
    """Its title."""
    number: Text | None = None
    """Its document number."""
    issued_on: Day | None = None
    """The day of its issue."""
    source: Annotated[Text, Field(max_length=500)]
    """Where it was read: document, address."""
    covers_until: Day | None = None
    """The last day that it settles, where the notice says so."""
    holidays: Days = Field(default_factory=list)
    """Days of rest."""
    working_days: Days = Field(default_factory=list)
    """Days at the weekend that are worked instead."""
    supersedes: Id | None = None
    """The notice in force whose place it takes."""


class WithdrawalIn(In, json_schema_extra={"examples": [{"reason": "示例：录入有误"}]}):
    """Why a notice is withdrawn."""

    reason: Reason
    """Why, as it stands on record."""


class NoticeDayOut(Out):
    """A day that the notice names."""

    on: date
    """The day."""
    name: str
    """What the notice calls it."""


class NoticeWarningOut(Out):
    """Something that a notice probably lacks."""

    code: NoticeDoubt
    """What it probably lacks. `notice_leaves_year_open`: a festival is not arranged, so the notice
    settles no date of its year, and dates stay provisional until the whole year's is loaded.
    """
    text: str
    """What to compare, for people."""
    text_en: str
    """The same in English."""


_NOTICE: dict[str, object] = _NEW | {
    "id": "00000000-0000-7000-8000-000000000007",
    "state": "active",
    "state_label": "生效",
    "kind": "annual",
    "kind_label": "年度放假安排",
    "jurisdiction": "",
    "warnings": [],
    "version": 1,
    "created_at": "2026-01-05T01:00:00Z",
    "available_actions": ["withdraw"],
}


class CalendarNoticeOut(Out, json_schema_extra={"examples": [_NOTICE]}):
    """A notice as loaded, and whether it counts."""

    id: UUID
    """Our id."""
    state: NoticeState
    """Whether it counts."""
    state_label: str
    """What an office calls the state."""
    year: int
    """The year that it settles or changes."""
    kind: NoticeKind
    """Whether it settles the year or changes some of its days."""
    kind_label: str
    """What an office calls the kind."""
    jurisdiction: str
    """First digits of the division codes for which it counts; empty for the whole country."""
    title: str
    """Its title."""
    number: str | None
    """Its document number."""
    issued_on: date | None
    """The day of its issue."""
    source: str
    """Where it was read: document, address."""
    covers_until: date | None
    """The last day that it settles, where the notice says so."""
    holidays: list[NoticeDayOut]
    """Days of rest."""
    working_days: list[NoticeDayOut]
    """Days at the weekend that are worked instead."""
    withdrawn_at: datetime | None
    """When it was taken out of force."""
    withdrawal_reason: str | None
    """Why."""
    superseded_by: UUID | None
    """The notice that took its place."""
    warnings: list[NoticeWarningOut]
    """What it probably lacks; it counts all the same."""
    version: int
    """Number of events on its record; the ETag."""
    created_at: datetime
    """When it was loaded."""
    available_actions: list[NoticeAction]
    """What can be done with it now."""


class NoticeQuery(PageQuery):
    """Filters of the list of notices, newest year first."""

    year: Year | None = None
    """The year that it settles or changes."""
    jurisdiction: Jurisdiction | None = None
    """The division code for which it counts."""
    state: NoticeState | None = None
    """Whether it counts."""
