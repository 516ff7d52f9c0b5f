"""The tables of matters that are to be computed again, and of what came of it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.work import Backoff, Terms, WorkRow, WorkTable, work_table_args
from requests_api.matters.kinds import MatterKind
from requests_api.recomputations.kinds import Direction, PreviewFault, RunState


class Recomputation(WorkRow):
    """A matter whose dates were computed with another calendar, or for an earlier day."""

    __tablename__ = "recomputations"
    __table_args__ = (
        *work_table_args("recomputations"),
        Index(
            "uq_recomputations_matter",
            "matter_id",
            "calendar_version",
            unique=True,
            postgresql_where=text("state IN ('pending', 'dead')"),
        ),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    kind: Mapped[MatterKind] = mapped_column(EnumText(MatterKind))
    calendar_version: Mapped[str]
    """The calendar that it is to be computed with; a newer one is other work."""


class RecomputationRun(Base):
    """From one change of what dates rest on to the next: every open matter is computed again. Or
    what a change would move.
    """

    __tablename__ = "recomputation_runs"
    __table_args__ = (
        Index("uq_recomputation_runs_number", "number", unique=True),
        Index(
            "ix_recomputation_runs_done",
            "number",
            postgresql_where=text("previewed IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Identity(always=True))
    """In the order in which they began: clocks of several workers may differ."""
    causes: Mapped[list[Any]] = mapped_column(JSONB)
    """What changed since the one before: code, and which notice or version of which text."""
    calendar_version: Mapped[str]
    """The calendar that matters are computed with."""
    rests_on: Mapped[list[Any]] = mapped_column(JSONB)
    """The notices in force (their ids) and the loaded texts (`code/version`), by which the next one
    knows what changed.
    """
    state: Mapped[RunState] = mapped_column(EnumText(RunState))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    previewed: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Of a preview, which changes nothing: the notice, the ids of those that it does without, and
    the calendar that it was asked about.
    """
    requested_by: Mapped[str | None]
    """Of a preview: who asked."""
    failed_because: Mapped[PreviewFault | None] = mapped_column(EnumText(PreviewFault))
    """Of a preview that ended without a result: why."""
    looked_until: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Of a preview: the last matter that was looked at, as calendar version and id."""


class RegionChange(Base):
    """The directory has an organ in another region: its open matters are computed again."""

    __tablename__ = "region_changes"
    __table_args__ = (
        Index("ix_region_changes_new", "id", postgresql_where=text("run_id IS NULL")),
        Index("ix_region_changes_unplanned", "id", postgresql_where=text("NOT is_planned")),
        Index("ix_region_changes_run", "run_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organ_id: Mapped[UUID]
    before: Mapped[str | None]
    """Division code until then."""
    after: Mapped[str | None]
    """Division code since."""
    run_id: Mapped[UUID | None] = mapped_column(ForeignKey("recomputation_runs.id"))
    """The recomputation that it caused; None until that begins."""
    planned_until: Mapped[UUID | None]
    """The last matter of the organ that became work, in the order of their ids."""
    is_planned: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether all of them did."""


class RecomputationTally(Base):
    """How many matters of one organ a recomputation looked at, and of how many a date moved."""

    __tablename__ = "recomputation_tallies"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("recomputation_runs.id"), primary_key=True)
    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    looked_at: Mapped[int]
    moved: Mapped[int]
    """Matters with a deadline that moved, began or ended."""
    earlier: Mapped[int]
    """Matters with one that ends earlier."""
    later: Mapped[int]
    """Matters with one that ends later."""
    failed: Mapped[int] = mapped_column(server_default=text("0"))
    """Of a preview: matters that could not be computed."""


class RecomputedDeadline(Base):
    """A deadline that a recomputation moved; the record of its matter says the same."""

    __tablename__ = "recomputed_deadlines"
    __table_args__ = (
        Index("ix_recomputed_deadlines_run", "run_id", "id"),
        Index("ix_recomputed_deadlines_organ", "run_id", "organ_id", "direction", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    run_id: Mapped[UUID] = mapped_column(ForeignKey("recomputation_runs.id"))
    organ_id: Mapped[UUID]
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    event_seq: Mapped[int | None]
    """The event on its record; null in a preview."""
    rule: Mapped[str]
    ref: Mapped[str | None]
    """What the rule applies to inside the matter; null for the whole."""
    before: Mapped[str | None]
    """Day or instant; null where it did not run."""
    after: Mapped[str | None]
    """Day or instant; null where it runs no more."""
    direction: Mapped[Direction] = mapped_column(EnumText(Direction))


class RecomputationPreview(WorkRow):
    """A part of a preview that is to be computed; what is left after it is work again."""

    __tablename__ = "recomputation_previews"
    __table_args__ = work_table_args("recomputation_previews")

    run_id: Mapped[UUID] = mapped_column(ForeignKey("recomputation_runs.id", ondelete="CASCADE"))


PREVIEWS = WorkTable(
    "recomputation_previews",
    RecomputationPreview,
    Terms(backoff=Backoff((timedelta(seconds=5), timedelta(minutes=1))), batch=1),
)
RECOMPUTATIONS = WorkTable(
    "recomputations",
    Recomputation,
    Terms(
        backoff=Backoff((timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))),
        batch=100,
    ),
)
