"""The table of notifications."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class Notification(Base):
    """What one person was told of one deadline at one step; the facts as they were then.

    It holds no personal value: the text is rendered from rule, number and dates.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        Index("uq_notifications_recipient", "reminder_id", "subject", unique=True),
        Index("ix_notifications_inbox", "subject", "id"),
        Index("ix_notifications_unread", "subject", postgresql_where=text("read_at IS NULL")),
        Index("ix_notifications_deadline_id", "deadline_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reminder_id: Mapped[UUID] = mapped_column(ForeignKey("reminders.id"))
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadlines.id"))
    subject: Mapped[str]
    organ_id: Mapped[UUID]
    step: Mapped[str]
    is_urgent: Mapped[bool]
    is_late: Mapped[bool]
    rule: Mapped[str]
    ref_kind: Mapped[str]
    ref_id: Mapped[UUID]
    ref_number: Mapped[str | None]
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    is_provisional: Mapped[bool]
    remaining_working_days: Mapped[int | None]
    """Working days from its creation to the last day; negative when overdue; None for
    hours and for dates that the calendar does not reach."""
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
