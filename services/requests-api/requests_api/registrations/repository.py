"""Rows of the register."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, select
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

    async def last_serials(
        self, organ_id: UUID, years: Collection[int], *, lock: bool = False
    ) -> Mapping[int, int]:
        """The last number of an organ in each of these years that has one; locked, nobody takes a
        number of theirs meanwhile.
        """
        statement = (
            select(RegistrationCounter.year, RegistrationCounter.last_serial)
            .where(RegistrationCounter.organ_id == organ_id, RegistrationCounter.year.in_(years))
            .order_by(RegistrationCounter.year)
        )
        if lock:
            statement = statement.with_for_update()
        return {row.year: row.last_serial for row in await self._session.execute(statement)}

    async def years_begun(self, organ_id: UUID, years: Collection[int]) -> Collection[int]:
        """In which of these years the organ has drawn a number here."""
        statement = select(Registration.year).where(
            Registration.organ_id == organ_id,
            Registration.year.in_(years),
            Registration.is_imported.is_(False),
        )
        return {*(await self._session.scalars(statement.distinct())).all()}

    async def set_forth(self, organ_id: UUID, year: int, serial: int) -> None:
        """Have the numbers of a year go on behind ``serial``, unless they have got further."""
        statement = insert(RegistrationCounter).values(
            organ_id=organ_id, year=year, last_serial=serial
        )
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=["organ_id", "year"],
                set_={
                    "last_serial": func.greatest(RegistrationCounter.last_serial, serial),
                },
            )
        )

    async def serials(self, organ_id: UUID, year: int) -> Sequence[int]:
        """Every number of a year that the organ has given, voided ones too, in order."""
        row = Registration
        statement = select(row.serial).where(row.organ_id == organ_id, row.year == year)
        return (await self._session.scalars(statement.order_by(row.serial))).all()
