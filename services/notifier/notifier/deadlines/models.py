"""The table of deadlines as this service knows them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, CheckConstraint, ColumnElement, Index, literal_column, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.codes import LabelledEnum
from gongkai.contracts import Asked, Outcome, Service, Unit
from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.deadlines.due import Due


class KnownState(LabelledEnum):
    """Whether a deadline still runs, as far as this service knows."""

    OPEN = "open", "进行中"
    CLEARED = "cleared", "已结束"


class KnownOutcome(LabelledEnum):
    """Why a deadline was cleared."""

    MET = Outcome.MET.value, Outcome.MET.label
    STOPPED = Outcome.STOPPED.value, Outcome.STOPPED.label
    VOID = Outcome.VOID.value, Outcome.VOID.label
    UNKNOWN = "unknown", "来源系统已无此期限"
    """Its source has another history, which does not know it."""


class KnownDeadline(Base):
    """A deadline of another service, as it last told of it.

    A cleared one stays, so that an older event that comes late revives nothing. Writers lock the
    row before they touch its reminders.
    """

    __tablename__ = "deadlines"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'cleared')", name="state"),
        CheckConstraint(
            "state = 'cleared' OR ((due_on IS NULL) <> (due_at IS NULL) AND ends_at IS NOT NULL)",
            name="moment",
        ),
        # By organ and by what a list is narrowed to, in the order of the list.
        Index(
            "ix_deadlines_open",
            "organ_id",
            "ends_at",
            "id",
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_deadlines_open_ends_at", "ends_at", "id", postgresql_where=text("state = 'open'")
        ),
        Index("ix_deadlines_ends_at", "ends_at", "id"),
        Index("ix_deadlines_organ", "organ_id", "ends_at", "id"),
        Index("ix_deadlines_assignee", "organ_id", "assignee", "ends_at", "id"),
        Index("ix_deadlines_rule", "organ_id", "rule", "ends_at", "id"),
        Index("ix_deadlines_ref_id", "ref_id"),
        Index(
            "ix_deadlines_planned_with",
            "planned_with",
            "organ_id",
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[Service] = mapped_column(EnumText(Service))
    rule: Mapped[str]
    ref_kind: Mapped[str]
    ref_id: Mapped[UUID]
    ref_number: Mapped[str | None]
    ref_path: Mapped[str]
    """Where its service shows what it belongs to."""
    organ_id: Mapped[UUID]
    assignee: Mapped[str | None]
    is_gathered: Mapped[bool] = mapped_column(server_default=text("false"))
    """Whether its announcements are gathered: it is one of many of one source."""
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Who is to act by it, where it is not who handles the matter (`gongkai.contracts.Asked`)."""
    unit: Mapped[Unit | None] = mapped_column(EnumText(Unit))
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """The instant from which it is overdue."""
    is_provisional: Mapped[bool]
    state: Mapped[KnownState] = mapped_column(EnumText(KnownState))
    outcome: Mapped[KnownOutcome | None] = mapped_column(EnumText(KnownOutcome))
    revision: Mapped[int]
    epoch: Mapped[str]
    planned_with: Mapped[str | None]
    """The edition of calendar and policies with which its reminders were planned."""
    changed_at: Mapped[datetime]

    @property
    def due(self) -> Due | None:
        """When it ends, or None for one that never ran here."""
        if self.due_on is None and self.due_at is None:
            return None
        return Due(self.due_on, self.due_at)

    @property
    def people_asked(self) -> Asked | None:
        """Who is to act by it."""
        return None if self.asked is None else Asked.model_validate(self.asked)

    @property
    def is_open(self) -> bool:
        """Whether it still runs."""
        return self.state is KnownState.OPEN


IS_OPEN: ColumnElement[bool] = literal_column("deadlines.state = 'open'", Boolean)
"""Written out as in the indexes on open deadlines: a bound value would not be known to be it."""
