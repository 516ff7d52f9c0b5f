"""A file's history in words."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from gongkai.http.paging import Page, PageQuery
from gongkai.http.schemas import Out


class TimelineQuery(PageQuery):
    """One page of the history, for the office or as the applicant is told."""

    view: Annotated[
        Literal["inner", "outer"],
        Field(description="`inner` 卷内全部，`outer` 申请人所见 / the whole, or the applicant's"),
    ] = "inner"


_ENTRY: dict[str, object] = {
    "seq": 2,
    "type": "registered",
    "text": "登记，编号示例依申〔2026〕1号",
    "on": "2026-01-05",
    "entered_at": "2026-01-05T02:00:00Z",
    "entered_by": "sample-clerk",
    "entered_by_name": "样例甲",
    "late_by_days": 0,
    "awaits_confirmation": False,
    "is_outer": True,
}


class TimelineEntryOut(Out, json_schema_extra={"examples": [_ENTRY]}):
    """Something that happened."""

    seq: int
    """Its number on record."""
    type: str
    """What happened; docs/record.md lists the types."""
    text: str
    """The same in a sentence, in the language of `Accept-Language`."""
    on: date
    """The day that is stated for it now, corrections applied."""
    entered_at: datetime
    """When it was entered."""
    entered_by: str
    """Who entered it: a subject, `applicant`, or a part of the platform (`system:…`)."""
    entered_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    late_by_days: int
    """Days between the two: what was entered later than it happened."""
    awaits_confirmation: bool
    """Whether a second person must confirm it before the stated day counts."""
    put_right_by: int | None
    """The event that put its day right last."""
    is_outer: bool
    """Whether the applicant is told of it, in other words."""


_PAGE: dict[str, object] = {"items": [_ENTRY], "next_cursor": None}


class TimelinePageOut(Page[TimelineEntryOut], json_schema_extra={"examples": [_PAGE]}):
    """One page of the history, in the order in which it was entered."""


class OuterEntryOut(Out):
    """Something that happened, as the applicant is told."""

    on: date
    """The day on which it counts."""
    text: str
    """What happened, in a sentence."""
