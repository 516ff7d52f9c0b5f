"""How an entity of another service is projected: the newest revision of the present history."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.feed.incoming import Delivery, Resynced


class Projection(Base):
    """A row that stands for an entity of another service, with where it was read from."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int]
    epoch: Mapped[str]


async def project(
    session: AsyncSession, model: type[Projection], delivery: Delivery, values: Mapping[str, Any]
) -> None:
    """Keep ``values`` for the event's subject.

    A lower revision of the same epoch changes nothing; one of another epoch always does, because a
    restored producer counts from where it was.
    """
    known = dict(values, revision=delivery.event.revision, epoch=delivery.epoch)
    statement = insert(model).values(id=delivery.event.subject, **known)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_=known,
            where=or_(
                model.epoch != statement.excluded.epoch,
                model.revision < statement.excluded.revision,
            ),
        )
    )


def drop_unknown(model: type[Projection]) -> Resynced:
    """What goes after a feed was read from its start: all that the producer no longer has."""

    async def drop(session: AsyncSession, epoch: str) -> None:
        await session.execute(delete(model).where(model.epoch != epoch))

    return drop
