"""Use cases that look kinds up."""

from collections.abc import Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.kinds.errors import KindNotFound
from catalog_api.kinds.models import Kind
from catalog_api.kinds.presenter import kind_out
from catalog_api.kinds.repository import DefinedKind, KindRepository
from catalog_api.kinds.schemas import KindOut, KindQuery
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Page
from gongkai.reference.people import person_names


class KindReading:
    """What is read of kinds in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._kinds = KindRepository(session)

    async def kind(self, code: str) -> Kind:
        """The kind, or KindNotFound."""
        found = await self._kinds.by_code(code)
        if found is None:
            raise KindNotFound
        return found

    async def get(self, code: str, version: int | None = None) -> DefinedKind:
        """The kind in its present version or an earlier one, or KindNotFound."""
        found = await self._kinds.defined(code, version)
        if found is None:
            raise KindNotFound
        return found

    async def shown(self, found: DefinedKind) -> KindOut:
        """The kind as the API shows it."""
        return kind_out(*found, await self._names([found]))

    async def page(self, query: KindQuery, signer: Signer) -> Page[KindOut]:
        """One page of the kinds that ``query`` looks for."""
        found = await self._kinds.page(query, signer)
        names = await self._names(found.items)
        items = [kind_out(*each, names) for each in found.items]
        return Page(items=items, next_cursor=found.next_cursor)

    async def _names(self, found: Iterable[DefinedKind]) -> Mapping[str, str]:
        return await person_names(self._session, {each.version.defined_by for each in found})
