"""The table of reminders: one row per deadline, date, step and occasion."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from notifier.inbox.text import step_label


class ReminderState(StrEnum):
    """What became of a planned step."""

    PLANNED = "planned"
    SENT = "sent"
    MERGED = "merged"
    """A later step of the same deadline was sent in its place."""
    SKIPPED = "skipped"
    """Its time had passed before the deadline was known."""
    UNADDRESSED = "unaddressed"
    """Nobody was there to be told; sent as soon as somebody is."""
    WITHDRAWN = "withdrawn"
    """The deadline was met, moved or ceased first."""


class Reminder(Base):
    """A step towards a deadline. It names roles; people are found when it is sent."""

    __tablename__ = "reminders"
    __table_args__ = (
        CheckConstraint(
            "state IN ('planned', 'sent', 'merged', 'skipped', 'unaddressed', 'withdrawn')",
            name="state",
        ),
        Index("uq_reminders_step", "deadline_id", "due", "step", "occasion", unique=True),
        Index("ix_reminders_due", "remind_at", postgresql_where=text("state = 'planned'")),
        Index(
            "ix_reminders_unaddressed",
            "deadline_id",
            postgresql_where=text("state = 'unaddressed'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadlines.id"))
    due: Mapped[str]
    """The date or instant it belongs to; a moved deadline has reminders of its own."""
    step: Mapped[str]
    occasion: Mapped[int]
    """The deadline's revision for an announcement, 0 for a step of the policy."""
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    remind_at: Mapped[datetime]
    state: Mapped[str]
    is_late: Mapped[bool] = mapped_column(server_default=text("false"))
    closed_at: Mapped[datetime | None]

    @property
    def step_label(self) -> str:
        """What an office calls the step."""
        return step_label(self.step)
