"""Use cases that look entries up."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.entries.errors import EntryNotFound
from catalog_api.entries.models import Entry
from catalog_api.entries.presenter import entry_out, listed_out, version_out
from catalog_api.entries.repository import EntryRepository
from catalog_api.entries.schemas import EntryListItem, EntryOut, EntryQuery, EntryVersionsOut
from gongkai.auth.principal import Principal
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Page
from gongkai.reference.people import person_names


class EntryReading:
    """What one caller reads of entries in one session."""

    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self._session = session
        self._entries = EntryRepository(session)
        self._principal = principal

    async def get(self, entry_id: UUID) -> Entry:
        """The entry, or EntryNotFound."""
        entry = await self._entries.find(entry_id, self._principal)
        if entry is None:
            raise EntryNotFound
        return entry

    async def shown(self, entry: Entry) -> EntryOut:
        """The entry as the API shows it: its newest version, and where that stands."""
        version = await self._entries.version(entry.id, entry.content_version)
        related, related_from = await self._entries.related(entry.id, self._principal)
        names = await person_names(self._session, {entry.written_by, *entry.reviewers})
        return entry_out(
            await self._entries.named(entry), version, related, related_from, names, self._principal
        )

    async def versions(self, entry: Entry) -> EntryVersionsOut:
        """Everything that the entry said, newest first."""
        found = await self._entries.versions(entry.id)
        names = await person_names(self._session, {each.written_by for each in found})
        return EntryVersionsOut(items=[version_out(each, entry, names) for each in found])

    async def page(self, query: EntryQuery, signer: Signer) -> Page[EntryListItem]:
        """One page of the entries that ``query`` looks for."""
        found = await self._entries.page(query, self._principal, signer)
        items = [listed_out(each, self._principal) for each in found.items]
        return Page(items=items, next_cursor=found.next_cursor)
