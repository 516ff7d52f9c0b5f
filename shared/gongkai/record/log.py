"""Append to a record, read it, verify it, export it: one implementation for every aggregate."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, TypeVar
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.crypto.chain import ChainEvent, ChainReport, next_event, verify
from gongkai.crypto.chain_export import export_chain
from gongkai.errors import Conflict
from gongkai.record.events import Recorded, RecordedEvent, UnknownEvent, parse_event
from gongkai.record.rows import Aggregate, EventRow
from gongkai.time import PlatformClock

Row = TypeVar("Row", bound=EventRow)

_READINGS = 5
"""How often aggregate and record are read, until no writer came between."""


def append(
    model: type[Row],
    aggregate: Aggregate,
    event: RecordedEvent,
    *,
    clock: PlatformClock,
    actor: str,
    on: date | None = None,
    supersedes: int | None = None,
) -> Row:
    """``event`` as the aggregate's next one; its version and head follow.

    The aggregate is locked, or new. ``on`` is the legal day (today unless stated). The row is not
    yet added to a session.
    """
    chained = next_event(
        (aggregate.version, aggregate.chain_head) if aggregate.version else None,
        aggregate_id=aggregate.id,
        type=event.TYPE,
        v=event.V,
        occurred_on=on or clock.today(),
        recorded_at=clock.now(),
        actor=actor,
        data=event.stored(),
        supersedes=supersedes,
    )
    aggregate.version, aggregate.chain_head = chained.seq, chained.hash
    return model(
        aggregate_id=chained.aggregate_id,
        seq=chained.seq,
        type=chained.type,
        v=chained.v,
        occurred_on=chained.occurred_on,
        recorded_at=chained.recorded_at,
        actor=chained.actor,
        data=dict(chained.data),
        supersedes=chained.supersedes,
        hash=chained.hash,
    )


class RecordDamaged(Conflict):
    """The record holds what was never written by the platform, or lacks what was: nothing is
    computed from it. `…/events/verification` says from which event on it does not hold.
    """

    code = "record_damaged"
    title_zh = "留痕已损坏，请先核验"
    title_en = "The record is damaged; verify it first"


def read(rows: Iterable[EventRow]) -> list[Recorded]:
    """The rows as events. Raises `RecordDamaged` for an unknown type and for another shape."""
    return [_read(row) for row in rows]


def read_whole(aggregate: Aggregate, rows: Sequence[EventRow]) -> list[Recorded]:
    """As `read`, of the record of an ``aggregate``; raises `RecordDamaged` where one is missing,
    too. There may be later ones than its version: somebody wrote between the two readings.
    """
    whole = range(1, max(aggregate.version, len(rows)) + 1)
    if [row.seq for row in rows] != list(whole):
        raise RecordDamaged("留痕不完整", "Events are missing")
    return read(rows)


def _read(row: EventRow) -> Recorded:
    try:
        event = parse_event(row.type, row.v, row.data)
    except (UnknownEvent, ValidationError) as error:
        raise RecordDamaged(
            f"第{row.seq}条不是平台所写", f"Event {row.seq} was not written by the platform"
        ) from error
    return recorded(row, event)


def recorded(row: EventRow, event: RecordedEvent) -> Recorded:
    """The row of an event that is known, because it was just put on record."""
    return Recorded(row.seq, event, row.occurred_on, row.recorded_at, row.actor, row.supersedes)


class Record(Generic[Row]):
    """The record of aggregates of one kind, in one transaction."""

    def __init__(self, session: AsyncSession, model: type[Row], clock: PlatformClock) -> None:
        self._session = session
        self._model = model
        self._clock = clock

    def append(
        self,
        aggregate: Aggregate,
        event: RecordedEvent,
        *,
        actor: str,
        on: date | None = None,
        supersedes: int | None = None,
    ) -> Row:
        """Put ``event`` on record as the aggregate's next version."""
        row = append(
            self._model,
            aggregate,
            event,
            clock=self._clock,
            actor=actor,
            on=on,
            supersedes=supersedes,
        )
        self._session.add(row)
        return row

    async def rows(self, aggregate_id: UUID) -> Sequence[Row]:
        """The record as it is stored, oldest first."""
        model = self._model
        statement = select(model).where(model.aggregate_id == aggregate_id).order_by(model.seq)
        return (await self._session.scalars(statement)).all()

    async def verify(self, aggregate: Aggregate) -> ChainReport:
        """Whether the record is whole and unchanged.

        Its length must be the aggregate's version and its last hash the head kept there: whoever
        replaces or drops the last event, or writes the whole chain anew, does not meet that head.
        """
        for _ in range(_READINGS):
            version, rows = aggregate.version, await self.rows(aggregate.id)
            await self._session.refresh(aggregate)
            if aggregate.version == version:
                break  # nobody wrote between the two statements
        return verify(
            aggregate.id,
            _chain(rows),
            expected_count=aggregate.version,
            expected_head=aggregate.chain_head,
        )

    async def export(self, aggregate: Aggregate) -> bytes:
        """The record as a document that `gongkai verify-chain` checks without us."""
        return export_chain(aggregate.id, _chain(await self.rows(aggregate.id)))


def _chain(rows: Iterable[EventRow]) -> list[ChainEvent]:
    return [
        ChainEvent(
            aggregate_id=row.aggregate_id,
            seq=row.seq,
            type=row.type,
            v=row.v,
            occurred_on=row.occurred_on,
            recorded_at=row.recorded_at,
            actor=row.actor,
            data=row.data,
            supersedes=row.supersedes,
            hash=row.hash,
        )
        for row in rows
    ]
