"""Reading and writing kinds."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.kinds.models import Kind, KindVersion
from catalog_api.kinds.schemas import KindQuery
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Keyset, Pager, Rows

_LOCK = 6_101_160_010
"""Key of the lock under which kinds change: rarely, and one after the other."""
_BY_CODE = Keyset((Kind.code,))


class DefinedKind(NamedTuple):
    """A kind in one of its versions."""

    kind: Kind
    version: KindVersion

    @property
    def code(self) -> str:
        """By which a list is ordered."""
        return self.kind.code


class KindRepository:
    """The kinds of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self) -> None:
        """Wait until no other transaction defines kinds, then keep others waiting."""
        await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    async def by_code(self, code: str) -> Kind | None:
        """The kind of this code."""
        statement = select(Kind).where(Kind.code == code)
        return await self._session.scalar(statement.execution_options(populate_existing=True))

    async def defined(self, code: str, version: int | None = None) -> DefinedKind | None:
        """The kind in its present version, or an earlier one."""
        wanted = Kind.version if version is None else version
        statement = _defined().where(Kind.code == code, KindVersion.version == wanted)
        found = (await self._session.execute(statement)).one_or_none()
        return None if found is None else DefinedKind(*found)

    async def present(self, codes: Collection[str]) -> Sequence[DefinedKind]:
        """Those of the kinds that there are, in their present versions."""
        statement = _defined().where(
            Kind.code.in_(list(codes)), KindVersion.version == Kind.version
        )
        return [DefinedKind(*row) for row in await self._session.execute(statement)]

    async def page(self, query: KindQuery, signer: Signer) -> Rows[DefinedKind]:
        """One page of the kinds that ``query`` looks for, by code."""
        pager = Pager(signer, "kinds", query, _BY_CODE)
        statement = _defined().where(KindVersion.version == Kind.version, *_matching(query))
        found = await self._session.execute(pager.apply(statement))
        return pager.page([DefinedKind(*row) for row in found])

    def add(self, *rows: Kind | KindVersion) -> None:
        """Take new rows into the session."""
        self._session.add_all(rows)

    async def flush(self) -> None:
        """Send what changed, so that the next statement sees it."""
        await self._session.flush()


def _defined() -> Select[Kind, KindVersion]:
    return select(Kind, KindVersion).join(KindVersion, KindVersion.kind_id == Kind.id)


def _matching(query: KindQuery) -> list[ColumnElement[bool]]:
    """The conditions of a list; what is None does not restrict."""
    definition = KindVersion.definition
    found: list[ColumnElement[bool]] = []
    if query.text is not None:
        found.append(KindVersion.title.contains(query.text, autoescape=True))
    if query.family is not None:
        found.append(definition["family"].astext == query.family)
    if query.audience is not None:
        found.append(definition["defaults"]["audience"].astext == query.audience)
    if query.level is not None:
        levels = definition["levels"]
        found.append((levels == []) | levels.contains([query.level]))
    return found
