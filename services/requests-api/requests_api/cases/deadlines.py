"""Deadlines of a case as entities: compared with the clock, published when changed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import DeadlineCleared, DeadlineSet, EventData, Reference, Unit
from gongkai.db import new_id
from gongkai.feed import Publication
from requests_api.cases.lifecycle import CaseState
from requests_api.cases.models import Case, CaseDeadline
from requests_api.clock import HOUSE_CONFIRM, Evaluation

Key = tuple[str, str]
"""Rule and subject: what the rule applies to inside the case, empty for the case itself."""
_Outcome = Literal["met", "stopped", "void"]
OPEN = "open"


class Wanted(NamedTuple):
    """A deadline as the clock wants it."""

    due_on: date
    is_provisional: bool


class Move(NamedTuple):
    """A deadline whose date or provisional mark changed; None where there was or is no date."""

    key: Key
    before: date | None
    after: date | None


def wanted_deadlines(
    case: Case, evaluation: Evaluation, calendar: WorkingCalendar
) -> Mapping[Key, Wanted]:
    """The deadlines that shall run; none once the case is closed."""
    if not case.is_open:
        return {}
    return {
        (item.rule, item.ref or ""): Wanted(item.due_on, calendar.is_provisional(item.due_on))
        for item in evaluation.deadlines
    }


def moves(known: Iterable[CaseDeadline], wanted: Mapping[Key, Wanted]) -> Sequence[Move]:
    """What changes between the deadlines that run and those that shall run."""
    before = {
        (row.rule, row.subject): Wanted(row.due_on, row.is_provisional)
        for row in known
        if row.state == OPEN and row.due_on is not None
    }
    return [
        Move(key, _date(before.get(key)), _date(wanted.get(key)))
        for key in sorted(before.keys() | wanted.keys())
        if before.get(key) != wanted.get(key)
    ]


class DeadlineBook:
    """Brings the deadlines of one case in line with its clock.

    `added` are the rows that are new, `published` what the feed is told of each change.
    """

    def __init__(self, case: Case, now: datetime) -> None:
        self.added: list[CaseDeadline] = []
        self.published: list[Publication] = []
        self._case = case
        self._now = now

    def settle(
        self,
        known: Sequence[CaseDeadline],
        wanted: Mapping[Key, Wanted],
        answered: frozenset[str],
    ) -> None:
        """``known`` are the case's rows, ``answered`` the subjects whose answer is on record."""
        rows = {(row.rule, row.subject): row for row in known}
        for key, item in wanted.items():
            self._set(rows.get(key), key, item)
        for key, row in rows.items():
            if key not in wanted and self._is_unsettled(row):
                self._clear(row, self._outcome(row, answered))

    def _is_unsettled(self, row: CaseDeadline) -> bool:
        """Whether it may still run; the end of the case also ends a date that stood still."""
        return row.state == OPEN or (row.state == "stopped" and not self._case.is_open)

    def _outcome(self, row: CaseDeadline, answered: frozenset[str]) -> _Outcome:
        """A party's period is met by its answer only; of an open case nothing else but the
        confirmation is met, and a date is gone because its clock stands still.
        """
        if self._case.state == CaseState.WITHDRAWN:
            return "void"
        if row.subject:
            return "met" if row.subject in answered else "void"
        return "stopped" if self._case.is_open and row.rule != HOUSE_CONFIRM else "met"

    def _set(self, row: CaseDeadline | None, key: Key, wanted: Wanted) -> None:
        case, before = self._case, None
        if row is None:
            row = CaseDeadline(
                id=new_id(), case_id=case.id, rule=key[0], subject=key[1], state=OPEN, revision=0
            )
            self.added.append(row)
        else:
            before = row.due_on if row.state == OPEN else None
            present = (OPEN, *wanted, case.assignee, _name(case))
            if (row.state, row.due_on, row.is_provisional, row.assignee, row.number) == present:
                return
        row.state, row.due_on, row.is_provisional = OPEN, wanted.due_on, wanted.is_provisional
        row.assignee, row.number = case.assignee, _name(case)
        self._publish(
            row,
            DeadlineSet(
                deadline_id=row.id,
                rule=row.rule,
                ref=_reference(case),
                organ_id=case.organ_id,
                assignee=row.assignee,
                unit=Unit.WORKING_DAY,
                due_on=wanted.due_on,
                due_at=None,
                provisional=row.is_provisional,
                moved_earlier=before is not None and wanted.due_on < before,
            ),
        )

    def _clear(self, row: CaseDeadline, outcome: _Outcome) -> None:
        row.state = outcome
        self._publish(
            row,
            DeadlineCleared(
                deadline_id=row.id,
                rule=row.rule,
                ref=_reference(self._case),
                organ_id=self._case.organ_id,
                outcome=outcome,
            ),
        )

    def _publish(self, row: CaseDeadline, payload: EventData) -> None:
        row.revision += 1
        self.published.append(
            Publication(
                payload=payload,
                entity_id=row.id,
                revision=row.revision,
                organ_id=self._case.organ_id,
                occurred_at=self._now,
            )
        )


def _date(item: Wanted | None) -> date | None:
    return None if item is None else item.due_on


def _name(case: Case) -> str:
    return case.number or case.receipt_number


def _reference(case: Case) -> Reference:
    return Reference(kind="case", id=case.id, number=_name(case))
