"""The table of the feed: the newest event of each entity in each stream, and who reads which.

Whoever sees the rows of some organs only is not made to pass those of all others: first a stretch
of the feed is looked at, which is a page where much is theirs, then the rows of each of their
organs, which are few where little is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Identity,
    Index,
    Select,
    String,
    Subquery,
    cast,
    func,
    literal,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from gongkai.db import Base
from gongkai.db.base import table_of
from gongkai.db.ordered import Columns, First, along, merged


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
        """The type's name in DDL."""
        return "XID8"


ischema_names["xid8"] = Xid8
"""So that the check of the migrations against the models knows the type when it reads it."""


class FeedEntry(Base):
    """The newest event of one entity in one stream."""

    __tablename__ = "feed_entries"
    __table_args__ = (
        Index("ix_feed_entries_position", "xid", "id"),
        Index("ix_feed_entries_organ", "organ_id", "xid", "id"),
        Index("uq_feed_entries_entity", "stream", "entity_id", unique=True),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    xid: Mapped[str] = mapped_column(Xid8, server_default=text("pg_current_xact_id()"))
    event_id: Mapped[UUID]
    stream: Mapped[str]
    type: Mapped[str]
    entity_id: Mapped[UUID]
    revision: Mapped[int]
    organ_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime]
    correlation_id: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the feed: transaction id, row id."""

    xid: int = 0
    id: int = 0


_ENTRY = table_of(FeedEntry).c


async def entries_after(
    session: AsyncSession,
    position: Position,
    limit: int,
    *,
    streams: Sequence[str] = (),
    organs: Subquery | None = None,
) -> Sequence[tuple[FeedEntry, str]]:
    """The first rows behind a position, of all streams or some, each with its transaction id.

    ``organs`` are those whose rows the reader sees; None: everybody's.
    """
    xid = cast(literal(str(position.xid), String), Xid8)
    behind = tuple_(_ENTRY.xid, _ENTRY.id) > tuple_(xid, literal(position.id))
    is_settled = _ENTRY.xid < func.pg_snapshot_xmin(func.pg_current_snapshot())
    first = First((_ENTRY.xid, _ENTRY.id), limit, start=behind & is_settled)
    if organs is None:
        found = await session.execute(first.of(_shown().where(*_of(streams, _ENTRY))))
        return [(row.FeedEntry, row.position) for row in found]
    rows: Sequence[tuple[FeedEntry, str]] = ()
    for keys in (_along(first, streams, organs), _by_organ(first, streams, organs)):
        shown = _shown().join(keys, keys.c.id == _ENTRY.id)
        found = await session.execute(shown.order_by(*first.within(keys).order_by()))
        rows = [(row.FeedEntry, row.position) for row in found]
        if len(rows) == limit:
            break
    return rows


def _shown() -> Select[FeedEntry, str]:
    return select(FeedEntry, cast(_ENTRY.xid, String).label("position"))


def _of(streams: Sequence[str], entry: Columns) -> Sequence[ColumnElement[bool]]:
    return [entry.stream.in_(streams)] if streams else []


def _along(first: First, streams: Sequence[str], organs: Subquery) -> Subquery:
    row: Sequence[ColumnElement[Any]] = (_ENTRY.xid, _ENTRY.id, _ENTRY.stream, _ENTRY.organ_id)
    theirs = select(organs.c.id)
    return along(first, row, (), lambda e: [*_of(streams, e), e.organ_id.in_(theirs)])


def _by_organ(first: First, streams: Sequence[str], organs: Subquery) -> Subquery:
    return merged(first, organs, [_ENTRY.organ_id == organs.c.id, *_of(streams, _ENTRY)])
