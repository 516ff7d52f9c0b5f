"""What enters the route of assigning, and what it answers."""

from datetime import date
from typing import Annotated

from pydantic import Field

from gongkai.http.schemas import In, Out
from gongkai.http.screened import ScreenedShortText
from requests_api.matters.schemas import STEP_EXAMPLE, StepOut


class AssignmentIn(In, json_schema_extra={"examples": [{"assignee": "sample-clerk"}]}):
    """Who is responsible from now on: the subject of a person."""

    assignee: Annotated[ScreenedShortText, Field(description="经办人")]


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
