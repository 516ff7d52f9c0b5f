"""Assignments as they are shown in the file."""

from collections.abc import Mapping
from typing import Any

from requests_api.assignments.schemas import LastAssignmentOut
from requests_api.matters.presenter import Words


def assignment_out(assignment: Mapping[str, Any] | None, words: Words) -> LastAssignmentOut | None:
    """The column `assignment` for people."""
    if assignment is None:
        return None
    return LastAssignmentOut(on=assignment["on"], reason=words.of(assignment["seq"]))
