"""Deadlines over HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from gongkai.contracts import Unit
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Day, Id, Out, ShortText, Text
from gongkai.rules import rule_label
from notifier.deadlines.models import KnownDeadline, KnownOutcome, KnownState

_ID = "01912d3c-7a10-7000-8000-00000000000"
_REFERENCE = {"kind": "case", "id": f"{_ID}3", "number": "样公开〔2026〕1号"}


class DeadlineQuery(PageQuery):
    """Filters of the list of deadlines; by default those that run."""

    state: KnownState | None = KnownState.OPEN
    """状态"""
    due_before: Day | None = None
    """在此日期之前到期"""
    overdue: Annotated[bool, Field(description="仅列出已逾期的")] = False
    rule: ShortText | None = None
    """规则编号，如 DL-01"""
    ref_id: Id | None = None
    """所属事项"""
    assignee: Text | None = None
    """经办人"""


class ReferenceOut(Out):
    """What a deadline belongs to, and the number that an office knows it by."""

    kind: str
    """What kind of thing it is: `case`, and whatever its service names."""
    id: UUID
    """Its id in its service."""
    number: str | None
    """The number that an office knows it by; null while it has none."""


class DeadlineReferenceOut(ReferenceOut):
    """What a deadline belongs to, with the path under which its own service shows it."""

    path: str
    """Where its service shows it."""


@dataclass(frozen=True, slots=True)
class Names:
    """What organs, by id, and officials, by subject, are called, of those that are known here."""

    organs: Mapping[UUID, str]
    officials: Mapping[str, str]


class DeadlineOut(
    Out,
    json_schema_extra={
        "examples": [
            {
                "id": f"{_ID}2",
                "source": "requests",
                "rule": "DL-01",
                "rule_label": "答复期限",
                "ref": _REFERENCE | {"path": f"/requests/v1/cases/{_ID}3"},
                "organ_id": f"{_ID}1",
                "organ_name": "示例机关",
                "assignee": "sample-1",
                "assignee_name": "示例甲",
                "unit": "working_day",
                "unit_label": "工作日",
                "due_on": "2026-02-03",
                "due_at": None,
                "ends_at": "2026-02-04T00:00:00+08:00",
                "is_provisional": False,
                "is_overdue": False,
                "state": "open",
                "state_label": "进行中",
                "outcome": None,
                "outcome_label": None,
                "revision": 1,
                "changed_at": "2026-01-05T09:00:00+08:00",
            }
        ]
    },
):
    """A deadline as this service knows it."""

    id: UUID
    """The deadline's id, the same in the service that set it."""
    source: str
    """The service that set it."""
    rule: str
    """The rule by which it runs, such as DL-01."""
    rule_label: str
    """What an office calls the rule."""
    ref: DeadlineReferenceOut
    """What it belongs to."""
    organ_id: UUID
    """The organ that has to meet it."""
    organ_name: str | None
    """What that organ is called; null for one that is not known here yet."""
    assignee: str | None
    """Who handles the matter; null while nobody does."""
    assignee_name: str | None
    """What that person is called; null for one that is not known here."""
    unit: Unit | None
    """In what it is counted; null for one that never ran here."""
    unit_label: str | None
    """What an office calls that unit."""
    due_on: date | None
    """The last day, for one that ends with a day."""
    due_at: AwareDatetime | None
    """The instant at which it ends, for one that is counted in hours."""
    ends_at: AwareDatetime | None
    """From when it is overdue: the end of the last day, or the instant."""
    is_provisional: bool
    """Whether the date rests on a year whose holidays are not announced yet."""
    is_overdue: bool
    """Whether it runs and its end has passed."""
    state: KnownState
    """Whether it runs."""
    state_label: str
    """What an office calls that state."""
    outcome: KnownOutcome | None
    """Why it is cleared."""
    outcome_label: str | None
    """What an office calls that."""
    revision: int
    """How often its service told of it."""
    changed_at: AwareDatetime
    """When this service last heard of it."""

    @classmethod
    def of(cls, deadline: KnownDeadline, now: AwareDatetime, names: Names) -> Self:
        """The deadline as it stands at `now`."""
        ends_at, unit, outcome = deadline.ends_at, deadline.unit, deadline.outcome
        return cls(
            id=deadline.id,
            source=deadline.source,
            rule=deadline.rule,
            rule_label=rule_label(deadline.rule),
            ref=DeadlineReferenceOut(
                kind=deadline.ref_kind,
                id=deadline.ref_id,
                number=deadline.ref_number,
                path=deadline.ref_path,
            ),
            organ_id=deadline.organ_id,
            organ_name=names.organs.get(deadline.organ_id),
            assignee=deadline.assignee,
            assignee_name=names.officials.get(deadline.assignee or ""),
            unit=unit,
            unit_label=None if unit is None else unit.label,
            due_on=deadline.due_on,
            due_at=deadline.due_at,
            ends_at=ends_at,
            is_provisional=deadline.is_provisional,
            is_overdue=deadline.is_open and ends_at is not None and ends_at <= now,
            state=deadline.state,
            state_label=deadline.state.label,
            outcome=outcome,
            outcome_label=None if outcome is None else outcome.label,
            revision=deadline.revision,
            changed_at=deadline.changed_at,
        )
