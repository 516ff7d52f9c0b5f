"""Entries over HTTP."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from catalog_api.entries.content import CONTENT_EXAMPLE, EntryContent
from catalog_api.entries.kinds import EntryRelation, EntryState, EntryStep, EntryValidity
from catalog_api.kinds.definition import KindCode
from catalog_api.kinds.json_values import JsonObject
from catalog_api.kinds.kinds import Audience, PublicationChannel
from gongkai.http.actions import ActionMembers
from gongkai.http.documents import DocumentNumber
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Id, Out, ShortText, Text

_ID = "00000000-0000-7000-8000-000000000051"
_STANDING: dict[str, Any] = {
    "id": _ID,
    "state": "draft",
    "state_label": "草稿",
    "validity": "in_force",
    "validity_label": "有效",
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "organ_name": "示例市示例局",
    "kind": "sample_kind",
    "title": "示例行政处罚决定书",
    "formed_on": "2026-01-05",
    "document_number": "示罚决〔2026〕1号",
    "audience": "public",
    "audience_label": "全社会",
    "version": 1,
    "content_version": 1,
    "updated_at": "2026-01-05T01:00:00Z",
    "available_actions": ["revise", "submit"],
}


class RevisionIn(EntryContent, json_schema_extra={"examples": [CONTENT_EXAMPLE]}):
    """A new version, whole: what it leaves out is not there. The organ stays."""


class EntryStandingOut(Out):
    """Where an entry stands."""

    id: UUID
    """Our id."""
    state: EntryState
    """Where the newest version stands."""
    state_label: str
    """What an office calls that."""
    validity: EntryValidity
    """Whether what it says is still in force, once it is published."""
    validity_label: str
    """What an office calls that."""
    index_number: str | None
    """The index number (索引号); null before it is published."""
    organ_id: UUID
    """The organ that publishes it."""
    organ_name: str
    """That organ's present name."""
    kind: str
    """The kind of information."""
    title: str
    """Its name."""
    formed_on: date
    """The day on which the information was formed."""
    document_number: str | None
    """The document's number."""
    audience: Audience
    """Whom it is for."""
    audience_label: str
    """What an office calls that."""
    version: int
    """Number of events on its record; the ETag."""
    content_version: int
    """The newest version of the content: the event that wrote it."""
    published_version: int | None
    """The version that is published; null where none is."""
    published_at: datetime | None
    """When that was published."""
    source: str | None
    """The system that keeps it."""
    external_id: str | None
    """Its id in that system."""
    updated_at: datetime
    """When anything last happened to it."""
    available_actions: list[EntryStep]
    """The steps that the caller can take now; `/actions` says why others are not possible."""


class EntryCreatedOut(Out):
    """A part that a step made."""

    kind: str
    """What it is: `review`."""
    id: UUID
    """Its id."""


class EntryStepOut(
    EntryStandingOut,
    json_schema_extra={"examples": [_STANDING | {"event_seq": 1, "created": None}]},
):
    """The head of an entry after a step."""

    number: str | None
    """Its index number, as the heads of matters name theirs."""
    event_seq: int
    """Number of the last event that the step put on record."""
    created: EntryCreatedOut | None
    """The part that the step made, if it made one."""


class EntryListItem(EntryStandingOut, json_schema_extra={"examples": [_STANDING]}):
    """An entry in a list."""


_RELATED: dict[str, Any] = {
    "entry_id": "00000000-0000-7000-8000-000000000052",
    "relation": "interprets",
    "relation_label": "解读",
    "title": "示例通知",
    "validity": "in_force",
    "validity_label": "有效",
}


class RelatedOut(Out, json_schema_extra={"examples": [_RELATED]}):
    """An entry at the other end of a relation."""

    entry_id: UUID
    """The other entry."""
    relation: EntryRelation
    """What the one that names it is to the other."""
    relation_label: str
    """What an office calls that."""
    title: str
    """Its name."""
    document_number: str | None
    """Its document number."""
    index_number: str | None
    """Its index number."""
    validity: EntryValidity
    """Whether it still holds."""
    validity_label: str
    """What an office calls that."""


class EntryFileOut(Out, json_schema_extra={"examples": [{"id": _ID, "sha256": "0" * 64}]}):
    """A file of a version, by id and digest; `/attachments` names it."""

    id: UUID
    """The file."""
    sha256: str
    """The digest of its content (SHA-256, hexadecimal)."""


class ContentOut(Out):
    """What an entry says."""

    summary: str | None
    """What it is about."""
    body: str | None
    """The text itself."""
    elements: JsonObject
    """The elements that the kind wants, by their codes."""
    channels: list[PublicationChannel]
    """Through which channels it is published."""
    issuer: str | None
    """Who issued the document; null: the organ itself."""
    topic: str | None
    """Subject by the scheme of the place."""
    genre: str | None
    """Form of the document."""
    origin: str | None
    """Where the information comes from."""
    attachments: list[EntryFileOut]
    """The files that belong to it, in their order."""
    kind_version: int
    """The version of the kind by which it was judged (`GET /kinds/{code}?version=`)."""
    digest: str
    """The SHA-256 of content and attachments: what is reviewed and published."""
    written_by: str
    """Who wrote this version."""
    written_by_name: str | None
    """Their name; null for who is no person, or not known here."""


_CONTENT: dict[str, Any] = {
    "summary": "示例概述",
    "elements": {"cause": "示例案由"},
    "channels": ["website"],
    "attachments": [],
    "kind_version": 1,
    "digest": "0" * 64,
    "written_by": "sample-clerk",
    "written_by_name": "样例甲",
}
_ENTRY = _STANDING | _CONTENT | {"related": [_RELATED], "related_from": [], "reviewers": []}


class ReviewerOut(Out, json_schema_extra={"examples": [{"level": 1, "reviewer": "sample-clerk"}]}):
    """Who has agreed to the newest version."""

    level: int
    """On which level, from 1."""
    reviewer: str
    """Who."""
    reviewer_name: str | None
    """Their name; null where it is not known here."""


class EntryOut(EntryStandingOut, ContentOut, json_schema_extra={"examples": [_ENTRY]}):
    """An entry: what its newest version says, and where that stands."""

    related: list[RelatedOut]
    """What this entry is to others."""
    related_from: list[RelatedOut]
    """What others are to this entry."""
    reviewers: list[ReviewerOut]
    """Who has agreed to the newest version, by level."""


_VERSION = _CONTENT | {
    "version": 1,
    "title": "示例行政处罚决定书",
    "formed_on": "2026-01-05",
    "document_number": "示罚决〔2026〕1号",
    "audience": "public",
    "written_at": "2026-01-05T01:00:00Z",
    "is_newest": True,
    "is_published": False,
}


class EntryVersionOut(ContentOut, json_schema_extra={"examples": [_VERSION]}):
    """What an entry said in one version."""

    version: int
    """Number of the event that wrote it."""
    title: str
    """Its name then."""
    formed_on: date
    """The day on which the information was formed."""
    document_number: str | None
    """The document's number."""
    audience: Audience
    """Whom it was for."""
    written_at: datetime
    """When it was written."""
    is_newest: bool
    """Whether it is the newest one."""
    is_published: bool
    """Whether it is the one that is published."""


class EntryVersionsOut(Out, json_schema_extra={"examples": [{"items": [_VERSION]}]}):
    """Everything that an entry said."""

    items: list[EntryVersionOut]
    """The versions, newest first."""


class EntryActionOut(ActionMembers):
    """A step on an entry, ready to call."""

    code: EntryStep
    """The step."""


_ACTIONS = [
    {
        "code": "submit",
        "label": "送审",
        "allowed": True,
        "method": "POST",
        "path": f"/catalog/v1/entries/{_ID}/submission",
    }
]


class EntryActionsOut(Out, json_schema_extra={"examples": [{"items": _ACTIONS}]}):
    """Every step of an entry, possible or not."""

    items: list[EntryActionOut]
    """By code."""


class EntryQuery(PageQuery):
    """Filters of the list of entries, newest first."""

    organ_id: Id | None = None
    """The organ that publishes them."""
    kind: KindCode | None = None
    """The kind of information."""
    state: EntryState | None = None
    """Where the newest version stands."""
    text: Text | None = None
    """Words, all of them held by title or numbers, however they are written."""
    document_number: DocumentNumber | None = None
    """The document's number."""
    index_number: Text | None = None
    """The index number."""
    source: ShortText | None = None
    """The system that keeps them."""
    external_id: Text | None = None
    """Their id in that system."""
