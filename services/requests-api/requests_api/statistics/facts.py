"""What table 三 needs of the cases, read from their records."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import WorkingCalendar
from gongkai.reference.organs import ReferenceOrgan
from requests_api.annual_reports.table_three import CaseFact
from requests_api.applicants.kinds import ApplicantKind
from requests_api.cases.models import Case, CaseEvent
from requests_api.cases.repository import visible_to
from requests_api.clock import legal_receipt
from requests_api.clock.facts import Channel, EventType
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.taxonomy import decision_of

_RECEIVED, _CONFIRMED = "application_received", "receipt_confirmed"
_COUNTED = (_RECEIVED, _CONFIRMED, EventType.REPLIED.value, EventType.WITHDRAWN.value)


async def case_facts(
    session: AsyncSession, principal: Principal, organ_id: UUID, calendar: WorkingCalendar
) -> list[CaseFact]:
    """One fact per case of the organ and those below it, as far as they exist for the caller."""
    below = select(ReferenceOrgan.id).where(ReferenceOrgan.path.contains([organ_id]))
    rows = await session.execute(
        select(CaseEvent.aggregate_id, CaseEvent.type, CaseEvent.occurred_on, CaseEvent.data)
        .join(Case, Case.id == CaseEvent.aggregate_id)
        .where(
            visible_to(principal),
            (Case.organ_id == organ_id) | Case.organ_id.in_(below),
            CaseEvent.type.in_(_COUNTED),
        )
        .order_by(CaseEvent.aggregate_id, CaseEvent.seq)
    )
    histories: dict[UUID, dict[str, tuple[date, Mapping[str, Any]]]] = {}
    for case_id, kind, occurred_on, data in rows:
        histories.setdefault(case_id, {})[kind] = (occurred_on, data)
    return [_fact(history, calendar) for history in histories.values() if _RECEIVED in history]


def _fact(
    history: Mapping[str, tuple[date, Mapping[str, Any]]], calendar: WorkingCalendar
) -> CaseFact:
    arrived_on, received = history[_RECEIVED]
    confirmed_on = (
        date.fromisoformat(received["confirmed_on"]) if received["confirmed_on"] else None
    )
    if _CONFIRMED in history:
        confirmed_on = history[_CONFIRMED][0]
    receipt = legal_receipt(arrived_on, Channel(received["channel"]), confirmed_on, calendar)
    kind = ApplicantKind(received["applicant_kind"])
    if EventType.REPLIED in history:
        finished_on, replied = history[EventType.REPLIED]
        return CaseFact(kind, receipt, finished_on, decision_of(replied["decision"]).row)
    if EventType.WITHDRAWN in history:
        withdrawn_on = history[EventType.WITHDRAWN][0]
        finished_on = withdrawn_on if receipt is None else max(receipt, withdrawn_on)
        return CaseFact(kind, receipt, finished_on, decision_of(DecisionCode.WITHDRAWN).row)
    return CaseFact(kind, receipt)
