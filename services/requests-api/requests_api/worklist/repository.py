"""The worklist's queries; open ends sort last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_

from gongkai.auth.principal import Principal
from requests_api.cases.lights import DueRange
from requests_api.cases.models import Case
from requests_api.cases.reading import select_items


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a worklist is narrowed to; None leaves a criterion open."""

    states: Sequence[str] = ()
    due: DueRange | None = None
    lights: Sequence[Mapping[str, DueRange]] = ()
    """Windows of which one must hold, each by the prefix of the division, the longest first; ""
    for all others."""
    numbers: Sequence[str] = ()
    text: str | None = None
    assignee: str | None = None


def select_worklist(principal: Principal, criteria: Criteria) -> Select[Any]:
    """The cases that exist for the caller and meet the criteria."""
    return select_items(principal).where(*_conditions(criteria))


def _conditions(criteria: Criteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if criteria.states:
        found.append(Case.state.in_(criteria.states))
    if criteria.due is not None:
        found.append(_within(criteria.due))
    if criteria.lights:
        found.append(or_(*map(_within_by_region, criteria.lights)))
    if criteria.numbers:
        found.append(
            or_(Case.number.in_(criteria.numbers), Case.receipt_number.in_(criteria.numbers))
        )
    if criteria.assignee is not None:
        found.append(Case.assignee == criteria.assignee)
    if criteria.text is not None:
        found.append(
            or_(
                *(
                    column.icontains(criteria.text, autoescape=True)
                    for column in (Case.title, Case.description, Case.document_reference)
                )
            )
        )
    return found


def _within_by_region(windows: Mapping[str, DueRange]) -> ColumnElement[bool]:
    others = _within(windows[""])
    regional = [
        (Case.jurisdiction.startswith(region), _within(window))
        for region, window in windows.items()
        if region
    ]
    return case(*regional, else_=others) if regional else others


def _within(window: DueRange) -> ColumnElement[bool]:
    # The driver takes the last day of Python for infinity, which stands for no date.
    if window.no_date:
        return Case.due_order == date.max
    return and_(
        Case.due_order < date.max,
        Case.due_order >= (window.first or date.min),
        Case.due_order <= (window.last or date.max),
    )
