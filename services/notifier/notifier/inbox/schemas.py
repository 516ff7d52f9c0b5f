"""The inbox over HTTP."""

from collections.abc import Mapping
from datetime import date
from typing import Self
from uuid import UUID

from pydantic import AwareDatetime

from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Out
from gongkai.rules import rule_label
from notifier.deadlines.models import KnownState
from notifier.deadlines.schemas import ReferenceOut
from notifier.messages.deadline_reminder import DEADLINE_REMINDER, DeadlineFacts, step_label
from notifier.messages.models import Cause, Notification
from notifier.messages.templates import words_of

_ID = "01912d3c-7a10-7000-8000-00000000000"


class InboxQuery(PageQuery):
    """Filters of the inbox."""

    unread: bool | None = None
    """true 仅未读，false 仅已读"""


class DeadlineToldOut(Out):
    """A deadline as it stood when the caller was told of it."""

    deadline_id: UUID | None
    """The deadline that the message tells of; null, as all that follows, where it tells of none."""
    step: str | None
    """Code of the step that it was told at."""
    step_label: str | None
    """What an office calls the step."""
    is_late: bool | None
    """Whether it was told later than it should have been."""
    rule: str | None
    """The rule by which the deadline runs."""
    rule_label: str | None
    """What an office calls the rule."""
    ref: ReferenceOut | None
    """What the deadline belongs to."""
    due_on: date | None
    """The last day, for one that ends with a day."""
    due_at: AwareDatetime | None
    """The instant at which it ends, for one that is counted in hours."""
    is_provisional: bool | None
    """Whether the date rested on a year whose holidays were not announced yet."""
    remaining_working_days: int | None
    """Working days that were left; negative when it was overdue; null for hours."""
    deadline_state: KnownState | None
    """What it is now: of a cleared one nothing is left to do."""
    deadline_state_label: str | None
    """What an office calls that state."""


class NotificationOut(
    DeadlineToldOut,
    json_schema_extra={
        "examples": [
            {
                "id": f"{_ID}5",
                "cause_kind": "reminder",
                "cause_kind_label": "期限提醒",
                "cause_id": f"{_ID}4",
                "template": "deadline_reminder",
                "title": "提前5个工作日提醒：样公开〔2026〕1号 答复期限，还有5个工作日",
                "lines": ["事项：样公开〔2026〕1号", "期限：答复期限（DL-01）"],
                "is_urgent": False,
                "organ_id": f"{_ID}1",
                "organ_name": "示例机关",
                "created_at": "2026-01-27T08:30:00+08:00",
                "read_at": None,
                "deadline_id": f"{_ID}2",
                "step": "working_days_before_5",
                "step_label": "提前5个工作日提醒",
                "is_late": False,
                "rule": "DL-01",
                "rule_label": "答复期限",
                "ref": {"kind": "case", "id": f"{_ID}3", "number": "样公开〔2026〕1号"},
                "due_on": "2026-02-03",
                "due_at": None,
                "is_provisional": False,
                "remaining_working_days": 5,
                "deadline_state": "open",
                "deadline_state_label": "进行中",
            }
        ]
    },
):
    """What the caller was told; facts and words as they were when it was created."""

    id: UUID
    """The notification's id."""
    cause_kind: Cause
    """Why it is told."""
    cause_kind_label: str
    """What an office calls that."""
    cause_id: UUID
    """Id of the cause."""
    template: str
    """How it is worded; says what the cause's own members are."""
    title: str
    """The message in one line."""
    lines: list[str]
    """The message in full."""
    is_urgent: bool
    """Whether people must change their plans."""
    organ_id: UUID
    """The organ in whose work the cause lies."""
    organ_name: str | None
    """What that organ is called; null for one that is not known here yet."""
    created_at: AwareDatetime
    """When it was told."""
    read_at: AwareDatetime | None
    """When the caller marked it as read; null while it is unread."""

    @classmethod
    def of(
        cls, told: Notification, state: KnownState | None, organ_names: Mapping[UUID, str]
    ) -> Self:
        """The entry with its words, and with what its deadline is now."""
        words = words_of(told.template, told.facts, is_urgent=told.is_urgent)
        deadline = _deadline(told)
        return cls(
            id=told.id,
            cause_kind=told.cause_kind,
            cause_kind_label=told.cause_kind.label,
            cause_id=told.cause_id,
            template=told.template,
            title=words.title,
            lines=list(words.lines),
            is_urgent=told.is_urgent,
            organ_id=told.organ_id,
            organ_name=organ_names.get(told.organ_id),
            created_at=told.created_at,
            read_at=told.read_at,
            deadline_id=deadline and deadline.deadline_id,
            step=deadline and deadline.step,
            step_label=deadline and step_label(deadline.step),
            is_late=deadline and deadline.is_late,
            rule=deadline and deadline.rule,
            rule_label=deadline and rule_label(deadline.rule),
            ref=deadline and ReferenceOut.model_validate(deadline.ref),
            due_on=deadline and deadline.due_on,
            due_at=deadline and deadline.due_at,
            is_provisional=deadline and deadline.is_provisional,
            remaining_working_days=deadline and deadline.remaining_working_days,
            deadline_state=state,
            deadline_state_label=None if state is None else state.label,
        )


def _deadline(told: Notification) -> DeadlineFacts | None:
    is_of_one = told.template == DEADLINE_REMINDER.code
    return DEADLINE_REMINDER.read(told.facts) if is_of_one else None


class CountsOut(
    Out, json_schema_extra={"examples": [{"total": 12, "unread": 3, "unread_urgent": 1}]}
):
    """How much lies in the caller's inbox."""

    total: int
    """Everything."""
    unread: int
    """What is not marked as read."""
    unread_urgent: int
    """What of that is urgent."""
