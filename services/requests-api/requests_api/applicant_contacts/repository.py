"""Mail addresses that were given up: read for one message, deleted after a week."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.applicant_contacts.models import FormerContact


class FormerContactRepository:
    """Former addresses in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of_message(self, matter_id: UUID, message_id: UUID) -> FormerContact | None:
        """The address to which this message goes, if it tells of a change of this matter."""
        statement = select(FormerContact).where(FormerContact.id == message_id)
        return await self._session.scalar(statement.where(FormerContact.matter_id == matter_id))

    async def forget(self, before: datetime) -> None:
        """Delete what was given up before then."""
        await self._session.execute(delete(FormerContact).where(FormerContact.changed_at < before))
