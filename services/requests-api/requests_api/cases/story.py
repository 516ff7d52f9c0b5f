"""What a record means: to the clock, and to the columns that repeat it. Pure.

Each class of event says both for itself; the clock reads events and no columns.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, NamedTuple, Protocol
from uuid import UUID

from gongkai.organs import Channel
from gongkai.record.events import Recorded, RecordedEvent
from requests_api.annual_reports.layout import ReportRow
from requests_api.cases.kinds import FeeState, Telling
from requests_api.clock.facts import ClockEvent, ClockFacts, EventType, ServiceMode
from requests_api.decisions.model import DecisionCode
from requests_api.matters.events import DatedEvent

_DELIVERED_LATER = frozenset(
    {EventType.CONSULTATION_SENT, EventType.CORRECTION_NOTIFIED, EventType.FEE_NOTIFIED}
)
"""What sets a period going that counts from its delivery."""


REPLY_PART = "reply"
"""The part that a reply is among what is served: a case issues one."""


class Served(NamedTuple):
    """That something was served, or came back: which part of the case, and how it was sent, where
    the event says so.
    """

    part: str
    service: ServiceMode | None = None
    came_back: bool = False


class CaseColumns(Protocol):
    """The columns of a case that repeat what its record says."""

    number: str | None
    assignee: str | None
    assignment: dict[str, Any] | None
    arrived_by: str | None
    arrived_on: date
    confirmed_on: date | None
    read_back_on: date | None
    is_extended: bool
    open_consultations: int
    objections: list[str] | None
    draft_decision: DecisionCode | None
    draft_spares: list[str] | None
    reply_id: UUID | None
    drafted_by: str | None
    approval_levels: list[Any] | None
    approvals: list[Any] | None
    decision: DecisionCode | None
    report_row: ReportRow | None
    replied_on: date | None
    delivered_on: date | None
    closed_on: date | None
    frequency: dict[str, int] | None
    fee_state: FeeState | None
    fee_month: dict[str, Any] | None
    special_need: dict[str, Any] | None
    cost_fee: dict[str, Any] | None
    handling_units: list[Any] | None
    enclosures: list[Any] | None
    text_findings: dict[str, Any] | None
    rating: int | None
    publication: dict[str, Any] | None
    code_reissue: dict[str, Any] | None
    acts_under_reissue: list[Any] | None
    correction: dict[str, Any] | None
    explanation: dict[str, Any] | None
    extension_requests: list[Any] | None
    delays: list[Any] | None
    pauses: list[Any] | None
    closing: dict[str, Any] | None
    closing_letters: list[Any] | None
    letters_drawn: int | None
    merged_cases: list[Any] | None
    reopenings: list[Any] | None
    imported_on: date | None


@dataclass
class Story:
    """The facts of one application, gathered from its record."""

    arrived_on: date | None = None
    channel: Channel | None = None
    jurisdiction: str | None = None
    confirmed_on: date | None = None
    events: list[ClockEvent] = field(default_factory=list)
    letters: dict[str, date] = field(default_factory=dict)
    """When each letter or notice reached whom it went to; the last one told holds."""
    delivery: tuple[date, ServiceMode] | None = None
    """When and how the reply was served."""

    def facts(self) -> ClockFacts:
        """As the clock reads them. Raises ValueError for a record without an arrival."""
        if self.arrived_on is None or self.channel is None:
            raise ValueError("the record tells of no arrival")
        return ClockFacts(
            received_on=self.arrived_on,
            channel=self.channel,
            confirmed_on=self.confirmed_on,
            jurisdiction=self.jurisdiction,
            events=tuple(map(self._complete, self.events)),
        )

    def _complete(self, event: ClockEvent) -> ClockEvent:
        """With what became known of it later."""
        if event.type in _DELIVERED_LATER and event.ref in self.letters:
            return replace(event, delivered_on=self.letters[event.ref])
        if event.type is EventType.REPLIED and self.delivery is not None:
            delivered_on, service = self.delivery
            return replace(event, delivered_on=delivered_on, service=service)
        return event


class CaseEvent(RecordedEvent):
    """An event of an application. Most move no clock and change no column."""

    TELLS: ClassVar[Telling | None] = None
    """As what the applicant is told of it; None where they are not."""

    BY_MESSAGE: ClassVar[bool] = False
    """Whether what it says to have been told was told by a message, which may be lost after all."""

    @property
    def telling(self) -> Telling | None:
        """As what the applicant is told of this one: of some types not of every event."""
        return self.TELLS

    @property
    def served(self) -> Served | None:
        """What it says to have been served, or to have come back."""
        return None

    def has_told(self, seq: int, message: UUID) -> bool:  # noqa: ARG002 - for the few that do
        """Whether it says that the applicant was told of the event ``seq``, by ``message``."""
        return False

    def has_lost(self, message: UUID) -> bool:  # noqa: ARG002 - for the one that does
        """Whether it says that this message never arrived."""
        return False

    def told_elsewhere(self, seq: int) -> Collection[int]:  # noqa: ARG002 - for the few that do
        """The numbers of events of which another file, or another register, has told the applicant;
        ``seq`` is its own.
        """
        return ()

    def tell(self, story: Story, item: Recorded) -> None:
        """Add what this event means to the clock."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Change the columns that repeat what this event says."""


class DatedCaseEvent(DatedEvent, CaseEvent):
    """An event of an application whose day a person stated."""


def clocked(kind: EventType, item: Recorded, ref: UUID | None = None) -> ClockEvent:
    """What is on record as the clock reads it: its day, ``ref`` by which a letter and its answer
    are told from others, and when it was entered.
    """
    at = None if ref is None else str(ref)
    return ClockEvent(kind, item.on, ref=at, id=str(item.seq), recorded_at=item.recorded_at)


def facts_of(effective: Iterable[Recorded]) -> ClockFacts:
    """What the clock reads of a record whose corrections are applied."""
    story = Story()
    for item in effective:
        if isinstance(item.event, CaseEvent):
            item.event.tell(story, item)
    return story.facts()


def repeat(case: CaseColumns, effective: Iterable[Recorded]) -> None:
    """Write the columns anew from the record whose corrections are applied."""
    case.number = case.assignee = case.confirmed_on = case.read_back_on = None
    case.is_extended, case.open_consultations, case.objections = False, 0, []
    case.draft_decision, case.draft_spares = None, []
    case.reply_id = case.drafted_by = case.decision = case.report_row = None
    case.approval_levels, case.approvals = [], []
    case.replied_on = case.delivered_on = case.closed_on = case.frequency = None
    case.handling_units = case.assignment = case.enclosures = case.text_findings = None
    case.rating = case.publication = None
    case.fee_state = case.fee_month = case.code_reissue = None
    case.special_need = case.cost_fee = case.letters_drawn = None
    case.acts_under_reissue = []
    case.correction = case.explanation = None
    case.extension_requests = case.delays = case.pauses = None
    case.closing = case.closing_letters = case.merged_cases = case.reopenings = None
    case.imported_on = None
    for item in effective:
        if isinstance(item.event, CaseEvent):
            item.event.apply(case, item)
