"""Which of some cases ask for the same information, and what their drafts say."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from requests_api.cases.models import Case
from requests_api.links.kinds import LinkRelation
from requests_api.links.models import Link
from requests_api.matters.models import Matter
from requests_api.matters.repository import visible_to
from requests_api.replies.models import Reply

_CASES = table_of(Case).c


async def pairs_among(
    session: AsyncSession, ids: Collection[UUID]
) -> Collection[tuple[UUID, UUID]]:
    """The links as asking for the same information whose both ends are among ``ids``."""
    found = await session.execute(
        select(Link.first_id, Link.other_id).where(
            Link.relation == LinkRelation.SAME_INFORMATION,
            Link.first_id.in_(ids),
            Link.other_id.in_(ids),
        )
    )
    return [(first, other) for first, other in found]


async def drafts_of(
    session: AsyncSession, ids: Collection[UUID], principal: Principal
) -> Mapping[UUID, Reply]:
    """The present drafts of those of the cases that exist for the caller."""
    statement = (
        select(_CASES.id, Reply)
        .join(Reply, Reply.id == _CASES.reply_id)
        .join(table_of(Matter), table_of(Matter).c.id == _CASES.id)
        .where(_CASES.id.in_(ids), visible_to(principal))
    )
    return {row[0]: row[1] for row in await session.execute(statement)}
