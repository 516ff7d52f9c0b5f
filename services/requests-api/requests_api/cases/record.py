"""The record of a case: what was done, hash-chained; and the dates that follow from it.

Every act appends one event. `settle` then computes the clock from the record, keeps what it found
beside the case and tells the other services what changed. A date is never typed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from gongkai.eventlog import chained
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import CaseChanged
from gongkai.feed import Publication, publish
from gongkai.reference.notices import CalendarSource
from gongkai.time import PlatformClock
from requests_api.cases.deadlines import deadline_book, outcome_in, wanted_deadlines
from requests_api.cases.lifecycle import OPEN_STATES, CaseState, settled_state
from requests_api.cases.models import Case, CaseDeadline, CaseEvent
from requests_api.cases.repository import CaseRepository
from requests_api.clock import HOUSE_CONFIRM, Evaluation, evaluate
from requests_api.clock.facts import Channel, ClockEvent, ClockFacts, EventType, Party, Service

DELIVERED = "reply_delivered"
"""The act whose day counts for a reply that was handed over (国办公开办函〔2016〕235号)."""
LETTER_DELIVERED = "consultation_delivered"
"""The act from whose day a party's period counts (条例32); the last one on record holds."""
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

    async def put(self, case: Case, act: Act) -> Evaluation:
        """Append ``act`` to the record and settle what follows from it."""
        events = [*await self._cases.events(case.id), self.append(case, act)]
        return await self.settle(case, events)

    def append(self, case: Case, act: Act) -> CaseEvent:
        """Put ``act`` on record as the case's next version; the case is locked or new."""
        event = recorded(case, act, self._clock)
        self._session.add(event)
        return event

    async def settle(
        self,
        case: Case,
        events: Sequence[CaseEvent],
        *,
        deadlines: Sequence[CaseDeadline] | None = None,
    ) -> Evaluation:
        """Compute the case's dates anew from ``events``, keep them, publish what changed.

        ``deadlines`` are the case's present ones where the caller has them at hand.
        """
        calendar = await self._calendars.current(self._session)
        if deadlines is None:
            deadlines = await self._cases.deadlines(case.id)
        settled = settle(case, events, deadlines, calendar, self._clock)
        self._session.add_all(settled.added)
        await self._session.flush()
        await publish(self._session, *settled.published)
        return settled.evaluation


def recorded(case: Case, act: Act, clock: PlatformClock) -> CaseEvent:
    """``act`` as the next event of the case, whose version and chain follow."""
    event = chained(
        CaseEvent,
        aggregate_id=case.id,
        previous=(case.version, case.chain_head) if case.version else None,
        type=act.type,
        occurred_on=act.on,
        recorded_at=clock.now(),
        actor=act.actor,
        data=act.data,
    )
    case.version, case.chain_head = event.seq, event.hash
    return event


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from a record: the evaluation, the new deadlines, what the feed is told."""

    evaluation: Evaluation
    added: Sequence[CaseDeadline]
    published: Sequence[Publication]


def settle(
    case: Case,
    events: Sequence[CaseEvent],
    deadlines: Sequence[CaseDeadline],
    calendar: WorkingCalendar,
    clock: PlatformClock,
) -> Settled:
    """Compute the case's dates from ``events`` and keep them on the case and its ``deadlines``."""
    evaluation = evaluate(facts_of(case, events), calendar, clock.today())
    keep(case, evaluation, calendar)
    book = deadline_book(case, clock.now())
    wanted = wanted_deadlines(case, evaluation, calendar)
    book.settle(deadlines, wanted, outcome_in(case, _answered(events)))
    changed = Publication(
        payload=CaseChanged(
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
        occurred_at=clock.now(),
    )
    return Settled(evaluation, book.added, [*book.published, changed])


def keep(case: Case, evaluation: Evaluation, calendar: WorkingCalendar) -> None:
    """Cache on the case what the clock found."""
    is_awaiting = any(
        stop.event.type is EventType.CONSULTATION_SENT for stop in evaluation.stopped_by
    )
    case.state = settled_state(
        CaseState(case.state), is_awaiting=is_awaiting, has_draft=case.reply_id is not None
    )
    case.is_open = CaseState(case.state) in OPEN_STATES
    case.received_on = evaluation.received_on
    case.rule_set = evaluation.rule_set
    case.clock_state = evaluation.state
    case.due_on = evaluation.due_on if case.is_open else None
    case.confirm_by = _confirm_by(evaluation) if case.is_open else None
    case.is_provisional = evaluation.provisional and case.due_on is not None
    case.calendar_version = calendar.version
    # Every letter's period, also of one that does not stop the governing clock.
    periods = [item.due_on for item in evaluation.deadlines if item.ref is not None]
    case.recheck_on = min(
        (_next_change(period, evaluation.as_of) for period in periods), default=None
    )


def _confirm_by(evaluation: Evaluation) -> date | None:
    return next((item.due_on for item in evaluation.deadlines if item.rule == HOUSE_CONFIRM), None)


def _next_change(period_ends: date, today: date) -> date:
    """On its last day a party's period gives the case its date, a day later it is over."""
    return period_ends if today < period_ends else period_ends + timedelta(days=1)


def _answered(events: Sequence[CaseEvent]) -> frozenset[str]:
    return frozenset(
        event.data["ref"] for event in events if event.type == EventType.CONSULTATION_ANSWERED
    )


def facts_of(case: Case, events: Sequence[CaseEvent]) -> ClockFacts:
    """What the clock reads of a case's record."""
    delivered = next((event for event in events if event.type == DELIVERED), None)
    letters = {e.data["ref"]: e.occurred_on for e in events if e.type == LETTER_DELIVERED}
    return ClockFacts(
        received_on=case.arrived_on,
        channel=Channel(case.channel),
        confirmed_on=case.confirmed_on,
        jurisdiction=case.jurisdiction,
        events=tuple(
            _clock_event(event, delivered, letters)
            for event in events
            if event.type in _CLOCK_TYPES
        ),
    )


def _clock_event(
    event: CaseEvent, delivered: CaseEvent | None, letters: Mapping[str, date]
) -> ClockEvent:
    data = event.data
    if event.type == EventType.CONSULTATION_SENT and data["ref"] in letters:
        data = {**data, "delivered_on": letters[data["ref"]].isoformat()}
    if event.type == EventType.REPLIED and delivered is not None:
        data = {**delivered.data, "delivered_on": delivered.occurred_on.isoformat()}
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
