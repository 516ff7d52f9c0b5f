"""What closing a case looks up: who applies, and which organs there are."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.reference.organs import ReferenceOrgan
from requests_api.applicants.models import Applicant


class ClosingRepository:
    """Look-ups in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def have_one_applicant(self, case_id: UUID, other_id: UUID) -> bool:
        """Whether the same document stands behind both cases."""
        statement = (
            select(Applicant.document_index)
            .where(Applicant.matter_id.in_((case_id, other_id)))
            .distinct()
        )
        return len((await self._session.scalars(statement)).all()) == 1

    async def is_organ(self, name: str) -> bool:
        """Whether the directory knows an organ of that name."""
        statement = select(ReferenceOrgan.id).where(ReferenceOrgan.name == name).limit(1)
        return await self._session.scalar(statement) is not None
