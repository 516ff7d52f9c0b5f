"""Rows of handling units."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.handling_units.models import HandlingUnit
from requests_api.matters.models import JointOrgan


class HandlingUnitRepository:
    """The handling units of cases in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, unit: HandlingUnit) -> None:
        """Enter a unit."""
        self._session.add(unit)

    async def find(self, case_id: UUID, unit_id: UUID) -> HandlingUnit | None:
        """The unit, if it is one of this case."""
        found = await self._session.get(HandlingUnit, unit_id)
        return found if found is not None and found.case_id == case_id else None

    async def of_case(self, case_id: UUID) -> Sequence[HandlingUnit]:
        """The units of a case, in the order in which they were added."""
        statement = select(HandlingUnit).where(HandlingUnit.case_id == case_id)
        return (await self._session.scalars(statement.order_by(HandlingUnit.id))).all()

    async def let_read(self, case_id: UUID, organ_id: UUID) -> None:
        """Let another organ read the case, masked."""
        statement = insert(JointOrgan).values(matter_id=case_id, organ_id=organ_id)
        await self._session.execute(statement.on_conflict_do_nothing())

    async def end_reading(self, case_id: UUID, organ_id: UUID) -> None:
        """Let the organ read no more, unless another of its units is still at work."""
        at_work = select(HandlingUnit.id).where(
            HandlingUnit.case_id == case_id,
            HandlingUnit.organ_id == organ_id,
            HandlingUnit.completed_on.is_(None),
        )
        if await self._session.scalar(at_work.limit(1)) is None:
            await self._session.execute(
                delete(JointOrgan).where(
                    JointOrgan.matter_id == case_id, JointOrgan.organ_id == organ_id
                )
            )
