"""Parameters of organs in one session."""

from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan, in_subtree_of
from requests_api.organ_parameters.models import OrganParameters

_PARAMETERS = table_of(OrganParameters).c


def applications_a_month(organ_id: ColumnElement[UUID]) -> ScalarSelect[int | None]:
    """The organ's threshold as a column for statements that need it; NULL: not decided."""
    return (
        select(_PARAMETERS.applications_a_month)
        .where(_PARAMETERS.organ_id == organ_id)
        .order_by(_PARAMETERS.version.desc())
        .limit(1)
        .scalar_subquery()
    )


class ParametersRepository:
    """What organs decided."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def organ_exists(self, organ_id: UUID, principal: Principal) -> bool:
        """Whether the organ is the caller's or below it."""
        found = select(ReferenceOrgan.id).where(
            ReferenceOrgan.id == organ_id, in_subtree_of(principal, ReferenceOrgan.id)
        )
        return await self._session.scalar(found) is not None

    async def present(self, organ_id: UUID) -> OrganParameters | None:
        """The last decision."""
        return await self._session.scalar(
            select(OrganParameters)
            .where(OrganParameters.organ_id == organ_id)
            .order_by(OrganParameters.version.desc())
            .limit(1)
        )

    async def add(self, decided: OrganParameters) -> bool:
        """Write a decision down; False where somebody else decided at the same time."""
        values = {column.key: getattr(decided, column.key) for column in _PARAMETERS}
        written = await self._session.execute(
            insert(OrganParameters)
            .values(values)
            .on_conflict_do_nothing()
            .returning(OrganParameters.version)
        )
        return written.first() is not None
