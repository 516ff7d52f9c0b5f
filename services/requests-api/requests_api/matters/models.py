"""The tables that all kinds of matter share: the matter, its record, refusals and deadlines."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    false,
    func,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.deadlines.models import DeadlineRow
from gongkai.record import Aggregate, EventRow, RefusalRow
from requests_api.matters.kinds import MatterKind

_ORDER = ("organ_id", "due_order", "id")
_RARE = {
    "unassigned": "assignee IS NULL",
    "waiting": "waiting_for <> '[]'::jsonb",
    "frequent": "frequency IS NOT NULL",
    "untold": "untold IS NOT NULL",
}
"""What holds of few matters, by the name of the index that finds them."""
_NAME, _SEQUENCE = r"'^(.*?)\d+号$'", r"'(\d+)号$'"


def number_key(number: ColumnElement[Any]) -> ColumnElement[str]:
    """A number for sorting: what stands before the sequence (name and year), then the sequence by
    its value, so that 2 comes before 10. `ix_matters_number_key` knows it, written out below.
    """
    name = func.substring(number, literal_column(_NAME, Text))
    sequence = func.substring(number, literal_column(_SEQUENCE, Text))
    padded = func.lpad(sequence, literal_column("9"), literal_column("'0'", Text))
    return func.coalesce(name.op("||")(padded), number, literal_column("''", Text))


_NUMBER_KEY = (
    f"coalesce(substring(number, {_NAME}) || lpad(substring(number, {_SEQUENCE}), 9, '0'),"
    " number, '')"
)
SEARCH_GRAMS: ColumnElement[str] = literal_column(
    "grams(matters.search_text, matters.organ_id)", TSVECTOR
)
"""What `ix_matters_search` knows; written out as the index is."""
DESCRIPTION = SealedText("matters", "description_sealed")
PLACE = SealedText("matter_papers", "place_sealed")
WORDS = SealedText("matter_words", "words_sealed")


class Matter(Aggregate):
    """A file of the office and where it stands.

    Beside identity and state the columns repeat what the record says, so that lists can be sorted
    and filtered; they are written anew from the record with every step.
    """

    __tablename__ = "matters"
    __table_args__ = (
        # By organ, and by what a list is narrowed to, in the order of the list.
        Index("ix_matters_worklist", "organ_id", "due_order", "id"),
        Index("ix_matters_due_order", "due_order", "id"),
        Index(
            "ix_matters_state",
            *("organ_id", "state", "due_order", "id"),
            postgresql_include=["kind"],
        ),
        Index("ix_matters_assignee", "organ_id", "assignee", "due_order", "id"),
        Index("ix_matters_arrived_by", "organ_id", "arrived_by", "due_order", "id"),
        *(
            Index(f"ix_matters_{name}", *_ORDER, postgresql_where=text(condition))
            for name, condition in _RARE.items()
        ),
        Index("ix_matters_arrived_on", "organ_id", "arrived_on", "id"),
        Index("ix_matters_number_key", "organ_id", text(_NUMBER_KEY), "id"),
        Index("ix_matters_search", text("grams(search_text, organ_id)"), postgresql_using="gin"),
        Index("uq_matters_number", "number", "organ_id", unique=True),
        Index(
            "uq_matters_external_of_organ",
            "source",
            "external_id",
            "organ_id",
            unique=True,
            postgresql_where=text("source IS NOT NULL"),
        ),
        Index("ix_matters_calendar", "calendar_version", "id", postgresql_where=text("is_open")),
        Index("ix_matters_recheck", "recheck_on", "id", postgresql_where=text("is_open")),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012 - SQLAlchemy's own form

    kind: Mapped[MatterKind] = mapped_column(EnumText(MatterKind))
    organ_id: Mapped[UUID]
    state: Mapped[str]
    is_open: Mapped[bool]
    receipt_number: Mapped[str] = mapped_column(unique=True)
    access_code_digest: Mapped[bytes | None] = mapped_column(LargeBinary)
    number: Mapped[str | None]
    """Unique within its organ: two organs may be known by the same short name."""
    source: Mapped[str | None]
    external_id: Mapped[str | None]
    title: Mapped[str]
    title_names_nobody: Mapped[bool] = mapped_column(server_default=false())
    """Whether events may tell the title: no number of a person and none of the applicant's names
    stands in it.
    """
    description_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What else helps to find the information, encrypted: it may say anything of anybody."""
    text_simhash: Mapped[int | None]
    """Fingerprint of title and description, by which near duplicates are found (`simhash`)."""
    document_reference: Mapped[str | None]
    search_text: Mapped[str | None]
    """Title, document reference and numbers, folded: what `text` of the worklist searches."""
    jurisdiction: Mapped[str | None]
    assignee: Mapped[str | None]
    arrived_by: Mapped[str | None]
    """How it arrived, by the codes `channels`; None for what comes on no channel."""
    arrived_on: Mapped[date]
    received_on: Mapped[date | None]
    """The legal receipt; None until it is confirmed."""
    unit: Mapped[str | None]
    due_on: Mapped[date | None]
    was_due_on: Mapped[date | None]
    """The last day that held when the file came to its end."""
    due_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """The instant by which the office must act: of `due_on` or `due_at`, or of what must be done
    before either is known."""
    due_order: Mapped[datetime] = mapped_column(
        Computed("coalesce(ends_at, TIMESTAMPTZ '9999-01-01 00:00:00+00')", persisted=True)
    )
    """For sorting: what has no end comes last."""
    is_provisional: Mapped[bool]
    waiting_for: Mapped[list[Any]]
    """What holds the file now: code, ref, since, until of each."""
    calendar_version: Mapped[str]
    late_entries: Mapped[list[Any] | None]
    """What was entered later than it happened, and whether a second person must confirm it."""
    frequency: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """How often its applicant asks, where that is marked: in_month, threshold, duplicates."""
    untold: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What its applicant has not been told yet: seq, telling, on, message of each."""
    unmoved: Mapped[dict[str, int] | None] = mapped_column(JSONB(none_as_null=True))
    """Between which versions (from, to) nothing happened that a decision could rest on."""
    recheck_on: Mapped[date | None]
    """The day on which time alone changes the clock."""
    closed_on: Mapped[date | None]
    created_at: Mapped[datetime]

    @property
    def same_since(self) -> int:
        """The oldest version on which one decides as well as on the present one."""
        unmoved = self.unmoved
        # Another release may have written since, which knows nothing of the column.
        return unmoved["from"] if unmoved and unmoved["to"] == self.version else self.version


class MatterEvent(EventRow):
    """The record of everything that was done to a matter; append-only."""

    __tablename__ = "matter_events"


class MatterPaper(Base):
    """Where the paper lies on which something was done before it was entered; append-only."""

    __tablename__ = "matter_papers"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the event."""
    place_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class MatterWords(Base):
    """What was said with an act: a reason, what is to be corrected; append-only."""

    __tablename__ = "matter_words"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the event."""
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)


class JointOrgan(Base):
    """An organ beside a matter's own that handles it too, and may read it, masked, meanwhile."""

    __tablename__ = "matter_joint_organs"
    __table_args__ = (Index("ix_matter_joint_organs_organ_id", "organ_id", "matter_id"),)

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    organ_id: Mapped[UUID] = mapped_column(primary_key=True)


class MatterRefusal(RefusalRow):
    """A step that was refused; append-only."""

    __tablename__ = "matter_refusals"
    __table_args__ = (Index("ix_matter_refusals_aggregate_id", "aggregate_id", "id"),)

    aggregate_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))


class MatterDeadline(DeadlineRow):
    """A deadline of a matter."""

    __tablename__ = "matter_deadlines"
    __table_args__ = (
        Index("uq_matter_deadlines_rule", "aggregate_id", "rule", "subject", unique=True),
    )

    aggregate_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
