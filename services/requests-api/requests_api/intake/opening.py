"""Opening a case in as few round trips as there can be: one question, one statement that writes.

The rows of a new case refer to nothing that is not among them, so all of them go into one statement
of common table expressions. This is the busiest write of the service; the ORM's unit of work would
need seven statements for the same rows.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import BigInteger, Insert, Table, bindparam, func, insert, select, true
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
from requests_api.organ_parameters.repository import applications_a_month

_ORGANS = table_of(ReferenceOrgan).c
_MATTERS, _APPLICANTS = table_of(Matter).c, table_of(Applicant).c
_MOST_COUNTED = 10_000
"""Of one applicant's applications, so that whoever filed millions makes no filing slow."""
_OF_THE_MONTH = (
    select(_MATTERS.text_simhash)
    .select_from(table_of(Applicant).join(table_of(Matter), _MATTERS.id == _APPLICANTS.matter_id))
    .where(
        _APPLICANTS.document_index == bindparam("document_index"),
        _MATTERS.organ_id == bindparam("organ_id"),
        _MATTERS.arrived_on.between(bindparam("month_from"), bindparam("month_until")),
    )
    .limit(_MOST_COUNTED)
    .subquery()
)
_COUNTED = (
    select(
        func.count().label("in_month"),
        func.count()
        .filter(_OF_THE_MONTH.c.text_simhash == bindparam("text_simhash", type_=BigInteger))
        .label("duplicates"),
    )
    .select_from(_OF_THE_MONTH)
    .subquery()
)
SELECT_ORGAN = (
    select(
        _ORGANS.region_code,
        _ORGANS.valid_until,
        notices_stamp().label("notices"),
        applications_a_month(_ORGANS.id).label("threshold"),
        _COUNTED.c.in_month,
        _COUNTED.c.duplicates,
    )
    .select_from(table_of(ReferenceOrgan).join(_COUNTED, true()))
    .where(_ORGANS.id == bindparam("organ_id"))
)
"""What a filing must know of the organ `organ_id`: region, last day, which calendar is the present
one, the organ's threshold, how many applications of the document it got in the month, and how many
of them with the same text."""


class OrganRow(Protocol):
    """What opening a case needs of its organ."""

    region_code: str | None
    valid_until: date | None
    notices: str | None
    threshold: int | None
    in_month: int
    duplicates: int


async def find_organ(
    session: AsyncSession,
    organ_id: UUID,
    *,
    document_index: bytes,
    text_simhash: int | None,
    arrived_on: date,
) -> OrganRow | None:
    """The organ, if the directory has it; how often an applicant asked it in a month beside it."""
    given = {
        "organ_id": organ_id,
        "document_index": document_index,
        "text_simhash": text_simhash,
        "month_from": arrived_on.replace(day=1),
        "month_until": arrived_on.replace(day=monthrange(arrived_on.year, arrived_on.month)[1]),
    }
    found = await session.execute(SELECT_ORGAN, given)
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
