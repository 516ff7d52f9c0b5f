"""Rows of consultations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.consultations.models import Consultation


class ConsultationRepository:
    """The consultations of cases in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, consultation: Consultation) -> None:
        """Enter a letter that was sent."""
        self._session.add(consultation)

    async def find(self, case_id: UUID, consultation_id: UUID) -> Consultation | None:
        """The consultation, if it is one of this case."""
        found = await self._session.get(Consultation, consultation_id)
        return found if found is not None and found.case_id == case_id else None

    async def of_case(self, case_id: UUID) -> Sequence[Consultation]:
        """The consultations of a case, oldest first."""
        statement = select(Consultation).where(Consultation.case_id == case_id)
        ordered = statement.order_by(Consultation.sent_on, Consultation.id)
        return (await self._session.scalars(ordered)).all()
