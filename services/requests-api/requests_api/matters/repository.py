"""Queries that are the same for every kind of matter; `visible_to` decides which rows exist."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, inspect, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.crypto.fields import KeyRing
from gongkai.db import Base
from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan, in_scope_of
from requests_api.matters.models import (
    PLACE,
    WORDS,
    JointOrgan,
    Matter,
    MatterDeadline,
    MatterEvent,
    MatterPaper,
    MatterWords,
)

M = TypeVar("M", bound=Matter)
OfMatter = TypeVar("OfMatter", MatterEvent, MatterDeadline)
_MATTERS, _JOINT = table_of(Matter).c, table_of(JointOrgan).c


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The matters that exist for ``principal``."""
    return in_scope_of(principal, _MATTERS.organ_id)


def joint_with(organ_id: UUID) -> Select[UUID]:
    """The matters that an organ handles jointly with the one that was asked."""
    return select(_JOINT.matter_id).where(_JOINT.organ_id == organ_id)


def readable_by(principal: Principal) -> ColumnElement[bool]:
    """The matters that exist for a caller who only reads: besides, while they are open, those that
    the organ of a person handles jointly. Nothing of them can be changed, and texts are withheld as
    from whoever oversees (`reads_texts`).
    """
    if principal.is_machine or principal.organ_id is None:
        return visible_to(principal)
    joint = and_(_MATTERS.is_open, _MATTERS.id.in_(joint_with(principal.organ_id)))
    return or_(visible_to(principal), joint)


def locked(statement: Select[M], model: type[M]) -> Select[M]:
    """The matters of a statement, locked against other writers, as they are once the lock is had.

    Every table of the kind is named: whoever waits reads anew what is locked alone, and would see
    the kind's own columns as they were before. The lock admits foreign-key checks, so that a
    refusal can be recorded beside it.
    """
    of = list(inspect(model).tables)
    return statement.with_for_update(key_share=True, of=of).execution_options(
        populate_existing=True
    )


class MatterRepository:
    """Rows of matters in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, model: type[M], matter_id: UUID, principal: Principal) -> M | None:
        """The matter, if it is of this kind and exists for the caller."""
        return await self._session.scalar(
            select(model).where(model.id == matter_id, visible_to(principal))
        )

    async def lock(self, model: type[M], matter_id: UUID, principal: Principal | None) -> M | None:
        """The matter, locked; None for ``principal`` means the system itself."""
        statement = select(model).where(model.id == matter_id)
        if principal is not None:
            statement = statement.where(visible_to(principal))
        return await self._session.scalar(locked(statement, model))

    async def events(self, matter_id: UUID) -> Sequence[MatterEvent]:
        """The record of a matter, oldest first."""
        statement = select(MatterEvent).where(MatterEvent.aggregate_id == matter_id)
        return (await self._session.scalars(statement.order_by(MatterEvent.seq))).all()

    async def histories(self, matter_ids: Collection[UUID]) -> Mapping[UUID, list[MatterEvent]]:
        """The records of several matters, each oldest first."""
        statement = select(MatterEvent).where(MatterEvent.aggregate_id.in_(matter_ids))
        return await self._by_matter(statement.order_by(MatterEvent.aggregate_id, MatterEvent.seq))

    async def deadlines_of(
        self, matter_ids: Collection[UUID]
    ) -> Mapping[UUID, list[MatterDeadline]]:
        """Every deadline that several matters ever had."""
        row = MatterDeadline
        statement = select(row).where(row.aggregate_id.in_(matter_ids))
        return await self._by_matter(statement.order_by(row.aggregate_id, row.rule, row.subject))

    async def _by_matter(self, statement: Select[OfMatter]) -> Mapping[UUID, list[OfMatter]]:
        found: dict[UUID, list[OfMatter]] = defaultdict(list)
        for row in await self._session.scalars(statement):
            found[row.aggregate_id].append(row)
        return found

    async def said(self, matter_id: UUID) -> Mapping[int, bytes]:
        """What was said with the acts on a matter, sealed, by number of the event."""
        statement = select(MatterWords).where(MatterWords.matter_id == matter_id)
        return {row.seq: row.words_sealed for row in await self._session.scalars(statement)}

    async def lock_external(self, source: str, external_id: str, organ_id: UUID) -> None:
        """Wait until nobody else enters a matter under this id, then keep others waiting."""
        key = f"{organ_id}:{source}:{external_id}"
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(key, literal(0))))
        )

    async def external(self, source: str, external_id: str, organ_id: UUID) -> UUID | None:
        """The matter that carries another system's id."""
        return await self._session.scalar(
            select(Matter.id).where(
                Matter.source == source,
                Matter.external_id == external_id,
                Matter.organ_id == organ_id,
            )
        )

    async def organ(self, organ_id: UUID) -> ReferenceOrgan | None:
        """The organ as projected from the directory."""
        return await self._session.get(ReferenceOrgan, organ_id)

    async def organ_in_scope(self, organ_id: UUID, principal: Principal) -> bool:
        """Whether rows of this organ exist for the caller."""
        statement = select(ReferenceOrgan.id).where(
            ReferenceOrgan.id == organ_id, in_scope_of(principal, ReferenceOrgan.id)
        )
        return await self._session.scalar(statement) is not None


def beside_record(
    keys: KeyRing, matter_id: UUID, seq: int, paper: str | None, words: str | None
) -> Iterator[Base]:
    """The rows that keep the place of the paper and the words of event ``seq``."""
    if paper is not None:
        sealed = PLACE.seal(keys, paper, matter_id, seq)
        yield MatterPaper(matter_id=matter_id, seq=seq, place_sealed=sealed)
    if words is not None:
        sealed = WORDS.seal(keys, words, matter_id, seq)
        yield MatterWords(matter_id=matter_id, seq=seq, words_sealed=sealed)
