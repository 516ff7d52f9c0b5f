"""The producer's side: one table, one row per entity and stream, read in commit order.

A reader that compares ids loses rows of transactions that commit late. Rows are therefore read by
``(xid, id)`` and only below the oldest transaction still running (measured: no row lost by sixteen
writers). A new event of an entity takes the place of its older one, so that the feed read from the
start is also the snapshot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, Subquery, func, literal_column, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.contracts import EventData, Service
from gongkai.crypto.signing import Signer
from gongkai.db import new_id, ring_after_commit
from gongkai.envelope import Event, FeedPage
from gongkai.errors import Unavailable
from gongkai.feed.entries import FeedEntry, Position, Xid8, entries_after
from gongkai.http.cursors import CursorGone, read_cursor
from gongkai.observability.correlation import current_correlation_id

__all__ = [
    "FeedEntry",
    "FeedReader",
    "Position",
    "Publication",
    "Xid8",
    "current_epoch",
    "feed_loop",
    "publish",
    "rebase",
    "ring",
]

_EPOCH = text(
    "SELECT system_identifier || '-' || left(pg_walfile_name(pg_current_wal_lsn()), 8)"
    " FROM pg_control_system()"
)
_IS_AHEAD = text(
    "SELECT EXISTS (SELECT FROM feed_entries WHERE xid >= pg_snapshot_xmax(pg_current_snapshot()))"
)
"""Whether a row was written by a transaction that this cluster has not had: a restored dump."""
_REBASE = text(
    "UPDATE feed_entries SET xid = pg_current_xact_id()"
    " WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An event about to be published, of one entity.

    ``revision`` must grow with each event of a stream and entity; one that does not is ignored.
    ``organ_id`` decides which integrators may read the event (None: every one).
    """

    payload: EventData
    entity_id: UUID
    revision: int
    organ_id: UUID | None
    occurred_at: datetime

    def row(self) -> dict[str, Any]:
        """The feed's row, without its position."""
        return {
            "event_id": new_id(),
            "stream": self.payload.STREAM,
            "type": self.payload.TYPE,
            "entity_id": self.entity_id,
            "revision": self.revision,
            "organ_id": self.organ_id,
            "data": self.payload.model_dump(mode="json"),
            "occurred_at": self.occurred_at,
            "correlation_id": current_correlation_id(),
        }


def _upsert() -> Executable:
    row = insert(FeedEntry)
    newer = {
        name: row.excluded[name]
        for name in (
            "event_id",
            "type",
            "revision",
            "organ_id",
            "data",
            "occurred_at",
            "correlation_id",
        )
    }
    return row.on_conflict_do_update(
        index_elements=["stream", "entity_id"],
        set_={
            **newer,
            "id": literal_column("nextval('feed_entries_id_seq')"),
            "xid": func.pg_current_xact_id(),
        },
        where=FeedEntry.revision < row.excluded.revision,
    )


_UPSERT = _upsert()


async def publish(session: AsyncSession, *publications: Publication) -> None:
    """Write events to the feed in the caller's transaction; their consumers are rung after it."""
    if publications:
        await session.execute(_UPSERT, [publication.row() for publication in publications])
    ring(session, publications)


def ring(session: AsyncSession, publications: Iterable[Publication]) -> None:
    """Wake the consumers of what this session publishes, once it has committed."""
    for service, loop in consumers_of(publications):
        ring_after_commit(session, [service], loop)


def consumers_of(publications: Iterable[Publication]) -> list[tuple[Service, str]]:
    """Services and loops that wait for what is published."""
    return [
        (consumer, feed_loop(publication.payload.PRODUCER))
        for publication in publications
        for consumer in publication.payload.CONSUMERS
    ]


def feed_loop(producer: Service) -> str:
    """Name of the loop in which a consumer's worker reads ``producer``'s feed."""
    return f"feed:{producer}"


@dataclass(frozen=True, slots=True)
class _History:
    """What a cursor counts in: a history of the database, and the streams that are read."""

    epoch: str
    streams: str
    """Their names in order; "" where all are."""


class FeedReader:
    """Reads a service's feed for one caller and signs its cursors."""

    def __init__(self, signer: Signer, *, source: str) -> None:
        self._signer = signer
        self._source = source
        self._purpose = f"changes of {source}"

    async def page(
        self,
        session: AsyncSession,
        *,
        cursor: str | None,
        limit: int,
        streams: list[str] | None = None,
        organs: Subquery | None = None,
    ) -> FeedPage:
        """The events behind ``cursor`` (None: from the start), at most ``limit``.

        ``organs`` are those whose events the caller reads (None: everybody's). Raises
        :class:`CursorGone` for a cursor of another epoch, or of a reading of other ``streams``:
        what these left out would be missed; one that was never ours, or another producer's, is gone
        as well. Raises
        :class:`Unavailable` for a restored dump before :func:`rebase`: a reader would take what it
        sees for all there is.
        """
        epoch = await current_epoch(session)
        history = _History(epoch, ",".join(sorted(set(streams or ()))))
        position = self._position(cursor, history)
        if await session.scalar(_IS_AHEAD):
            raise Unavailable(
                "数据库恢复后变更流尚未就绪",
                "The feed is not ready after a restore of its database",
            )
        rows = await entries_after(
            session, position, limit + 1, streams=streams or (), organs=organs
        )
        items = [self._event(entry, xid, history) for entry, xid in rows[:limit]]
        return FeedPage(
            items=items,
            next_cursor=items[-1].cursor if items else self._sign(position, history),
            has_more=len(rows) > limit,
            epoch=epoch,
        )

    def _event(self, entry: FeedEntry, xid: str, history: _History) -> Event:
        return Event(
            id=entry.event_id,
            source=self._source,
            type=entry.type,
            subject=entry.entity_id,
            time=entry.occurred_at,
            correlationid=entry.correlation_id,
            revision=entry.revision,
            cursor=self._sign(Position(int(xid), entry.id), history),
            data=entry.data,
        )

    def _sign(self, position: Position, history: _History) -> str:
        place = {"x": position.xid, "i": position.id}
        return self._signer.sign(self._purpose, {**place, "e": history.epoch, "s": history.streams})

    def _position(self, cursor: str | None, history: _History) -> Position:
        if cursor is None:
            return Position()
        try:
            return _position_in(history, read_cursor(self._signer, self._purpose, cursor))
        except CursorGone:
            raise CursorGone(extensions={"snapshot": f"{self._source}/changes"}) from None


def _position_in(history: _History, values: Mapping[str, Any]) -> Position:
    if (values["e"], values.get("s")) != (history.epoch, history.streams):
        raise CursorGone
    return Position(int(values["x"]), int(values["i"]))


async def current_epoch(session: AsyncSession) -> str:
    """Identity of this database's history: system identifier and timeline."""
    return str((await session.execute(_EPOCH)).scalar_one())


async def rebase(session: AsyncSession) -> int:
    """Make a restored dump's feed readable again; returns how many rows were moved.

    Transaction ids do not survive a dump into a new cluster: rows with ids of the future would stay
    unseen. Every worker does so again and again; it costs nothing where there are none.
    """
    result = await session.execute(_REBASE)
    return int(getattr(result, "rowcount", 0))
