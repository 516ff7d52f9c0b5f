"""Rows of proposals."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.publications.models import PublicationProposal


async def last_proposal(session: AsyncSession, case_id: UUID) -> PublicationProposal | None:
    """The last proposal of a case."""
    statement = select(PublicationProposal).where(PublicationProposal.case_id == case_id)
    return await session.scalar(statement.order_by(PublicationProposal.id.desc()).limit(1))
