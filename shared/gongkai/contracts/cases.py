"""What is told of cases."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue

from gongkai.contracts.base import EventData, Service

_CASE = "00000000-0000-7000-8000-000000000002"
_CHANGED: dict[str, JsonValue] = {
    "case_id": _CASE,
    "receipt_number": "S20260105-ABCDEFGH",
    "number": "示例依申〔2026〕1号",
    "title": "示例规划许可",
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "assignee": "sample-clerk",
    "state": "handling",
    "state_label": "办理中",
    "is_open": True,
    "due_on": "2026-02-02",
    "ends_at": "2026-02-02T16:00:00Z",
    "turns": {
        "yellow_from": "2026-01-25T16:00:00Z",
        "red_from": "2026-01-29T16:00:00Z",
        "overdue_from": "2026-02-02T16:00:00Z",
    },
    "provisional": False,
    "path": f"/requests/v1/cases/{_CASE}",
    "source": "oa",
    "external_id": "sample-7",
}


class LightTurns(BaseModel):
    """From which instants on the light of what is due next is yellow, red, and overdue; before the
    first it is green. By the working days that are known when it is told.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    yellow_from: AwareDatetime
    """Five working days are left, or twelve hours."""
    red_from: AwareDatetime
    """It is due on this working day or the next, or within three hours."""
    overdue_from: AwareDatetime
    """Its end, `ends_at`."""


class CaseChanged(EventData, json_schema_extra={"examples": [_CHANGED]}):
    """A case took a step; the state after it. Integrators mirror their to-do items from it: one is
    open while `is_open`, for `assignee` or, without one, for the organ. Members that have a default
    are not told of a case that took no step since they came.
    """

    TYPE = "cn.gongkai.requests.case-changed.v1"
    STREAM = "cases"
    PRODUCER = Service.REQUESTS
    PUBLIC = True

    case_id: UUID
    """The case; the event's subject."""
    receipt_number: str | None = None
    """The number on the applicant's receipt."""
    number: str | None
    """Its number in the register; null before it is registered."""
    title: str | None = None
    """What is wanted; null where the title holds a number of a person or a name of the applicant.
    """
    organ_id: UUID
    """The organ that handles it."""
    assignee: str | None = None
    """Who is responsible: the `sub` of their tokens; null while nobody is."""
    state: str
    """Where it stands, by the codes `case_states`."""
    state_label: str | None = None
    """What an office calls the state."""
    is_open: bool | None = None
    """Whether anything is still to be done about the answer."""
    due_on: date | None
    """The last day for the answer; null while its clock does not run."""
    ends_at: AwareDatetime | None = None
    """By when the office must act next: the end of `due_on`, or before receipt is confirmed of the
    day by which it is to be; null while nothing is due.
    """
    turns: LightTurns | None = None
    """When its light turns; null while nothing is due."""
    provisional: bool | None = None
    """Whether no holiday notice settles `due_on` yet."""
    path: str | None = None
    """Where the case is read, below the platform's address."""
    source: str | None
    """The system that also knows it."""
    external_id: str | None
    """Its id there."""
