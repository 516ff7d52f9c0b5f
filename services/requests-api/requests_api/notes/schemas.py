"""A note as it enters and as it is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.paging import Page, PageQuery
from gongkai.http.schemas import In, LongText, Out


class NoteIn(In, json_schema_extra={"examples": [{"text": "已电话联系档案室，明日查卷"}]}):
    """An internal note."""

    text: Annotated[LongText, Field(max_length=2000, description="内部备注，不向申请人展示")]


class NotesQuery(PageQuery):
    """One page of the notes."""


_NOTE: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000021",
    "text": "已电话联系档案室，明日查卷",
    "free_text_withheld": False,
    "written_by": "sample-clerk",
    "written_by_name": "样例甲",
    "written_at": "2026-01-06T02:00:00Z",
}


class CaseNoteOut(Out, json_schema_extra={"examples": [_NOTE]}):
    """An internal note."""

    id: UUID
    """The note."""
    text: str | None
    """Its words; null for those who only oversee."""
    free_text_withheld: bool
    """Whether the caller only oversees, so that the words are null."""
    written_by: str
    """Who wrote it."""
    written_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    written_at: datetime
    """When."""


_PAGE: dict[str, object] = {"items": [_NOTE], "next_cursor": None}


class CaseNotePageOut(Page[CaseNoteOut], json_schema_extra={"examples": [_PAGE]}):
    """One page of notes, the newest first."""
