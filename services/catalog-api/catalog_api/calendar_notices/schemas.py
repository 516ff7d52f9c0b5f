"""What goes in and out over HTTP about calendar notices."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from catalog_api.calendar_notices.lifecycle import NoticeAction, NoticeState
from gongkai.calendar import NoticeKind
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Day, Id, In, Out, ShortText, Text, Year


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
    name: ShortText


Days = Annotated[list[NoticeDayIn], Field(max_length=100)]


class CalendarNoticeIn(In):
    """A notice to be loaded. `source` says where it was read (document, address)."""

    year: Year
    kind: NoticeKind = NoticeKind.ANNUAL
    jurisdiction: Jurisdiction = ""
    title: Text
    number: Text | None = None
    issued_on: Day | None = None
    source: Annotated[Text, Field(max_length=500)]
    covers_until: Day | None = None
    holidays: Days = Field(default_factory=list)
    working_days: Days = Field(default_factory=list)
    supersedes: Id | None = None


class WithdrawalIn(In):
    """Why a notice is withdrawn."""

    reason: Text


class NoticeDayOut(Out):
    """A day that the notice names."""

    on: date
    name: str


class CalendarNoticeOut(Out):
    """A notice as loaded, and whether it counts."""

    id: UUID
    state: NoticeState
    year: int
    kind: NoticeKind
    jurisdiction: str
    title: str
    number: str | None
    issued_on: date | None
    source: str
    covers_until: date | None
    holidays: list[NoticeDayOut]
    working_days: list[NoticeDayOut]
    withdrawn_at: datetime | None
    withdrawal_reason: str | None
    superseded_by: UUID | None
    version: int
    created_at: datetime
    available_actions: list[NoticeAction]


class NoticeQuery(PageQuery):
    """Filters of the list of notices, newest year first."""

    year: Year | None = None
    jurisdiction: Jurisdiction | None = None
    state: NoticeState | None = None
