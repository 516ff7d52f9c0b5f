"""Writing a new case by one statement.

The rows of a new case refer to nothing that is not among them, so all of them go into one statement
of common table expressions. This is the busiest write of the service; the ORM's unit of work would
need seven statements for the same rows.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Insert, Table, bindparam, insert, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Base, Database
from gongkai.db.base import table_of
from gongkai.db.driver import Write
from gongkai.feed.outgoing import FeedEntry, consumers_of, ring
from gongkai.http.idempotency_store import claim_with_answer
from requests_api.applicants.models import Applicant
from requests_api.cases.models import Case
from requests_api.intake.reading import STILL_HOLDS
from requests_api.matters.models import Matter, MatterEvent
from requests_api.matters.settling import Settled

_GENERATED = {"due_order", "xid"}
_Row = tuple[Table, dict[str, Any]]
_Names = tuple[str, ...]
_Shape = tuple[tuple[Table, _Names], ...]


class Opened(NamedTuple):
    """A new case with everything that follows from its receipt; nothing of it is written yet."""

    case: Case
    applicant: Applicant
    events: Sequence[MatterEvent]
    settled: Settled
    beside: Sequence[Base] = ()
    """Further rows of it, made by `unmapped`."""

    def rows(self) -> list[_Row]:
        """The rows to be written, by table."""
        of_case = [(table, _values(self.case, table)) for table in map(table_of, (Matter, Case))]
        others = (self.applicant, *self.events, *self.settled.added, *self.beside)
        return [
            *of_case,
            *((table_of(type(row)), _values(row)) for row in others),
            *((table_of(FeedEntry), told.row()) for told in self.settled.published),
        ]


async def insert_opened(session: AsyncSession, opened: Opened) -> None:
    """Write a new case within a unit of work, and ring the consumers after it."""
    rows = opened.rows()
    statement, names = _statement(_shape(rows))
    await session.execute(statement, _parameters(names, rows))
    ring(session, opened.settled.published)


async def insert_filed(
    database: Database,
    opened: Opened,
    key: Mapping[str, object],
    assumed: Mapping[str, object] | None = None,
) -> bool:
    """Write a new case together with the key of its filing and ring the consumers; False and
    nothing written where the key is taken, or what was ``assumed`` (parameters of `STILL_HOLDS`)
    does not hold.
    """
    rows = opened.rows()
    statement, names = _guarded(_shape(rows), is_assumed=assumed is not None)
    return await database.write_alone(
        statement,
        {**_parameters(names, rows), **key, **(assumed or {})},
        consumers_of(opened.settled.published),
    )


def _shape(rows: Sequence[_Row]) -> _Shape:
    return tuple((table, tuple(values)) for table, values in rows)


def _parameters(names: _Names, rows: Sequence[_Row]) -> dict[str, Any]:
    return dict(zip(names, chain.from_iterable(row.values() for _, row in rows), strict=True))


def _names_in(shape: _Shape) -> _Names:
    return tuple(f"{name}_{number}" for number, (_, row) in enumerate(shape) for name in row)


@lru_cache(maxsize=256)
def _statement(shape: _Shape) -> tuple[Insert, _Names]:
    """One insert per row, the last of them carrying the others, and the names of its parameters in
    the order of the rows; kept by what the rows hold.
    """
    inserts = [
        insert(table).values({name: bindparam(f"{name}_{number}") for name in names})
        for number, (table, names) in enumerate(shape)
    ]
    return _chained(inserts), _names_in(shape)


@lru_cache(maxsize=256)
def _guarded(shape: _Shape, *, is_assumed: bool) -> tuple[Write, _Names]:
    """The same for each row of the claimed key: one or none."""
    claimed = claim_with_answer(STILL_HOLDS if is_assumed else true())
    inserts = [
        insert(table).from_select(
            list(names),
            select(
                *(bindparam(f"{name}_{number}", type_=table.c[name].type) for name in names)
            ).select_from(claimed),
            include_defaults=False,
        )
        for number, (table, names) in enumerate(shape)
    ]
    last = _chained(inserts)
    return Write(last.returning(shape[-1][0].c[shape[-1][1][0]])), _names_in(shape)


def _chained(inserts: list[Insert]) -> Insert:
    *others, last = inserts
    return last.add_cte(*(each.cte(f"row_{number}") for number, each in enumerate(others)))


def _values(row: Base, table: Table | None = None) -> dict[str, Any]:
    """What a row holds for ``table``; the database fills the rest."""
    held = row.__dict__
    names = _names(table_of(type(row)) if table is None else table)
    return {name: held[name] for name in names if held[name] is not None}


@cache
def _names(table: Table) -> _Names:
    return tuple(column.name for column in table.columns if column.name not in _GENERATED)
