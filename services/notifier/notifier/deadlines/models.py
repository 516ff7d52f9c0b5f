"""The table of deadlines as this service knows them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.deadlines.due import Due

OPEN = "open"
CLEARED = "cleared"


class Deadline(Base):
    """A deadline of another service; `state` is `open` or `cleared`.

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
        Index(
            "ix_deadlines_open",
            "organ_id",
            "ends_at",
            "id",
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_deadlines_ends_at", "ends_at", "id"),
        Index("ix_deadlines_ref_id", "ref_id"),
        Index("ix_deadlines_calendar", "calendar_version", postgresql_where=text("state = 'open'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    source: Mapped[str]
    """The producer's name in `gongkai.contracts.Service`."""
    rule: Mapped[str]
    ref_kind: Mapped[str]
    ref_id: Mapped[UUID]
    ref_number: Mapped[str | None]
    ref_path: Mapped[str]
    """Where its service shows what it belongs to."""
    organ_id: Mapped[UUID]
    assignee: Mapped[str | None]
    unit: Mapped[str | None]
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    """The instant from which it is overdue."""
    is_provisional: Mapped[bool]
    state: Mapped[str]
    outcome: Mapped[str | None]
    """Why it is cleared: `met`, `stopped`, `void`, or `unknown` when its source forgot it."""
    revision: Mapped[int]
    epoch: Mapped[str]
    calendar_version: Mapped[str | None]
    """The calendar with which its reminders were planned, and of which region it is."""
    changed_at: Mapped[datetime]

    @property
    def due(self) -> Due | None:
        """When it ends, or None for one that never ran here."""
        if self.due_on is None and self.due_at is None:
            return None
        return Due(self.due_on, self.due_at)

    @property
    def is_open(self) -> bool:
        """Whether it still runs."""
        return self.state == OPEN
