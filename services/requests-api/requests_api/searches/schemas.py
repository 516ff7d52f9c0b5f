"""The searches for applicants over HTTP."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gongkai.http.paging import Page, PageQuery
from gongkai.http.schemas import Out, ShortText


class SearchOut(Out):
    """That somebody looked for an applicant; never for whom."""

    id: UUID
    """The search."""
    actor: str
    """Who searched."""
    actor_name: str | None
    """Their name; null where it is not known here."""
    organ_id: UUID | None
    """For which organ."""
    searched_by: Literal["document", "phone"]
    """What was known of the applicant."""
    repeats: str
    """A mark that is the same for searches for the same number."""
    searched_at: datetime
    """When."""


_SEARCH: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000009",
    "actor": "sample-clerk",
    "actor_name": "示例甲",
    "organ_id": "01912d3c-7a10-7000-8000-000000000001",
    "searched_by": "phone",
    "repeats": "9f2c5b7a1d3e4f60",
    "searched_at": "2026-01-05T01:00:00Z",
}


class SearchPageOut(
    Page[SearchOut], json_schema_extra={"examples": [{"items": [_SEARCH], "next_cursor": None}]}
):
    """One page of searches, the newest first."""


class SearchesQuery(PageQuery):
    """One page of the searches that were made."""

    actor: Annotated[ShortText | None, Field(description="查找人")] = None
