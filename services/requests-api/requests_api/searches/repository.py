"""Rows of searches for applicants."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of
from requests_api.searches.models import WorklistSearch

NEWEST_SEARCH = Keyset((WorklistSearch.id,), descending=True)


async def page_of_searches(
    session: AsyncSession, principal: Principal, actor: str | None, pager: Pager
) -> Rows[WorklistSearch]:
    """The searches made for the organs that exist for the caller."""
    statement = select(WorklistSearch).where(in_scope_of(principal, WorklistSearch.organ_id))
    if actor is not None:
        statement = statement.where(WorklistSearch.actor == actor)
    return pager.page((await session.scalars(pager.apply(statement))).all())
