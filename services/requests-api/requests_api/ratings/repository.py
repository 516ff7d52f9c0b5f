"""How often each score was given."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan, in_scope_of
from requests_api.cases.models import Case

_CASE = table_of(Case).c


async def scores(
    session: AsyncSession, principal: Principal, organ_id: UUID, first: date, last: date
) -> Mapping[int, int]:
    """By score how many answers of these days were rated so, of an organ and those below it, as far
    as they exist for the caller.
    """
    below = select(ReferenceOrgan.id).where(ReferenceOrgan.path.contains([organ_id]))
    found = await session.execute(
        select(_CASE.rating, func.count().label("number"))
        .where(
            in_scope_of(principal, _CASE.counted_organ_id),
            or_(_CASE.counted_organ_id == organ_id, _CASE.counted_organ_id.in_(below)),
            _CASE.rating.is_not(None),
            _CASE.counted_until.between(first, last),
        )
        .group_by(_CASE.rating)
    )
    return {row.rating: row.number for row in found}
