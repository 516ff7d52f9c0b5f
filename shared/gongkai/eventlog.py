"""The stored half of the hash-chained event log: a table of the owner, append-only for the app.

A model derives from :class:`EventRow`; its migration calls
:func:`gongkai.db.migrations.make_append_only`. What is hashed and how is the business of
``gongkai.crypto.chain``.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.chain import ChainEvent, ChainReport, next_event, verify
from gongkai.db import Base


class EventRow(Base):
    """Columns of an event log: one row per event, in a gapless sequence per aggregate."""

    __abstract__ = True

    aggregate_id: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str]
    occurred_on: Mapped[date]
    recorded_at: Mapped[datetime]
    actor: Mapped[str]
    data: Mapped[dict[str, Any]]
    hash: Mapped[str]


Row = TypeVar("Row", bound=EventRow)


def chained(
    model: type[Row],
    *,
    aggregate_id: UUID,
    previous: tuple[int, str] | None,
    type: str,  # noqa: A002 - the event's own word
    occurred_on: date,
    recorded_at: datetime,
    actor: str,
    data: Mapping[str, Any],
) -> Row:
    """The aggregate's next event, not yet added to a session.

    ``previous`` is sequence number and hash of the last event, None for the first. ``data`` carries
    codes, dates, ids and keyed digests, no personal values.
    """
    event = next_event(
        previous,
        aggregate_id=aggregate_id,
        type=type,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        actor=actor,
        data=data,
    )
    return model(
        aggregate_id=event.aggregate_id,
        seq=event.seq,
        type=event.type,
        occurred_on=event.occurred_on,
        recorded_at=event.recorded_at,
        actor=event.actor,
        data=dict(event.data),
        hash=event.hash,
    )


async def append_event(
    session: AsyncSession,
    model: type[Row],
    *,
    aggregate_id: UUID,
    type: str,  # noqa: A002 - the event's own word
    occurred_on: date,
    recorded_at: datetime,
    actor: str,
    data: Mapping[str, Any],
) -> Row:
    """Append to the log of an aggregate whose row the caller has locked (or just made)."""
    last = (
        await session.execute(
            select(model.seq, model.hash)
            .where(model.aggregate_id == aggregate_id)
            .order_by(model.seq.desc())
            .limit(1)
        )
    ).first()
    row = chained(
        model,
        aggregate_id=aggregate_id,
        previous=None if last is None else (last.seq, last.hash),
        type=type,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        actor=actor,
        data=data,
    )
    session.add(row)
    await session.flush()
    return row


def chain_of(rows: Sequence[EventRow]) -> list[ChainEvent]:
    """The rows as the pure chain knows them."""
    return [
        ChainEvent(
            aggregate_id=row.aggregate_id,
            seq=row.seq,
            type=row.type,
            occurred_on=row.occurred_on,
            recorded_at=row.recorded_at,
            actor=row.actor,
            data=row.data,
            hash=row.hash,
        )
        for row in rows
    ]


def verify_rows(
    aggregate_id: UUID, rows: Sequence[EventRow], *, expected_count: int
) -> ChainReport:
    """Whether the stored log is whole and unchanged; its length must be the aggregate's version."""
    return verify(aggregate_id, chain_of(rows), expected_count=expected_count)
