"""The records from which the annual report is counted."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.record import Recorded, read
from gongkai.reference.organs import ReferenceOrgan
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed
from requests_api.matters.events import ConfirmationAwaited, DateCorrected, EntryConfirmed
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
    MatterEvent.type.in_((*_COUNTED, ConfirmationAwaited.TYPE, EntryConfirmed.TYPE)),
    and_(
        MatterEvent.type == DateCorrected.TYPE,
        MatterEvent.data["corrects"].astext.in_(_COUNTED),
    ),
)


class LateEntries(NamedTuple):
    """How many applications of a year have late entries, and how many of them await a second
    person.
    """

    entered_late: int
    awaiting_confirmation: int


async def late_entries(
    session: AsyncSession, principal: Principal, organ_id: UUID, year: int
) -> LateEntries:
    """Counted over the applications received in the year, as far as they exist for the caller."""
    awaiting = Matter.late_entries.contains([{"awaits_confirmation": True}])
    found = await session.execute(
        select(
            func.count().filter(func.jsonb_array_length(Matter.late_entries) > 0),
            func.count().filter(awaiting),
        ).where(
            *_in_report(principal, organ_id),
            Matter.received_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return LateEntries(*found.one())


def _in_report(principal: Principal, organ_id: UUID) -> Sequence[ColumnElement[bool]]:
    """The applications of the organ and those below it that exist for the caller."""
    below = select(ReferenceOrgan.id).where(ReferenceOrgan.path.contains([organ_id]))
    return (
        Matter.kind == MatterKind.APPLICATION,
        visible_to(principal),
        (Matter.organ_id == organ_id) | Matter.organ_id.in_(below),
    )


async def histories(
    session: AsyncSession, principal: Principal, organ_id: UUID
) -> Iterator[tuple[Recorded, ...]]:
    """What counts of each application of the organ and those below it, corrections applied, as far
    as they exist for the caller.
    """
    rows = await session.scalars(
        select(MatterEvent)
        .join(Matter, Matter.id == MatterEvent.aggregate_id)
        .where(*_in_report(principal, organ_id), _IS_COUNTED)
        .order_by(MatterEvent.aggregate_id, MatterEvent.seq)
    )
    by_matter = groupby(rows.all(), key=lambda row: row.aggregate_id)
    return (effective(read(of_one)) for _, of_one in by_matter)
