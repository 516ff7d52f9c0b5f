"""The worklist's queries; open ends sort last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from requests_api.cases.deadlines import OPEN
from requests_api.cases.lights import DueRange
from requests_api.cases.models import Applicant, Case, CaseDeadline
from requests_api.cases.repository import visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a worklist is narrowed to; None leaves a criterion open."""

    states: Sequence[str] = ()
    due: Sequence[DueRange] = ()
    number: str | None = None
    text: str | None = None
    assignee: str | None = None


def select_cases(principal: Principal, criteria: Criteria) -> Select[Case]:
    """The cases that exist for the caller and meet the criteria."""
    return select(Case).where(visible_to(principal), *_conditions(criteria))


async def applicants_of(session: AsyncSession, ids: Sequence[UUID]) -> Mapping[UUID, Applicant]:
    """The applicants of these cases."""
    rows = await session.scalars(select(Applicant).where(Applicant.case_id.in_(ids)))
    return {row.case_id: row for row in rows}


async def next_due_of(session: AsyncSession, ids: Sequence[UUID]) -> Mapping[UUID, date]:
    """The earliest open deadline of each of these cases."""
    rows = await session.execute(
        select(CaseDeadline.case_id, func.min(CaseDeadline.due_on))
        .where(CaseDeadline.case_id.in_(ids), CaseDeadline.state == OPEN)
        .group_by(CaseDeadline.case_id)
    )
    return {case_id: due_on for case_id, due_on in rows if due_on is not None}


def _conditions(criteria: Criteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if criteria.states:
        found.append(Case.state.in_(criteria.states))
    found.extend(_within(window) for window in criteria.due)
    if criteria.number is not None:
        found.append(or_(Case.number == criteria.number, Case.receipt_number == criteria.number))
    if criteria.assignee is not None:
        found.append(Case.assignee == criteria.assignee)
    if criteria.text is not None:
        found.append(
            or_(
                *(
                    column.contains(criteria.text, autoescape=True)
                    for column in (Case.title, Case.description, Case.document_reference)
                )
            )
        )
    return found


def _within(window: DueRange) -> ColumnElement[bool]:
    if window.no_date:
        return Case.due_on.is_(None)
    return and_(
        Case.due_on.is_not(None),
        Case.due_on >= (window.first or date.min),
        Case.due_on <= (window.last or date.max),
    )
