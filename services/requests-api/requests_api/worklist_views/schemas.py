"""Kept worklists over HTTP."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import Out, ShortText
from requests_api.worklist.schemas import Order, WorklistFilters

Code = Annotated[ShortText, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="本人的视图代码")]


class ViewIn(
    WorklistFilters,
    json_schema_extra={"examples": [{"title": "本周到期", "light": ["red"], "sort": "due"}]},
):
    """A worklist to be kept: its filters and its order, as `GET /worklist` takes them."""

    title: Annotated[ShortText, Field(description="视图名称")]
    sort: Order = "due"


_VIEW: dict[str, object] = {
    "code": "this-week",
    "title": "本周到期",
    "query": {"light": ["red"], "sort": "due"},
    "version": 1,
    "changed_at": "2026-01-05T01:00:00Z",
}


class ViewOut(Out, json_schema_extra={"examples": [_VIEW]}):
    """A worklist that the caller keeps."""

    code: str
    """Its code, the caller's own."""
    title: str
    """What the caller calls it."""
    query: dict[str, str | bool | list[str]]
    """What `GET /worklist` is asked with: parameters by name, of a repeated one all its values."""
    version: int
    """For `If-Match`."""
    changed_at: datetime
    """When it was last changed."""


class ViewsOut(Out, json_schema_extra={"examples": [{"items": [_VIEW]}]}):
    """The worklists that the caller keeps, by code."""

    items: list[ViewOut]
    """Thirty at most."""
