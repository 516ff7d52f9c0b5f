"""The table of deliveries: one row per notification and channel outside the platform."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"
    """Given up; somebody decides to redrive or to discard it."""
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class Channel(StrEnum):
    """How a notification leaves the platform."""

    EMAIL = "email"


class Delivery(Base):
    """One message to be sent. Attempts are counted when it is claimed, so a crash counts as one."""

    __tablename__ = "deliveries"
    __table_args__ = (
        CheckConstraint(
            "state IN ('pending', 'sent', 'dead', 'withdrawn', 'discarded')", name="state"
        ),
        Index("uq_deliveries_channel", "notification_id", "channel", unique=True),
        Index("ix_deliveries_due", "next_attempt_at", postgresql_where=text("state = 'pending'")),
        Index(
            "ix_deliveries_deadline_id", "deadline_id", postgresql_where=text("state = 'pending'")
        ),
        Index("ix_deliveries_dead", "id", postgresql_where=text("state = 'dead'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    notification_id: Mapped[UUID] = mapped_column(ForeignKey("notifications.id"))
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadlines.id"))
    organ_id: Mapped[UUID]
    channel: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    next_attempt_at: Mapped[datetime]
    lease: Mapped[UUID | None]
    """Token of the worker that sends it now; a result with another token is not recorded."""
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    """A code, never the server's words: they may quote the address."""
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
