"""The worklist's queries; open ends sort last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, or_

from gongkai.auth.principal import Principal
from gongkai.deadlines.lights import DueRanges, Window
from gongkai.time import shanghai_date
from requests_api.cases.models import Case
from requests_api.cases.reading import select_items


@dataclass(frozen=True, slots=True)
class DueDays:
    """Due dates from ``first`` to ``last``, both included, None open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What a worklist is narrowed to; None leaves a criterion open."""

    states: Sequence[str] = ()
    due: DueDays | None = None
    lights: Sequence[DueRanges] = ()
    """Lights of which one must show."""
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
        found.append(or_(*map(_showing, criteria.lights)))
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


def _showing(ranges: DueRanges) -> ColumnElement[bool]:
    # The driver takes the last day of Python for infinity, which stands for no date.
    if ranges.without_end:
        return Case.due_order == date.max
    windows = {region: _within(_days(window)) for region, window in ranges.dated.items()}
    others = windows.pop("")
    regional = [(Case.jurisdiction.startswith(region), held) for region, held in windows.items()]
    return case(*regional, else_=others) if regional else others


def _days(window: Window) -> DueDays:
    """The days whose end lies in a window, which itself begins and ends with a day."""
    return DueDays(
        None if window.after is None else shanghai_date(window.after),
        None if window.until is None else shanghai_date(window.until) - timedelta(days=1),
    )


def _within(days: DueDays) -> ColumnElement[bool]:
    return and_(
        Case.due_order < date.max,
        Case.due_order >= (days.first or date.min),
        Case.due_order <= (days.last or date.max),
    )
