"""Opening a case in as few round trips as there can be: one question, one statement that writes.

The rows of a new case refer to nothing that is not among them, so all of them go into one statement
of common table expressions. This is the busiest write of the service; the ORM's unit of work would
need seven statements for the same rows.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import Insert, Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db import Base
from gongkai.db.base import table_of
from gongkai.feed.outgoing import FeedEntry, ring
from gongkai.reference.notices import notices_stamp
from gongkai.reference.organs import ReferenceOrgan
from requests_api.applicants.models import Applicant
from requests_api.cases.models import Case
from requests_api.matters.models import Matter, MatterEvent
from requests_api.matters.settling import Settled

_ORGANS = table_of(ReferenceOrgan).c
SELECT_ORGAN = select(
    _ORGANS.region_code, _ORGANS.valid_until, notices_stamp().label("notices")
).where(_ORGANS.id == bindparam("organ_id"))
"""Region and last day of the organ `organ_id`, and which calendar is the present one."""


class OrganRow(Protocol):
    """What opening a case needs of its organ."""

    region_code: str | None
    valid_until: date | None
    notices: str | None


async def find_organ(session: AsyncSession, organ_id: UUID) -> OrganRow | None:
    """The organ, if the directory has it."""
    found = await session.execute(SELECT_ORGAN, {"organ_id": organ_id})
    return cast("OrganRow | None", found.one_or_none())


_GENERATED = {"due_order", "xid"}


async def insert_opened(
    session: AsyncSession,
    case: Case,
    applicant: Applicant,
    events: Sequence[MatterEvent],
    settled: Settled,
) -> None:
    """Write a new case with everything that follows from its receipt, and ring the consumers."""
    rows: list[tuple[Table, dict[str, Any]]] = [
        (table_of(Matter), _values(case, table_of(Matter))),
        (table_of(Case), _values(case, table_of(Case))),
        *((table_of(type(row)), _values(row)) for row in (applicant, *events, *settled.added)),
        *((table_of(FeedEntry), publication.row()) for publication in settled.published),
    ]
    statement = _statement(tuple((table, tuple(values)) for table, values in rows))
    parameters = {
        f"{name}_{number}": value
        for number, (_, values) in enumerate(rows)
        for name, value in values.items()
    }
    await session.execute(statement, parameters)
    ring(session, settled.published)


@cache
def _statement(shape: tuple[tuple[Table, tuple[str, ...]], ...]) -> Insert:
    """One insert per row, the last of them carrying the others; kept per number of rows."""
    inserts = [
        insert(table).values({name: bindparam(f"{name}_{number}") for name in names})
        for number, (table, names) in enumerate(shape)
    ]
    last = inserts.pop()
    return last.add_cte(*(each.cte(f"row_{number}") for number, each in enumerate(inserts)))


def _values(row: Base, table: Table | None = None) -> dict[str, Any]:
    """A row's columns in ``table``; those that the database fills are left to it."""
    chosen = table_of(type(row)) if table is None else table
    return {c.name: getattr(row, c.name) for c in chosen.columns if c.name not in _GENERATED}
