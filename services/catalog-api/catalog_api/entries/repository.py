"""Rows of entries; `visible_to` decides which exist for a caller."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.entries.kinds import EntryRelation
from catalog_api.entries.models import SEARCH_GRAMS, Entry, EntryLink, EntryVersion
from catalog_api.entries.schemas import EntryQuery
from catalog_api.kinds.models import Kind
from catalog_api.organs.models import Organ
from gongkai.auth.principal import Principal
from gongkai.crypto.signing import Signer
from gongkai.db.base import among
from gongkai.folding import words
from gongkai.grams import query_of
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import in_scope_of, oversees

_NEWEST_FIRST = Keyset((Entry.id,), descending=True)
Key = tuple[str, str, UUID]
"""Source, id there, organ."""


class ListedEntry(NamedTuple):
    """A row of the list."""

    entry: Entry
    kind_code: str
    organ_name: str

    @property
    def id(self) -> UUID:
        """By which the list is ordered."""
        return self.entry.id


class Related(NamedTuple):
    """An entry at the other end of a relation."""

    relation: EntryRelation
    entry: Entry


def visible_to(principal: Principal) -> ColumnElement[bool]:
    """The entries that exist for ``principal``."""
    return in_scope_of(principal, Entry.organ_id, Organ)


class EntryRepository:
    """Entries in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, entry_id: UUID, principal: Principal) -> Entry | None:
        """The entry, if it exists for the caller."""
        return await self._session.scalar(
            select(Entry).where(Entry.id == entry_id, visible_to(principal))
        )

    async def lock(self, entry_id: UUID, principal: Principal) -> Entry | None:
        """The entry, locked against other writers, as it is once the lock is had."""
        statement = select(Entry).where(Entry.id == entry_id, visible_to(principal))
        return await self._session.scalar(_locked(statement))

    async def lock_sources(self, keys: Iterable[Key]) -> None:
        """Wait until nobody else enters what these systems keep, then keep others waiting."""
        for owner in sorted({f"{organ}:{source}" for source, _, organ in keys}):
            await self._session.execute(
                select(func.pg_advisory_xact_lock(func.hashtextextended(owner, literal(0))))
            )

    async def of_sources(self, keys: Collection[Key]) -> dict[Key, Entry]:
        """The entries that other systems know by these ids, locked."""
        known = tuple_(Entry.source, Entry.external_id, Entry.organ_id)
        statement = select(Entry).where(known.in_(list(keys))).order_by(Entry.id)
        found = await self._session.scalars(_locked(statement))
        return {(e.source or "", e.external_id or "", e.organ_id): e for e in found}

    async def version(self, entry_id: UUID, version: int) -> EntryVersion:
        """What an entry said in one version."""
        return await self._session.get_one(EntryVersion, (entry_id, version))

    async def newest(self, entries: Collection[Entry]) -> Mapping[UUID, EntryVersion]:
        """The newest version of each entry."""
        statement = (
            select(EntryVersion)
            .join(Entry, Entry.id == EntryVersion.entry_id)
            .where(
                EntryVersion.version == Entry.content_version,
                among(Entry.id, [entry.id for entry in entries]),
            )
        )
        return {row.entry_id: row for row in await self._session.scalars(statement)}

    async def versions(self, entry_id: UUID) -> Sequence[EntryVersion]:
        """Everything that an entry said, newest first."""
        statement = select(EntryVersion).where(EntryVersion.entry_id == entry_id)
        return (await self._session.scalars(statement.order_by(EntryVersion.version.desc()))).all()

    async def organs(
        self, organ_ids: Collection[UUID], principal: Principal
    ) -> Mapping[UUID, str | None]:
        """Those of the organs that the caller may write for or see, with their division codes."""
        statement = select(Organ.id, Organ.region_code).where(
            among(Organ.id, organ_ids), in_scope_of(principal, Organ.id, Organ)
        )
        return {row.id: row.region_code for row in await self._session.execute(statement)}

    async def known(self, entry_ids: Collection[UUID], principal: Principal) -> set[UUID]:
        """Those of the entries that the caller can refer to: the own ones, and published ones."""
        is_known = visible_to(principal) | Entry.published_version.is_not(None)
        statement = select(Entry.id).where(among(Entry.id, entry_ids), is_known)
        return set(await self._session.scalars(statement))

    async def unlink(self, entry_id: UUID) -> None:
        """Forget what an entry is to others; its versions say what it was."""
        await self._session.execute(delete(EntryLink).where(EntryLink.entry_id == entry_id))

    async def related(self, entry_id: UUID, principal: Principal) -> tuple[list[Related], ...]:
        """What an entry is to others, and others to it: those that exist for the caller."""
        is_shown = visible_to(principal) | Entry.published_version.is_not(None)
        ends = ((EntryLink.entry_id, EntryLink.other_id), (EntryLink.other_id, EntryLink.entry_id))
        found = []
        for here, there in ends:
            statement = (
                select(EntryLink.relation, Entry)
                .join(Entry, Entry.id == there)
                .where(here == entry_id, is_shown)
                .order_by(Entry.id)
                .limit(_MOST_RELATED)
            )
            found.append([Related(*row) for row in await self._session.execute(statement)])
        return tuple(found)

    async def page(
        self, query: EntryQuery, principal: Principal, signer: Signer
    ) -> Rows[ListedEntry]:
        """One page of the entries that ``query`` looks for, newest first."""
        pager = Pager(signer, "entries", query, _NEWEST_FIRST)
        statement = (
            select(Entry, Kind.code, Organ.name)
            .join(Kind, Kind.id == Entry.kind_id)
            .join(Organ, Organ.id == Entry.organ_id)
            .where(visible_to(principal), *_matching(query, principal))
        )
        found = await self._session.execute(pager.apply(statement))
        return pager.page([ListedEntry(*row) for row in found])

    async def named(self, entry: Entry) -> ListedEntry:
        """The entry with the names of its kind and organ."""
        statement = (
            select(Kind.code, Organ.name)
            .join(Organ, Organ.id == entry.organ_id)
            .where(Kind.id == entry.kind_id)
        )
        return ListedEntry(entry, *(await self._session.execute(statement)).one())


_MOST_RELATED = 200


def _locked(statement: Select[Entry]) -> Select[Entry]:
    return statement.with_for_update(key_share=True).execution_options(populate_existing=True)


def _matching(query: EntryQuery, principal: Principal) -> list[ColumnElement[bool]]:
    """The conditions of a list; what is None does not restrict."""
    found: list[ColumnElement[bool]] = []
    if query.text is not None:
        searched = words(query.text)
        owner = query.organ_id or (None if oversees(principal) else principal.organ_id)
        asked = query_of([searched], owner)
        found.append(SEARCH_GRAMS.bool_op("@@")(literal(asked).cast(TSQUERY)))
        found += [Entry.search_text.contains(word, autoescape=True) for word in searched]
    if query.kind is not None:
        found.append(Kind.code == query.kind)
    equal = {
        Entry.organ_id: query.organ_id,
        Entry.state: query.state,
        Entry.source: query.source,
        Entry.external_id: query.external_id,
        Entry.document_number: query.document_number,
        Entry.index_number: query.index_number,
    }
    return found + [column == value for column, value in equal.items() if value is not None]
