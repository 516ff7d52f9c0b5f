"""Reading and writing organs."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.organs.models import Organ
from catalog_api.organs.schemas import OrganQuery
from gongkai.characters import plain, plain_translation
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Keyset, Pager, Rows

_TREE_LOCK = 6_101_160_001
"""Key of the lock under which the tree changes: organs change rarely and depend on each other."""


_ORDERS = {"name": Keyset((Organ.name, Organ.id)), "id": Keyset((Organ.id,))}


class OrganRepository:
    """The organs of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock_tree(self) -> None:
        """Wait until no other transaction changes organs, then keep others waiting."""
        await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _TREE_LOCK})

    async def get(self, organ_id: UUID) -> Organ | None:
        """The organ with this id."""
        return await self._session.get(Organ, organ_id, populate_existing=True)

    async def by_source(self, source: str, external_id: str) -> Organ | None:
        """The organ that another system knows by this id."""
        return await self._session.scalar(
            select(Organ).where(Organ.source == source, Organ.external_id == external_id)
        )

    async def by_code(self, code: str) -> Organ | None:
        """The organ with this unified social credit code."""
        return await self._session.scalar(select(Organ).where(Organ.code == code))

    async def named(self, parent_id: UUID, name: str) -> Sequence[Organ]:
        """The organs directly below one whose name reads like ``name``."""
        finds, becomes = plain_translation()
        found = await self._session.scalars(
            select(Organ).where(
                Organ.parent_id == parent_id,
                func.translate(Organ.name, finds, becomes) == plain(name),
            )
        )
        return found.all()

    async def names(self, organ_ids: Iterable[UUID]) -> dict[UUID, str]:
        """The present names of those organs that exist."""
        found = select(Organ.id, Organ.name).where(Organ.id.in_(set(organ_ids)))
        return {row.id: row.name for row in await self._session.execute(found)}

    def add(self, organ: Organ) -> None:
        """Take a new organ into the session."""
        self._session.add(organ)

    async def flush(self) -> None:
        """Send what changed, so that the next statement sees it."""
        await self._session.flush()

    async def move_below(
        self, organ: Organ, path: Sequence[UUID], *, at: datetime
    ) -> Sequence[Organ]:
        """Give everything below ``organ`` its new path; returns what changed, parents first.

        Their versions grow with the event that each puts on record.
        """
        old = len(organ.path)
        moved = await self._session.scalars(
            update(Organ)
            .where(Organ.path.contains([organ.id]), Organ.id != organ.id)
            .values(
                path=func.array_cat(
                    literal(list(path), Organ.path.type),
                    Organ.path[old + 1 : func.cardinality(Organ.path)],
                ),
                updated_at=at,
            )
            .returning(Organ)
            .execution_options(populate_existing=True, synchronize_session=False)
        )
        return sorted(moved, key=lambda below: len(below.path))

    async def page(self, query: OrganQuery, signer: Signer) -> Rows[Organ]:
        """One page of the organs that ``query`` looks for."""
        pager = Pager(signer, "organs", query, _ORDERS[query.sort])
        found = await self._session.scalars(pager.apply(select(Organ).where(*_matching(query))))
        return pager.page(found.all())

    async def below(self, root: Organ, *, depth: int, limit: int) -> Sequence[Organ]:
        """``root`` and at most ``depth`` levels below it, parents first, then by name."""
        size = func.cardinality(Organ.path)
        rows = await self._session.scalars(
            select(Organ)
            .where(Organ.path.contains([root.id]), size <= len(root.path) + depth)
            .order_by(size, Organ.name, Organ.id)
            .limit(limit)
        )
        return rows.all()


def _matching(query: OrganQuery) -> list[ColumnElement[bool]]:
    """The conditions of a list; what is None does not restrict."""
    found: list[ColumnElement[bool]] = []
    if query.name is not None:
        found.append(
            or_(
                Organ.name.contains(query.name, autoescape=True),
                Organ.short_name.contains(query.name, autoescape=True),
            )
        )
    if query.alias is not None:
        found.append(
            or_(
                Organ.name == query.alias,
                Organ.short_name == query.alias,
                Organ.aliases.contains([query.alias]),
            )
        )
    if query.region is not None:
        found.append(Organ.region_code.startswith(query.region, autoescape=True))
    if query.within is not None:
        found.append(Organ.path.contains([query.within]))
    if query.valid_on is not None:
        found.append(func.coalesce(Organ.valid_from, query.valid_on) <= query.valid_on)
        found.append(func.coalesce(Organ.valid_until, query.valid_on) >= query.valid_on)
    equal = {
        Organ.parent_id: query.parent,
        Organ.code: query.code,
        Organ.source: query.source,
        Organ.external_id: query.external_id,
    }
    return found + [column == value for column, value in equal.items() if value is not None]
