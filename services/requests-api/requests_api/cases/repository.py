"""Queries on cases; `visible_to` alone decides which rows exist for a caller."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.reference.organs import ReferenceOrgan, in_scope_of
from requests_api.cases.models import (
    Applicant,
    Case,
    CaseDeadline,
    CaseEvent,
    CaseRefusal,
    Consultation,
    Registration,
    RegistrationCounter,
)


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The cases that exist for ``principal``."""
    return in_scope_of(principal, Case.organ_id)


class CaseRepository:
    """Rows of cases in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, case_id: UUID, principal: Principal) -> Case | None:
        """The case, if it exists for the caller."""
        return await self._session.scalar(
            select(Case).where(Case.id == case_id, visible_to(principal))
        )

    async def lock(self, case_id: UUID, principal: Principal | None) -> Case | None:
        """The case, locked against other writers; None for ``principal`` means the system itself.

        The lock admits foreign-key checks, so that a refusal can be recorded beside it.
        """
        statement = select(Case).where(Case.id == case_id).with_for_update(key_share=True)
        if principal is not None:
            statement = statement.where(visible_to(principal))
        return await self._session.scalar(statement)

    async def access_code_of(self, receipt_number: str) -> tuple[UUID | None, bytes | None]:
        """The case behind a receipt number and the digest of its applicant's code, if any."""
        statement = select(Case.id, Case.access_code_digest)
        found = await self._session.execute(statement.where(Case.receipt_number == receipt_number))
        row = found.one_or_none()
        return (None, None) if row is None else (row.id, row.access_code_digest)

    async def external(self, source: str, external_id: str) -> UUID | None:
        """The case that carries another system's id."""
        return await self._session.scalar(
            select(Case.id).where(Case.source == source, Case.external_id == external_id)
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

    async def applicant(self, case_id: UUID) -> Applicant:
        """The applicant of a case."""
        return await self._session.get_one(Applicant, case_id)

    async def events(self, case_id: UUID) -> Sequence[CaseEvent]:
        """The record of a case, oldest first."""
        return (
            await self._session.scalars(
                select(CaseEvent).where(CaseEvent.aggregate_id == case_id).order_by(CaseEvent.seq)
            )
        ).all()

    async def refusals(self, case_id: UUID) -> Sequence[CaseRefusal]:
        """The steps that were refused, oldest first."""
        return (
            await self._session.scalars(
                select(CaseRefusal).where(CaseRefusal.case_id == case_id).order_by(CaseRefusal.id)
            )
        ).all()

    async def deadlines(self, case_id: UUID) -> Sequence[CaseDeadline]:
        """Every deadline the case ever had."""
        return (
            await self._session.scalars(
                select(CaseDeadline)
                .where(CaseDeadline.aggregate_id == case_id)
                .order_by(CaseDeadline.rule, CaseDeadline.subject)
            )
        ).all()

    async def consultations(self, case_id: UUID) -> Sequence[Consultation]:
        """The consultations of a case, oldest first."""
        return (
            await self._session.scalars(
                select(Consultation)
                .where(Consultation.case_id == case_id)
                .order_by(Consultation.sent_on, Consultation.id)
            )
        ).all()

    async def take_serial(self, organ_id: UUID, year: int) -> int:
        """The next registration number of an organ in a year.

        The counter's row stays locked until the commit: call it last. A rollback gives it back, so
        that no number is missing and none is given twice.
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

    async def registrations(self, case_id: UUID) -> Sequence[Registration]:
        """Every registration of a case, voided ones included."""
        return (
            await self._session.scalars(
                select(Registration)
                .where(Registration.case_id == case_id)
                .order_by(Registration.registered_at)
            )
        ).all()

    async def outdated(self, calendar_version: str, today: date) -> Sequence[UUID]:
        """Open cases that another calendar or an earlier day was used for."""
        return (
            await self._session.scalars(
                select(Case.id).where(_is_outdated(calendar_version, today)).order_by(Case.id)
            )
        ).all()

    async def lock_outdated(self, case_id: UUID, calendar_version: str, today: date) -> Case | None:
        """The case, locked, if it is still outdated; None also while somebody writes it."""
        return await self._session.scalar(
            select(Case)
            .where(Case.id == case_id, _is_outdated(calendar_version, today))
            .with_for_update(key_share=True, skip_locked=True)
        )


def _is_outdated(calendar_version: str, today: date) -> ColumnElement[bool]:
    return and_(
        Case.is_open, or_(Case.calendar_version != calendar_version, Case.recheck_on <= today)
    )
