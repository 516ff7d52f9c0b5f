"""The tables of a record: the aggregate's own columns, its events, and the steps it refused.

A model derives from `EventRow` or `RefusalRow`; its migration calls
`gongkai.db.migrations.make_append_only`.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class Aggregate(Base):
    """Whatever has a record: its version counts the events, its head is the hash of the last."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    """Number of events on record; the ETag."""
    chain_head: Mapped[str]
    """Hash of the last event on record; "" while there is none."""


class EventRow(Base):
    """One row per event, in a gapless sequence per aggregate."""

    __abstract__ = True

    aggregate_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str]
    v: Mapped[int]
    """Version of the type's shape."""
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime]
    actor: Mapped[str]
    data: Mapped[dict[str, Any]]
    supersedes: Mapped[int | None]
    """Number of the event whose day this one puts right."""
    hash: Mapped[str]


class RefusalRow(Base):
    """A step that was refused, and to whom; written although the request failed."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    aggregate_id: Mapped[UUID]
    step: Mapped[str]
    code: Mapped[str]
    actor: Mapped[str]
    refused_at: Mapped[datetime]
    correlation_id: Mapped[str | None]
