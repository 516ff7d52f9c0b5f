"""Opening a case in as few round trips as there can be: one question, one statement that writes.

The rows of a new case refer to nothing that is not among them, so all of them go into one statement
of common table expressions. This is the busiest write of the service; the ORM's unit of work would
need seven statements for the same rows.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import Insert, Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.inspection import inspect

from gongkai.db import Base
from gongkai.feed.outgoing import FeedEntry, ring
from gongkai.reference.notices import notices_stamp
from gongkai.reference.organs import ReferenceOrgan
from requests_api.cases.models import Applicant, Case, CaseDeadline, CaseEvent
from requests_api.cases.record import Settled

SELECT_ORGAN = select(
    ReferenceOrgan.region_code, ReferenceOrgan.valid_until, notices_stamp().label("notices")
).where(ReferenceOrgan.id == bindparam("organ_id"))
"""Region and last day of the organ `organ_id`, and which calendar is the present one."""

_GENERATED = {"due_order", "xid"}


async def insert_opened(
    session: AsyncSession, case: Case, applicant: Applicant, event: CaseEvent, settled: Settled
) -> None:
    """Write a new case with everything that follows from its receipt, and ring the consumers."""
    rows: list[tuple[type[Base], dict[str, Any]]] = [
        (Case, _values(case)),
        (Applicant, _values(applicant)),
        (CaseEvent, _values(event)),
        *((CaseDeadline, _values(deadline)) for deadline in settled.added),
        *((FeedEntry, publication.row()) for publication in settled.published),
    ]
    statement = _statement(tuple((model, tuple(values)) for model, values in rows))
    parameters = {
        f"{name}_{number}": value
        for number, (_, values) in enumerate(rows)
        for name, value in values.items()
    }
    await session.execute(statement, parameters)
    ring(session, settled.published)


@cache
def _statement(shape: tuple[tuple[type[Base], tuple[str, ...]], ...]) -> Insert:
    """One insert per row, the last of them carrying the others; kept per number of rows."""
    inserts = [
        insert(cast("Table", model.__table__)).values(
            {name: bindparam(f"{name}_{number}") for name in names}
        )
        for number, (model, names) in enumerate(shape)
    ]
    last = inserts.pop()
    return last.add_cte(*(each.cte(f"row_{number}") for number, each in enumerate(inserts)))


def _values(row: Base) -> dict[str, Any]:
    """A row's columns; those that the database fills are left to it."""
    columns = inspect(type(row)).columns
    return {c.key: getattr(row, c.key) for c in columns if c.key not in _GENERATED}
