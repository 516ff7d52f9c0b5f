"""A link as it enters and as it is shown."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.http.paging import Page, PageQuery
from gongkai.http.schemas import Id, In, Out
from requests_api.links.kinds import LinkRelation, ShownRelation

_OTHER = "01912d3c-7a10-7000-8000-000000000003"


class LinkIn(In, json_schema_extra={"examples": [{"case_id": _OTHER, "relation": "related"}]}):
    """Another file, and what this one has to do with it."""

    case_id: Annotated[Id, Field(description="所关联的申请")]
    relation: Annotated[LinkRelation, Field(description="本件与其关系")]


class LinksQuery(PageQuery):
    """One page of the links."""


class LinkedCaseOut(Out):
    """The file at the other end."""

    id: UUID
    """The case."""
    number: str | None
    """Its number in the register."""
    receipt_number: str
    """The number on its receipt."""
    title: str
    """What is wanted."""
    state: str
    """Where it stands."""
    state_label: str
    """What an office calls the state."""
    organ_id: UUID
    """Whose it is."""
    organ_name: str | None
    """Its name; null while the directory has not told of it."""


_LINK: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000022",
    "relation": "related",
    "relation_label": "相关",
    "case": {
        "id": _OTHER,
        "number": "示例依申〔2026〕2号",
        "receipt_number": "S20260106-ABCDEFGH",
        "title": "示例规划许可附图",
        "state": "handling",
        "state_label": "办理中",
        "organ_id": "01912d3c-7a10-7000-8000-000000000001",
        "organ_name": "示例机关",
    },
    "linked_by": "sample-clerk",
    "linked_by_name": "样例甲",
    "linked_at": "2026-01-06T02:00:00Z",
}


class LinkOut(Out, json_schema_extra={"examples": [_LINK]}):
    """A link as this file reads it."""

    id: UUID
    """The link."""
    relation: ShownRelation
    """What this file has to do with the other."""
    relation_label: str
    """What an office calls that."""
    case: LinkedCaseOut | None
    """The other file; null where it does not exist for the caller."""
    linked_by: str
    """Who linked the two."""
    linked_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    linked_at: datetime
    """When."""


_PAGE: dict[str, object] = {"items": [_LINK], "next_cursor": None}


class LinkPageOut(Page[LinkOut], json_schema_extra={"examples": [_PAGE]}):
    """One page of links, the newest first."""
