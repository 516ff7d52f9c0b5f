"""What should be known of who was made responsible."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.reference.people import ReferencePerson, person_names
from requests_api.assignments.schemas import AssigneeAbsenceOut, AssignmentOut
from requests_api.matters.schemas import StepOut


async def with_absence(
    session: AsyncSession, assignee: str, today: date
) -> Callable[[StepOut], StepOut]:
    """Adds the absence of a person, unless it is over, to the head of a case."""
    statement = select(
        ReferencePerson.absent_from, ReferencePerson.absent_until, ReferencePerson.substitute
    ).where(ReferencePerson.subject == assignee, ReferencePerson.absent_until >= today)
    row = (await session.execute(statement)).one_or_none()
    absence = None
    if row is not None:
        names = await person_names(session, [row.substitute])
        absence = AssigneeAbsenceOut(
            absent_from=row.absent_from,
            until=row.absent_until,
            substitute=row.substitute,
            substitute_name=names.get(row.substitute or ""),
        )
    return lambda head: AssignmentOut(**dict(head), assignee_absence=absence)
