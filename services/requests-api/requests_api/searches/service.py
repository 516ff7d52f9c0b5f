"""Putting searches for applicants on record, and listing them."""

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.http.paging import Pager
from gongkai.reference.people import person_names
from requests_api.matters.office import Office
from requests_api.searches.models import WorklistSearch
from requests_api.searches.repository import NEWEST_SEARCH, page_of_searches
from requests_api.searches.schemas import SearchesQuery, SearchOut, SearchPageOut


class SearchService:
    """Searches for applicants, for one caller."""

    def __init__(self, session: AsyncSession, office: Office, principal: Principal) -> None:
        self._session = session
        self._office = office
        self._principal = principal

    def record(self, by: Literal["document", "phone"], digest: bytes) -> None:
        """The caller looks for whom the blind index knows by ``digest``."""
        self._session.add(
            WorklistSearch(
                id=new_id(),
                actor=self._principal.actor,
                organ_id=self._principal.organ_id,
                searched_by=by,
                digest=digest,
                searched_at=self._office.clock.now(),
            )
        )

    async def listed(self, query: SearchesQuery, signer: Signer) -> SearchPageOut:
        """One page of who searched for applicants."""
        pager = Pager(signer, "worklist.searches", query, NEWEST_SEARCH)
        rows = await page_of_searches(self._session, self._principal, query.actor, pager)
        names = await person_names(self._session, [row.actor for row in rows.items])
        return SearchPageOut(
            items=[
                SearchOut(
                    id=row.id,
                    actor=row.actor,
                    actor_name=names.get(row.actor),
                    organ_id=row.organ_id,
                    searched_by=row.searched_by,
                    repeats=row.digest[:8].hex(),
                    searched_at=row.searched_at,
                )
                for row in rows.items
            ],
            next_cursor=rows.next_cursor,
        )
