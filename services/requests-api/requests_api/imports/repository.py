"""What an import looks up and locks: who has a number or an id already, and the registers."""

from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.reference.organs import ReferenceOrgan
from requests_api.imports.models import ImportedCase
from requests_api.matters.models import Matter
from requests_api.registrations.models import Registration


class Known(NamedTuple):
    """A matter that has a number or an external id."""

    id: UUID
    digest: bytes | None
    """Which row made it; None where none did."""


_KNOWN = select(
    Matter.id, Matter.number, Matter.source, Matter.external_id, ImportedCase.digest
).outerjoin(ImportedCase, ImportedCase.case_id == Matter.id)


class ImportRepository:
    """The cases of one organ, for an import."""

    def __init__(self, session: AsyncSession, organ_id: UUID) -> None:
        self._session = session
        self._organ_id = organ_id
        self._is_own = Matter.organ_id == organ_id

    async def organ(self) -> ReferenceOrgan | None:
        """The organ, if the directory has it."""
        return await self._session.get(ReferenceOrgan, self._organ_id)

    async def lock(self) -> None:
        """Wait until no other import of the organ is writing, then keep others waiting."""
        key = f"import:{self._organ_id}"
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(key, literal(0))))
        )

    async def by_number(self, numbers: Collection[str]) -> Mapping[str, Known]:
        """The matters that have these numbers."""
        if not numbers:
            return {}
        found = await self._session.execute(_KNOWN.where(self._is_own, Matter.number.in_(numbers)))
        return {row.number: Known(row.id, row.digest) for row in found}

    async def by_external(
        self, ids: Collection[tuple[str, str]]
    ) -> Mapping[tuple[str, str], Known]:
        """The matters that have these ids of other systems."""
        if not ids:
            return {}
        found = await self._session.execute(
            _KNOWN.where(self._is_own, tuple_(Matter.source, Matter.external_id).in_(ids))
        )
        return {(row.source, row.external_id): Known(row.id, row.digest) for row in found}

    async def taken_serials(
        self, serials: Collection[tuple[int, int]]
    ) -> Collection[tuple[int, int]]:
        """Which of these numbers, as year and serial, the register has given, voided ones too."""
        if not serials:
            return ()
        found = await self._session.execute(
            select(Registration.year, Registration.serial).where(
                Registration.organ_id == self._organ_id,
                tuple_(Registration.year, Registration.serial).in_(serials),
            )
        )
        return {(row.year, row.serial) for row in found}
