"""The records from which the annual report is counted."""

from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.record import Recorded, read
from gongkai.reference.organs import ReferenceOrgan
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed
from requests_api.matters.events import DateCorrected
from requests_api.matters.file import effective
from requests_api.matters.kinds import MatterKind
from requests_api.matters.models import Matter, MatterEvent
from requests_api.matters.repository import visible_to
from requests_api.replies.events import Replied
from requests_api.withdrawals.events import Withdrawn

_COUNTED = (
    ApplicationReceived.TYPE,
    ReceiptConfirmed.TYPE,
    Replied.TYPE,
    Withdrawn.TYPE,
)
_IS_COUNTED = or_(
    MatterEvent.type.in_(_COUNTED),
    and_(
        MatterEvent.type == DateCorrected.TYPE,
        MatterEvent.data["corrects"].astext.in_(_COUNTED),
    ),
)


async def histories(
    session: AsyncSession, principal: Principal, organ_id: UUID
) -> Iterator[tuple[Recorded, ...]]:
    """What counts of each application of the organ and those below it, corrections applied, as far
    as they exist for the caller.
    """
    below = select(ReferenceOrgan.id).where(ReferenceOrgan.path.contains([organ_id]))
    rows = await session.scalars(
        select(MatterEvent)
        .join(Matter, Matter.id == MatterEvent.aggregate_id)
        .where(
            Matter.kind == MatterKind.APPLICATION,
            visible_to(principal),
            (Matter.organ_id == organ_id) | Matter.organ_id.in_(below),
            _IS_COUNTED,
        )
        .order_by(MatterEvent.aggregate_id, MatterEvent.seq)
    )
    by_matter = groupby(rows.all(), key=lambda row: row.aggregate_id)
    return (effective(read(of_one)) for _, of_one in by_matter)
