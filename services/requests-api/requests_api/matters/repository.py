"""Queries that are the same for every kind of matter; `visible_to` decides which rows exist."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan, in_scope_of
from requests_api.matters.models import Matter, MatterDeadline, MatterEvent

M = TypeVar("M", bound=Matter)
_MATTERS = table_of(Matter).c


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The matters that exist for ``principal``."""
    return in_scope_of(principal, _MATTERS.organ_id)


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
        """The matter, locked against other writers; None for ``principal`` means the system itself.

        The lock admits foreign-key checks, so that a refusal can be recorded beside it.
        """
        statement = select(model).where(model.id == matter_id)
        if principal is not None:
            statement = statement.where(visible_to(principal))
        return await self._session.scalar(statement.with_for_update(key_share=True, of=Matter))

    async def events(self, matter_id: UUID) -> Sequence[MatterEvent]:
        """The record of a matter, oldest first."""
        statement = select(MatterEvent).where(MatterEvent.aggregate_id == matter_id)
        return (await self._session.scalars(statement.order_by(MatterEvent.seq))).all()

    async def deadlines(self, matter_id: UUID) -> Sequence[MatterDeadline]:
        """Every deadline the matter ever had."""
        statement = select(MatterDeadline).where(MatterDeadline.aggregate_id == matter_id)
        ordered = statement.order_by(MatterDeadline.rule, MatterDeadline.subject)
        return (await self._session.scalars(ordered)).all()

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
