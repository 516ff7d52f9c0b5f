"""What enters the route of assigning, and what it answers."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gongkai.http.items import APART, ItemProblem
from gongkai.http.schemas import Id, In, Out, Seq
from gongkai.http.screened import Reason, ScreenedShortText
from requests_api.matters.schemas import STEP_EXAMPLE, StepOut


class AssignmentIn(In, json_schema_extra={"examples": [{"assignee": "sample-clerk"}]}):
    """Who is responsible from now on: the subject of a person."""

    assignee: Annotated[ScreenedShortText, Field(description="经办人")]


class LastAssignmentOut(Out):
    """When somebody was last made responsible."""

    on: date
    """The day."""
    reason: str | None
    """Why, where it was said; null for those who only oversee."""


class AssigneeAbsenceOut(Out):
    """The absence of who was made responsible."""

    absent_from: Annotated[date, Field(serialization_alias="from")]
    """The first day."""
    until: date
    """The last day."""
    substitute: str | None
    """Who stands in, and gets the reminders meanwhile; null where nobody does."""
    substitute_name: str | None
    """Their name; null where it is not known here."""


_ABSENCE: dict[str, object] = {
    "from": "2026-02-02",
    "until": "2026-02-06",
    "substitute": "sample-2",
    "substitute_name": "示例乙",
}


class AssignmentOut(
    StepOut, json_schema_extra={"examples": [STEP_EXAMPLE | {"assignee_absence": _ABSENCE}]}
):
    """The head of the case, with what should be known of who is responsible now."""

    assignee_absence: AssigneeAbsenceOut | None
    """Their absence, present or coming: a warning, as the choice is the office's. Null where none
    is known.
    """


MOST = 100
"""Cases that are assigned at once."""
_PAIR: dict[str, object] = {"id": "01912d3c-7a10-7000-8000-000000000002", "version": 3}


class CaseToAssignIn(In, json_schema_extra={"examples": [_PAIR]}):
    """A case, and the version on which the choice rests."""

    id: Annotated[Id, Field(description="申请")]
    version: Annotated[Seq, Field(description="所依据的版本（列表中的 version）")]


class AssignmentsIn(
    In,
    json_schema_extra={
        "examples": [{"items": [_PAIR], "assignee": "sample-clerk", "reason": "原经办人调离"}]
    },
):
    """Who is responsible for several cases from now on."""

    items: Annotated[
        list[Annotated[CaseToAssignIn, APART]],
        Field(min_length=1, max_length=MOST, description="申请及其版本"),
    ]
    assignee: Annotated[ScreenedShortText, Field(description="经办人")]
    reason: Annotated[Reason, Field(description="指定的理由")]


class AssignmentResult(Out):
    """What became of one of the cases."""

    index: int
    """The item's place in the request, from 0."""
    id: UUID | None
    """The case; null where the item could not be read."""
    outcome: Literal["assigned", "unchanged", "refused"]
    """What became of it; `unchanged`: the person was responsible already."""
    version: int | None
    """The case's version after it; null where it was refused."""
    problem: ItemProblem | None
    """Why it was refused."""


_RESULT: dict[str, object] = {**_PAIR, "index": 0, "outcome": "assigned", "version": 4}


class AssignmentsOut(
    Out,
    json_schema_extra={
        "examples": [{"results": [_RESULT], "assigned": 1, "unchanged": 0, "refused": 0}]
    },
):
    """Results in the order of the items; a refused one changes nothing for the others."""

    results: list[AssignmentResult]
    """One for each item, in their order."""
    assigned: int
    """Cases that have another responsible person now."""
    unchanged: int
    """Cases for which the person was responsible already."""
    refused: int
    """Cases that changed nothing because something stood against it."""
