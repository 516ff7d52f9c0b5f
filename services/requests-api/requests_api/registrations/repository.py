"""Rows of the register."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.registrations.models import Registration, RegistrationCounter


class RegistrationRepository:
    """The register in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take_serial(self, organ_id: UUID, year: int) -> int:
        """The next registration number of an organ in a year.

        The counter's row stays locked until the commit: call it when everything has been read. A
        rollback gives the number back, so that none is missing and none is given twice.
        """
        statement = insert(RegistrationCounter).values(organ_id=organ_id, year=year, last_serial=1)
        return (
            await self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=["organ_id", "year"],
                    set_={"last_serial": RegistrationCounter.last_serial + 1},
                ).returning(RegistrationCounter.last_serial)
            )
        ).scalar_one()

    def add(self, registration: Registration) -> None:
        """Enter a number in the register."""
        self._session.add(registration)

    async def present(self, case_id: UUID) -> Registration | None:
        """The case's registration that was not voided."""
        return await self._session.scalar(
            select(Registration).where(
                Registration.case_id == case_id, Registration.voided_at.is_(None)
            )
        )
