"""What any matter is shown with: the head after a step, what it waits for, what can be done."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from gongkai.deadlines.lights import Light
from gongkai.http.actions import ActionMembers
from gongkai.http.schemas import In, Out, Text
from gongkai.http.screened import Reason
from requests_api.matters.codes import MatterState, StepCode
from requests_api.matters.kinds import MatterKind, WaitingFor


class ReasonIn(In, json_schema_extra={"examples": [{"reason": "示例理由"}]}):
    """Why."""

    reason: Annotated[Reason, Field(description="理由")]


class PaperIn(In):
    """An act with a day of its own, which may have been done on paper before it is entered."""

    paper: Annotated[
        Text | None, Field(description="先在纸上办理的，纸质材料的存放处（系统停用、节假日等）")
    ] = None


class WaitingOut(Out):
    """Something that holds the file."""

    code: WaitingFor
    """What is awaited."""
    code_label: str
    """What an office calls it."""
    ref: str | None
    """Which part it is about: a consultation's id."""
    since: date
    """The day from which it is awaited."""
    until: date | None
    """The last day of its own period, where there is one."""


class MarkedEntryOut(Out):
    """An event that was entered later than it happened."""

    seq: int
    """Its number on record."""
    type: str
    """What happened."""
    label: str
    """What an office calls it."""
    on: date
    """The day that is stated for it."""
    entered_on: date
    """The day of its entry, on which it counts while it awaits confirmation; a letter's delivery,
    by which the office gains the later it is, does not count until then.
    """
    entered_by: str
    """Who entered it."""
    entered_by_name: str | None
    """Their name; null for who is no person, or not known here."""
    late_by_days: int
    """Days between the two."""
    awaits_confirmation: bool
    """Whether a second person must confirm it before the stated day counts."""


class CreatedOut(Out):
    """A part that a step made."""

    kind: str
    """What it is: `consultation`, `reply`."""
    id: UUID
    """Its id."""


STEP_EXAMPLE: dict[str, object] = {
    "id": "01912d3c-7a10-7000-8000-000000000002",
    "kind": "application",
    "number": "示例依申〔2026〕1号",
    "version": 3,
    "state": "handling",
    "state_label": "办理中",
    "waiting_for": [],
    "light": "green",
    "due_on": "2026-02-02",
    "due_at": None,
    "provisional": False,
    "available_actions": ["assign", "draft", "send_consultation"],
    "event_seq": 3,
    "awaits_confirmation": [],
    "created": None,
}
"""What a step answers with, as an example; a longer answer adds its own members."""


class StepOut(Out, json_schema_extra={"examples": [STEP_EXAMPLE]}):
    """The head of a matter after a step; `?include=file` answers with the whole file instead."""

    id: UUID
    """The matter."""
    kind: MatterKind
    """What kind of file it is."""
    number: str | None
    """Its number in the register."""
    version: int
    """For the next `If-Match`; also in the `ETag`."""
    state: MatterState
    """Where it stands now."""
    state_label: str
    """What an office calls the state."""
    waiting_for: list[WaitingOut]
    """What holds the file."""
    light: Light
    """How near the end of the running period is."""
    due_on: date | None
    """The last day of the running period; null while it stands still or none runs."""
    due_at: datetime | None
    """The instant at which it ends, where it is counted in hours."""
    provisional: bool
    """Whether no holiday notice settles that date yet."""
    available_actions: list[StepCode]
    """The steps that the caller can take now; `/actions` says why others are not possible."""
    event_seq: int
    """Number of the last event that the step put on record."""
    awaits_confirmation: list[int]
    """Events that a second person must confirm before their day counts."""
    created: CreatedOut | None
    """The part that the step made, if it made one."""


class ActionOut(ActionMembers):
    """A step, ready to call."""

    code: StepCode
    """The step."""


_ACTIONS: dict[str, object] = {
    "items": [
        {
            "code": "register",
            "label": "登记",
            "allowed": False,
            "why_not": {"code": "state", "text": "已登记"},
            "method": "POST",
            "path": "/requests/v1/cases/00000000-0000-7000-8000-000000000002/registration",
        },
        {
            "code": "draft",
            "label": "拟写答复",
            "allowed": True,
            "method": "POST",
            "path": "/requests/v1/cases/00000000-0000-7000-8000-000000000002/reply",
            "schema": "/requests/openapi.json#/components/schemas/ReplyIn",
        },
    ]
}


class ActionsOut(Out, json_schema_extra={"examples": [_ACTIONS]}):
    """Every step of a matter, possible or not."""

    items: list[ActionOut]
    """By code; one on a part stands once for each part that it can be taken on."""
