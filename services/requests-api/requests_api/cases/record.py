"""The record of a case: what was done, hash-chained; and the dates that follow from it.

Every act appends one event. `settle` then computes the clock from the record, keeps what it found
beside the case and tells the other services what changed. A date is never typed in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import CaseChanged
from gongkai.eventlog import chained
from gongkai.feed import publish
from gongkai.reference.notices import CalendarSource
from gongkai.time import PlatformClock
from requests_api.cases.deadlines import settle_deadlines
from requests_api.cases.lifecycle import OPEN_STATES, CaseState
from requests_api.cases.models import Case, CaseEvent
from requests_api.cases.repository import CaseRepository
from requests_api.clock import Evaluation, evaluate
from requests_api.clock.facts import Channel, ClockEvent, ClockFacts, EventType, Party, Service

_CLOCK_TYPES = {item.value for item in EventType}


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a case: its type, the day on which it counts, by whom, with which facts."""

    type: str
    on: date
    actor: str
    data: dict[str, Any]


class CaseRecord:
    """Appends to the record of cases and keeps what follows from it."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, calendars: CalendarSource
    ) -> None:
        self._session = session
        self._clock = clock
        self._calendars = calendars
        self._cases = CaseRepository(session)

    async def append(self, case: Case, act: Act) -> CaseEvent:
        """Put ``act`` on record as the case's next version."""
        event = chained(
            CaseEvent,
            aggregate_id=case.id,
            previous=(case.version, case.chain_head) if case.version else None,
            type=act.type,
            occurred_on=act.on,
            recorded_at=self._clock.now(),
            actor=act.actor,
            data=act.data,
        )
        case.version, case.chain_head = event.seq, event.hash
        self._session.add(event)
        await self._session.flush()
        return event

    async def settle(self, case: Case, *, events: Sequence[CaseEvent] | None = None) -> Evaluation:
        """Compute the case's dates anew, keep them, publish what changed."""
        calendar = await self._calendars.current(self._session)
        if events is None:
            events = await self._cases.events(case.id)
        evaluation = evaluate(facts_of(case, events), calendar, self._clock.today())
        keep(case, evaluation, calendar)
        await settle_deadlines(self._session, case, evaluation, calendar, self._clock.now())
        await publish(
            self._session,
            CaseChanged(
                case_id=case.id,
                number=case.number,
                organ_id=case.organ_id,
                state=case.state,
                due_on=case.due_on,
                source=case.source,
                external_id=case.external_id,
            ),
            entity_id=case.id,
            revision=case.version,
            organ_id=case.organ_id,
            occurred_at=self._clock.now(),
        )
        return evaluation


def keep(case: Case, evaluation: Evaluation, calendar: WorkingCalendar) -> None:
    """Cache on the case what the clock found."""
    case.is_open = CaseState(case.state) in OPEN_STATES
    case.received_on = evaluation.received_on
    case.rule_set = evaluation.rule_set
    case.clock_state = evaluation.state
    case.due_on = evaluation.due_on if case.is_open else None
    case.is_provisional = evaluation.provisional and case.due_on is not None
    case.calendar_version = calendar.version


def facts_of(case: Case, events: Sequence[CaseEvent]) -> ClockFacts:
    """What the clock reads of a case's record."""
    return ClockFacts(
        received_on=case.arrived_on,
        channel=Channel(case.channel),
        confirmed_on=case.confirmed_on,
        jurisdiction=case.jurisdiction,
        events=tuple(_clock_event(event) for event in events if event.type in _CLOCK_TYPES),
    )


def _clock_event(event: CaseEvent) -> ClockEvent:
    data = event.data
    party, service = data.get("party"), data.get("service")
    return ClockEvent(
        type=EventType(event.type),
        on=event.occurred_on,
        ref=data.get("ref"),
        party=None if party is None else Party(party),
        delivered_on=_day(data.get("delivered_on")),
        working_days=data.get("working_days"),
        approved_on=_day(data.get("approved_on")),
        notified_on=_day(data.get("notified_on")),
        service=None if service is None else Service(service),
        id=str(event.seq),
        recorded_at=event.recorded_at,
    )


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def case_link(case_id: UUID) -> str:
    """Where the case is found under the gateway."""
    return f"/requests/v1/cases/{case_id}"
