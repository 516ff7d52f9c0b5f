"""How many applications are alike in what the annual report counts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import and_, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.reference.organs import ReferenceOrgan, in_scope_of
from requests_api.cases.models import Case
from requests_api.statistics.facts import Alike

_CASE = table_of(Case).c


async def counted(
    session: AsyncSession, principal: Principal, organ_id: UUID, year: int
) -> Sequence[Alike]:
    """The applications of an organ and those below it that a year counts, as far as they exist for
    the caller: those received by its end and not finished before it.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    below = select(ReferenceOrgan.id).where(ReferenceOrgan.path.contains([organ_id]))
    is_new = (_CASE.counted_from >= first).label("is_new")
    is_finished = func.coalesce(_CASE.counted_until <= last, false()).label("is_finished")
    alike = (_CASE.applicant_kind, _CASE.decision, _CASE.report_row, is_new, is_finished)
    found = await session.execute(
        select(
            *alike,
            func.count(),
            func.count().filter(_CASE.counted_late_entry),
            func.count().filter(_CASE.counted_awaiting),
        )
        .where(
            in_scope_of(principal, _CASE.counted_organ_id),
            or_(_CASE.counted_organ_id == organ_id, _CASE.counted_organ_id.in_(below)),
            and_(_CASE.counted_from.is_not(None), _CASE.counted_from <= last),
            or_(_CASE.counted_until.is_(None), _CASE.counted_until >= first),
        )
        .group_by(*alike)
    )
    return [
        Alike(kind, decision if finished else None, row, new, *numbers)
        for kind, decision, row, new, finished, *numbers in found
    ]
