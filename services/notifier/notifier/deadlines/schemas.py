"""Deadlines over HTTP."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from gongkai.contracts import Unit
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Day, Id, Out, ShortText, Text
from gongkai.rules import rule_label
from notifier.deadlines.models import Deadline


class DeadlineState(StrEnum):
    """Whether a deadline still runs."""

    OPEN = "open"
    CLEARED = "cleared"


class DeadlineQuery(PageQuery):
    """Filters of the list of deadlines; by default those that run."""

    state: DeadlineState | None = DeadlineState.OPEN
    due_before: Annotated[Day, Field(description="在此日期之前到期")] | None = None
    overdue: Annotated[bool, Field(description="仅列出已逾期的")] = False
    rule: Annotated[ShortText, Field(description="规则编号，如 DL-01")] | None = None
    ref_id: Annotated[Id, Field(description="所属事项")] | None = None
    assignee: Annotated[Text, Field(description="经办人")] | None = None


class ReferenceOut(Out):
    """What a deadline belongs to, and the number that an office knows it by."""

    kind: str
    id: UUID
    number: str | None


class DeadlineReferenceOut(ReferenceOut):
    """With the path under which its own service shows it."""

    path: str


class DeadlineOut(Out):
    """A deadline as this service knows it; `ends_at` is the instant from which it is overdue."""

    id: UUID
    source: str
    rule: str
    rule_label: str
    ref: DeadlineReferenceOut
    organ_id: UUID
    assignee: str | None
    unit: Unit | None
    due_on: date | None
    due_at: AwareDatetime | None
    ends_at: AwareDatetime | None
    is_provisional: bool
    is_overdue: bool
    state: DeadlineState
    outcome: Literal["met", "stopped", "void", "unknown"] | None
    revision: int
    changed_at: AwareDatetime

    @classmethod
    def of(cls, deadline: Deadline, now: AwareDatetime) -> Self:
        """The deadline as it stands at `now`."""
        ends_at = deadline.ends_at
        reference = {
            "kind": deadline.ref_kind,
            "id": deadline.ref_id,
            "number": deadline.ref_number,
            "path": deadline.ref_path,
        }
        return cls.model_validate(
            {
                "id": deadline.id,
                "source": deadline.source,
                "rule": deadline.rule,
                "rule_label": rule_label(deadline.rule),
                "ref": reference,
                "organ_id": deadline.organ_id,
                "assignee": deadline.assignee,
                "unit": deadline.unit,
                "due_on": deadline.due_on,
                "due_at": deadline.due_at,
                "ends_at": ends_at,
                "is_provisional": deadline.is_provisional,
                "is_overdue": deadline.is_open and ends_at is not None and ends_at <= now,
                "state": deadline.state,
                "outcome": deadline.outcome,
                "revision": deadline.revision,
                "changed_at": deadline.changed_at,
            }
        )
