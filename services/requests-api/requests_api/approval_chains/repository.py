"""Approval chains in one session."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan, in_subtree_of
from gongkai.reference.people import ReferencePerson
from requests_api.approval_chains.models import ApprovalChain

_CHAINS = table_of(ApprovalChain).c


class ChainRepository:
    """What organs decided, and whom they may name."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def organ_exists(self, organ_id: UUID, principal: Principal) -> bool:
        """Whether the organ is the caller's or below it."""
        found = select(ReferenceOrgan.id).where(
            ReferenceOrgan.id == organ_id, in_subtree_of(principal, ReferenceOrgan.id)
        )
        return await self._session.scalar(found) is not None

    async def present(self, organ_id: UUID) -> ApprovalChain | None:
        """The last decision."""
        return await self._session.scalar(
            select(ApprovalChain)
            .where(ApprovalChain.organ_id == organ_id)
            .order_by(ApprovalChain.version.desc())
            .limit(1)
        )

    async def working(self, organ_id: UUID, subjects: Collection[str]) -> dict[str, list[str]]:
        """The roles of those of these people who work in the organ."""
        if not subjects:
            return {}
        statement = select(ReferencePerson.subject, ReferencePerson.roles).where(
            ReferencePerson.subject.in_(subjects),
            ReferencePerson.organ_id == organ_id,
            ReferencePerson.is_active,
        )
        return dict((await self._session.execute(statement)).all())

    async def add(self, decided: ApprovalChain) -> bool:
        """Write a decision down; False where somebody else decided at the same time."""
        values = {column.key: getattr(decided, column.key) for column in _CHAINS}
        written = await self._session.execute(
            insert(ApprovalChain)
            .values(values)
            .on_conflict_do_nothing()
            .returning(ApprovalChain.version)
        )
        return written.first() is not None
