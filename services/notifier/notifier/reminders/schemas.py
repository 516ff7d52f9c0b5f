"""Reminders over HTTP."""

from typing import Self
from uuid import UUID

from pydantic import AwareDatetime

from gongkai.auth import Role
from gongkai.http.schemas import Out
from notifier.messages.deadline_reminder import step_label
from notifier.reminders.models import Reminder, ReminderState

_SAMPLE = {
    "id": "01912d3c-7a10-7000-8000-000000000004",
    "due": "2026-02-03",
    "step": "working_days_before_5",
    "step_label": "提前5个工作日提醒",
    "roles": ["clerk"],
    "role_labels": ["经办人"],
    "remind_at": "2026-01-27T08:30:00+08:00",
    "state": "planned",
    "state_label": "已计划",
    "is_late": False,
    "closed_at": None,
}


class ReminderOut(Out):
    """A step towards a deadline."""

    id: UUID
    """The reminder's id."""
    due: str
    """The date or instant that it was planned for."""
    step: str
    """Code of the step: one of the policy's, or what is announced at once."""
    step_label: str
    """What an office calls the step."""
    roles: list[Role]
    """Whom it is for."""
    role_labels: list[str]
    """What an office calls each of them, in the same order."""
    remind_at: AwareDatetime
    """When it is to be told."""
    state: ReminderState
    """What became of it."""
    state_label: str
    """What an office calls that state."""
    is_late: bool
    """Whether it was told later than it should have been."""
    closed_at: AwareDatetime | None
    """When it came to its end; null while it is planned."""

    @classmethod
    def of(cls, reminder: Reminder) -> Self:
        """The reminder with its labels."""
        return cls(
            id=reminder.id,
            due=reminder.due,
            step=reminder.step,
            step_label=step_label(reminder.step),
            roles=reminder.roles,
            role_labels=[role.label for role in reminder.roles],
            remind_at=reminder.remind_at,
            state=reminder.state,
            state_label=reminder.state.label,
            is_late=reminder.is_late,
            closed_at=reminder.closed_at,
        )


class RemindersOut(Out, json_schema_extra={"examples": [{"items": [_SAMPLE]}]}):
    """Every reminder of one deadline."""

    items: list[ReminderOut]
    """In order of time."""
