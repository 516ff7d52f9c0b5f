"""Rows of fees, and what is counted together with an application."""

from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.applicants.models import Applicant
from requests_api.fees.cumulation import CountedCase
from requests_api.fees.models import FeeNotice, FeeWaiver
from requests_api.matters.models import Matter
from requests_api.registrations.models import Registration
from requests_api.tariffs.tariff import TARIFFS, FeeBasis

_MOST = TARIFFS[FeeBasis.ITEMS].most + 1
"""One more than the tariff computes, so that whoever filed millions makes no notice slow."""


class FeeRepository:
    """Fees in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: FeeNotice | FeeWaiver) -> None:
        """Enter a notice or a waiver."""
        self._session.add(row)

    async def of_case(self, case_id: UUID) -> FeeNotice:
        """The notice of a case whose record has one."""
        statement = select(FeeNotice).where(FeeNotice.case_id == case_id)
        return (await self._session.scalars(statement)).one()

    async def waiver(self, notice_id: UUID, seq: int) -> FeeWaiver | None:
        """The waiver whose event has that number."""
        statement = select(FeeWaiver).where(FeeWaiver.notice_id == notice_id, FeeWaiver.seq == seq)
        return await self._session.scalar(statement)

    async def document_index(self, case_id: UUID) -> bytes:
        """The blind index of the applicant's document."""
        statement = select(Applicant.document_index).where(Applicant.matter_id == case_id)
        return (await self._session.execute(statement)).scalar_one()

    async def lock_month(self, organ_id: UUID, document_index: bytes, month: date) -> None:
        """Wait until nobody else counts this applicant's month, then keep others waiting: of two
        notices at once the second sees the first.
        """
        key = f"fee:{organ_id}:{document_index.hex()}:{month:%Y-%m}"
        await self._session.execute(
            select(func.pg_advisory_xact_lock(func.hashtextextended(key, literal(0))))
        )

    async def earlier_in_month(
        self, case_id: UUID, organ_id: UUID, document_index: bytes, first: date, last: date
    ) -> list[CountedCase]:
        """The applicant's applications to the organ that were received from ``first`` to ``last``
        and have a lower number than ``case_id``, in order of number.

        Each counts as one item, or as those of its own notice by items.
        """
        own = select(Registration.year, Registration.serial).where(
            Registration.case_id == case_id, Registration.voided_at.is_(None)
        )
        row = (await self._session.execute(own)).one_or_none()
        if row is None:
            return []
        by_items = and_(
            FeeNotice.case_id == Registration.case_id, FeeNotice.basis == FeeBasis.ITEMS
        )
        statement = (
            select(Registration.number, func.coalesce(FeeNotice.quantity, 1))
            .join(Matter, Matter.id == Registration.case_id)
            .join(Applicant, Applicant.matter_id == Registration.case_id)
            .outerjoin(FeeNotice, by_items)
            .where(
                Applicant.document_index == document_index,
                Matter.organ_id == organ_id,
                Matter.received_on.between(first, last),
                Registration.voided_at.is_(None),
                tuple_(Registration.year, Registration.serial)
                < tuple_(literal(row.year), literal(row.serial)),
            )
            .order_by(Registration.year, Registration.serial)
            .limit(_MOST)
        )
        return [CountedCase(*found) for found in await self._session.execute(statement)]
