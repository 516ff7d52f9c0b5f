"""Reminders over HTTP."""

from uuid import UUID

from pydantic import AwareDatetime

from gongkai.auth import Role
from gongkai.http.schemas import Out
from notifier.reminders.models import ReminderState


class ReminderOut(Out):
    """A step towards a deadline; `due` is the date or instant that it was planned for."""

    id: UUID
    due: str
    step: str
    step_label: str
    roles: list[Role]
    remind_at: AwareDatetime
    state: ReminderState
    is_late: bool
    closed_at: AwareDatetime | None


class RemindersOut(Out):
    """Every reminder of one deadline, in order of time."""

    items: list[ReminderOut]
