"""What a consumer keeps: how far it has read each feed, and the events that it could not apply."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base

_NONE = text("'{}'")


class FeedCursor(Base):
    """How far this service has read one producer's feed, and of which types it has seen all."""

    __tablename__ = "feed_cursors"

    producer: Mapped[str] = mapped_column(primary_key=True)
    cursor: Mapped[str | None]
    epoch: Mapped[str | None]
    is_resyncing: Mapped[bool] = mapped_column(server_default=text("true"))
    caught_up_at: Mapped[datetime | None]
    handled: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NONE)
    """Types of which no event went by unhandled, up to the cursor."""
    rereading: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=_NONE)
    """Types for which the feed is read again from its start."""
    reread_cursor: Mapped[str | None]


class DeadLetter(Base):
    """An event whose handler failed: `retrying`, `recovered`, `dead`, `redriven`, `discarded`."""

    __tablename__ = "dead_letters"
    __table_args__ = (Index("uq_dead_letters_event", "producer", "event_id", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    producer: Mapped[str]
    event_id: Mapped[UUID]
    type: Mapped[str]
    event: Mapped[dict[str, Any]]
    epoch: Mapped[str]
    status: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str]
    failed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
