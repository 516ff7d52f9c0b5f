"""What goes in and out over HTTP about calendar notices."""

from datetime import date, datetime
from uuid import UUID

from catalog_api.calendar_notices.lifecycle import NoticeAction, NoticeState
from gongkai.calendar import NoticeDoubt, NoticeKind
from gongkai.http.calendar_notices import NEW_NOTICE, Jurisdiction
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import In, Out, Year
from gongkai.http.screened import Reason


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


_NOTICE: dict[str, object] = NEW_NOTICE | {
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
