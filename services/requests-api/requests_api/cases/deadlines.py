"""Deadlines of a case as entities: compared with the clock, published when changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import DeadlineCleared, DeadlineSet, Reference, Unit
from gongkai.db import new_id
from gongkai.feed import publish
from requests_api.cases.lifecycle import CaseState
from requests_api.cases.models import Case, CaseDeadline
from requests_api.clock import Evaluation

_Key = tuple[str, str]
_Outcome = Literal["met", "stopped", "void"]
OPEN = "open"


@dataclass(frozen=True, slots=True)
class _Wanted:
    due_on: date
    is_provisional: bool


async def settle_deadlines(
    session: AsyncSession,
    case: Case,
    evaluation: Evaluation,
    calendar: WorkingCalendar,
    now: datetime,
) -> None:
    """Bring the case's deadlines in line with the clock and tell the feed each change."""
    wanted = _wanted(case, evaluation, calendar)
    known = {}
    if case.version > 1:
        rows = await session.scalars(select(CaseDeadline).where(CaseDeadline.case_id == case.id))
        known = {(row.rule, row.subject): row for row in rows}
    for key in known.keys() | wanted.keys():
        row = known.get(key)
        if key in wanted:
            await _set(session, case, row, key, wanted[key], now)
        elif row is not None and row.state == OPEN:
            await _clear(session, case, row, _outcome(case, evaluation), now)
    await session.flush()


def _wanted(
    case: Case, evaluation: Evaluation, calendar: WorkingCalendar
) -> Mapping[_Key, _Wanted]:
    if not case.is_open:
        return {}
    return {
        (item.rule, item.ref or ""): _Wanted(item.due_on, calendar.is_provisional(item.due_on))
        for item in evaluation.deadlines
    }


def _outcome(case: Case, evaluation: Evaluation) -> _Outcome:
    if case.state == CaseState.WITHDRAWN:
        return "void"
    return "stopped" if evaluation.state == "stopped" else "met"


async def _set(
    session: AsyncSession,
    case: Case,
    row: CaseDeadline | None,
    key: _Key,
    wanted: _Wanted,
    now: datetime,
) -> None:
    before = None
    if row is None:
        row = CaseDeadline(
            id=new_id(), case_id=case.id, rule=key[0], subject=key[1], state=OPEN, revision=0
        )
        session.add(row)
    else:
        before = row.due_on if row.state == OPEN else None
        present = (OPEN, wanted.due_on, wanted.is_provisional, case.assignee, _name(case))
        if (row.state, row.due_on, row.is_provisional, row.assignee, row.number) == present:
            return
    row.state, row.due_on, row.is_provisional = OPEN, wanted.due_on, wanted.is_provisional
    row.assignee, row.number = case.assignee, _name(case)
    row.revision += 1
    payload = DeadlineSet(
        deadline_id=row.id,
        rule=row.rule,
        ref=_reference(case),
        organ_id=case.organ_id,
        assignee=row.assignee,
        unit=Unit.WORKING_DAY,
        due_on=row.due_on,
        due_at=None,
        provisional=row.is_provisional,
        moved_earlier=before is not None and wanted.due_on < before,
    )
    await publish(
        session,
        payload,
        entity_id=row.id,
        revision=row.revision,
        organ_id=case.organ_id,
        occurred_at=now,
    )


async def _clear(
    session: AsyncSession, case: Case, row: CaseDeadline, outcome: _Outcome, now: datetime
) -> None:
    row.state = outcome
    row.revision += 1
    payload = DeadlineCleared(
        deadline_id=row.id,
        rule=row.rule,
        ref=_reference(case),
        organ_id=case.organ_id,
        outcome=outcome,
    )
    await publish(
        session,
        payload,
        entity_id=row.id,
        revision=row.revision,
        organ_id=case.organ_id,
        occurred_at=now,
    )


def _name(case: Case) -> str:
    return case.number or case.receipt_number


def _reference(case: Case) -> Reference:
    return Reference(kind="case", id=case.id, number=_name(case))
