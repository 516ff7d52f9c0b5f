"""What stands beside the late entries of a matter: where the paper lies, why it was confirmed."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.late_entries.models import EntryConfirmation
from requests_api.matters.models import MatterPaper


async def papers_of(session: AsyncSession, matter_id: UUID) -> Mapping[int, MatterPaper]:
    """Where the paper lies, by number of the event."""
    rows = await session.scalars(select(MatterPaper).where(MatterPaper.matter_id == matter_id))
    return {row.seq: row for row in rows}


async def confirmations_of(
    session: AsyncSession, matter_id: UUID
) -> Mapping[int, EntryConfirmation]:
    """The confirmations, by number of the event that was confirmed."""
    statement = select(EntryConfirmation).where(EntryConfirmation.matter_id == matter_id)
    return {row.entry: row for row in await session.scalars(statement)}
