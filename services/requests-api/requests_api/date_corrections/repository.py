"""The corrections of a case with their reasons, as they are read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from requests_api.date_corrections.models import DateCorrection
from requests_api.matters.models import MatterEvent


async def corrections_of(
    session: AsyncSession, matter_id: UUID
) -> Sequence[tuple[DateCorrection, MatterEvent]]:
    """Every correction of a matter, with its event, oldest first."""
    its_event = and_(
        MatterEvent.aggregate_id == DateCorrection.matter_id, MatterEvent.seq == DateCorrection.seq
    )
    rows = await session.execute(
        select(DateCorrection, MatterEvent)
        .join(MatterEvent, its_event)
        .where(DateCorrection.matter_id == matter_id)
        .order_by(DateCorrection.seq)
    )
    return [(correction, event) for correction, event in rows]
