"""The tables of entries: where each stands, and what it said from version to version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, literal_column, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from catalog_api.entries.kinds import EntryRelation, EntryState, EntryValidity
from catalog_api.kinds.kinds import Audience
from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.record import Aggregate, EventRow, RefusalRow

SEARCH_GRAMS: ColumnElement[str] = literal_column(
    "grams(entries.search_text, entries.organ_id)", TSVECTOR
)
"""What `ix_entries_search` knows; written out as the index is."""


class Entry(Aggregate):
    """A piece of information. Title, date and number repeat its newest version, for lists."""

    __tablename__ = "entries"
    __table_args__ = (
        Index("ix_entries_organ_id", "organ_id", "id"),
        Index("ix_entries_state", "organ_id", "state", "id"),
        Index("ix_entries_kind_id", "kind_id", "organ_id", "id"),
        Index("ix_entries_search", text("grams(search_text, organ_id)"), postgresql_using="gin"),
        Index("uq_entries_index_number", "index_number", unique=True),
        Index(
            "uq_entries_external_of_organ",
            *("source", "external_id", "organ_id"),
            unique=True,
            postgresql_where=text("source IS NOT NULL"),
        ),
        CheckConstraint("(source IS NULL) = (external_id IS NULL)", name="source_pair"),
        CheckConstraint(
            "(published_version IS NULL) = (published_at IS NULL)", name="published_at"
        ),
        CheckConstraint(
            "(state <> 'published' OR published_version IS NOT NULL)"
            " AND (state <> 'withdrawn' OR published_version IS NULL)",
            name="published_state",
        ),
        CheckConstraint(
            "published_version IS NULL OR index_number IS NOT NULL", name="published_is_numbered"
        ),
    )

    organ_id: Mapped[UUID] = mapped_column(ForeignKey("organs.id"))
    kind_id: Mapped[UUID] = mapped_column(ForeignKey("kinds.id"))
    state: Mapped[EntryState] = mapped_column(EnumText(EntryState))
    """Where the newest version stands."""
    content_version: Mapped[int]
    """The newest version: the number of the event that wrote it."""
    published_version: Mapped[int | None]
    """The version that is published; None before, and once it is withdrawn."""
    index_number: Mapped[str | None]
    """Drawn at the first publication, kept for ever (索引号)."""
    validity: Mapped[EntryValidity] = mapped_column(EnumText(EntryValidity))
    audience: Mapped[Audience] = mapped_column(EnumText(Audience))
    title: Mapped[str]
    formed_on: Mapped[date]
    document_number: Mapped[str | None]
    search_text: Mapped[str]
    """Title and numbers, folded: what `text` of the list searches."""
    source: Mapped[str | None]
    external_id: Mapped[str | None]
    written_by: Mapped[str]
    """Who wrote the newest version."""
    has_text: Mapped[bool]
    """Whether the newest version has anything to publish: a text, elements or a file."""
    reviewers: Mapped[list[Any]] = mapped_column(server_default=text("'[]'"))
    """Who has agreed to the newest version, in the order of the levels."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    """When the published version was published."""


class EntryVersion(Base):
    """What an entry said in one version; append-only."""

    __tablename__ = "entry_versions"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the event that wrote it."""
    kind_version: Mapped[int]
    """The version of the kind by which its elements were judged."""
    content: Mapped[dict[str, Any]]
    """In the form of `EntryContent`, channels and audience filled in."""
    attachments: Mapped[list[Any]]
    """The files that belong to it, each with id and sha256, in their order."""
    digest: Mapped[str]
    """The SHA-256 of content and attachments: what is reviewed, and then published."""
    written_by: Mapped[str]
    written_at: Mapped[datetime]


class EntryLink(Base):
    """What the newest version of an entry is to another one."""

    __tablename__ = "entry_relations"
    __table_args__ = (Index("ix_entry_relations_other_id", "other_id", "entry_id"),)

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    relation: Mapped[EntryRelation] = mapped_column(EnumText(EntryRelation), primary_key=True)


class EntryEvent(EventRow):
    """The record of everything that was done to an entry; append-only."""

    __tablename__ = "entry_events"


class EntryRefusal(RefusalRow):
    """A step on an entry that was refused for want of authority; append-only."""

    __tablename__ = "entry_refusals"
    __table_args__ = (Index("ix_entry_refusals_aggregate_id", "aggregate_id", "id"),)
