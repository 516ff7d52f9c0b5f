"""The directory as it is read from the projection of organs."""

from datetime import date
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from gongkai.http.paging import Keyset, Pager, Rows
from gongkai.reference.organs import ReferenceOrgan
from requests_api.organ_directory.schemas import DirectoryQuery

_ORGANS = table_of(ReferenceOrgan)
_ORGAN, _PARENTS = _ORGANS.c, _ORGANS.alias("parents")
BY_NAME = Keyset((_ORGAN.name, _ORGAN.id))


class DirectoryRow(Protocol):
    """An organ with the name of the one above it."""

    id: UUID
    name: str
    short_name: str | None
    level: str | None
    region_code: str | None
    parent_id: UUID | None
    parent_name: str | None
    channels: list[str]
    disclosure_office: dict[str, Any] | None


async def page_of_organs(
    session: AsyncSession, query: DirectoryQuery, today: date, pager: Pager
) -> Rows[DirectoryRow]:
    """The organs that exist today and take applications, by name."""
    statement = (
        select(
            *(_ORGAN[name] for name in _SHOWN),
            _PARENTS.c.name.label("parent_name"),
        )
        .select_from(_ORGANS.outerjoin(_PARENTS, _PARENTS.c.id == _ORGAN.parent_id))
        .where(
            *_taking(today),
            *_matching(query),
        )
    )
    rows = (await session.execute(pager.apply(statement))).all()
    return pager.page(cast("list[DirectoryRow]", rows))


async def name_of_taking(session: AsyncSession, organ_id: UUID, today: date) -> str | None:
    """What an organ is called that exists today and takes applications."""
    return await session.scalar(select(_ORGAN.name).where(_ORGAN.id == organ_id, *_taking(today)))


def _taking(today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        _ORGAN.takes_applications,
        func.coalesce(_ORGAN.valid_from, today) <= today,
        func.coalesce(_ORGAN.valid_until, today) >= today,
    )


_SHOWN = (
    "id",
    "name",
    "short_name",
    "level",
    "region_code",
    "parent_id",
    "channels",
    "disclosure_office",
)


def _matching(query: DirectoryQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.name is not None:
        names = (_ORGAN.name, _ORGAN.short_name)
        found.append(or_(*(column.contains(query.name, autoescape=True) for column in names)))
    if query.region is not None:
        found.append(_ORGAN.region_code.startswith(query.region, autoescape=True))
    if query.level is not None:
        found.append(_ORGAN.level == query.level)
    if query.within is not None:
        found.append(_ORGAN.path.contains([query.within]))
    if query.channel is not None:
        found.append(_ORGAN.channels.contains([query.channel]))
    return found
