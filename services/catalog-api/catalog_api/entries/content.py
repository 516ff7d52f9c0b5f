"""What an entry says: the members that a person or a system writes. Pure."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from catalog_api.entries.kinds import EntryRelation
from catalog_api.kinds.definition import Channels, KindCode
from catalog_api.kinds.json_values import BOUNDED, JsonObject
from catalog_api.kinds.kinds import Audience
from gongkai.http.documents import DocumentNumber
from gongkai.http.schemas import CHECKED, Day, Id, In, LongText, Text, clean_text, refusal

LONGEST_BODY = 200_000
"""Characters of a text in the page itself; what is longer is attached."""

Title = Annotated[Text, Field(max_length=500)]
Body = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST_BODY),
    BeforeValidator(clean_text),
    CHECKED,
]
CONTENT_EXAMPLE: dict[str, Any] = {
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "kind": "sample_kind",
    "title": "示例行政处罚决定书",
    "formed_on": "2026-01-05",
    "document_number": "示罚决〔2026〕1号",
    "summary": "示例概述",
    "elements": {"cause": "示例案由"},
    "channels": ["website"],
    "audience": "public",
}


class RelatedIn(In):
    """An entry to which this one is related."""

    entry_id: Id
    """The other one."""
    relation: EntryRelation
    """What this one is to it."""


class EntryContent(In, json_schema_extra={"examples": [CONTENT_EXAMPLE]}):
    """The content of an entry, whole: what it leaves out is not there."""

    organ_id: Id
    """The organ that publishes it (条例10)."""
    kind: KindCode
    """The kind of information."""
    title: Title
    """Its name, as the catalogue lists it."""
    formed_on: Day
    """The day on which the information was formed or changed (生成日期, 成文日期)."""
    document_number: DocumentNumber | None = None
    """The document's number; held in its one form, 县政办〔2021〕5号."""
    summary: Annotated[LongText, Field(max_length=2_000)] | None = None
    """What it is about, in a few sentences (内容概述)."""
    body: Body | None = None
    """The text itself."""
    elements: Annotated[JsonObject, BOUNDED, CHECKED] = Field(default_factory=dict)
    """The elements that the kind wants, by their codes."""
    related: Annotated[list[RelatedIn], Field(max_length=100)] = Field(default_factory=list)
    """Entries to which it is related."""
    channels: Channels | None = None
    """Through which channels it is published; null: those of the kind."""
    audience: Audience | None = None
    """Whom it is for; null: whom the kind is for. What is internal never goes outside."""
    issuer: Annotated[Text, Field(max_length=500)] | None = None
    """Who issued the document, as it says (发文机关); null: the organ itself."""
    topic: Text | None = None
    """Subject by the scheme of the place (主题分类)."""
    genre: Text | None = None
    """Form of the document, such as 通知 (体裁分类)."""
    origin: Annotated[Text, Field(max_length=500)] | None = None
    """Where the information comes from (信息来源)."""

    @model_validator(mode="after")
    def _related_once(self) -> "EntryContent":
        pairs: set[tuple[UUID, EntryRelation]] = {(r.entry_id, r.relation) for r in self.related}
        if len(pairs) < len(self.related):
            raise refusal("related_twice", "同一关联填写了两次", "A relation is named twice")
        return self


class EntryIn(EntryContent, json_schema_extra={"examples": [CONTENT_EXAMPLE]}):
    """A new entry."""

    source: Annotated[Text, Field(max_length=50)] | None = None
    """The system that keeps it; together with `external_id`."""
    external_id: Text | None = None
    """Its id in that system."""
