"""The exact contract of `POST /requests/v1/clock/preview` (product.md, CLK)."""

from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import (
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    Strict,
    StringConstraints,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from gongkai.calendar import WorkingCalendar
from gongkai.http.schemas import Day, In, Int, Out, ShortText
from gongkai.organs import Channel
from requests_api.clock.facts import ClockEvent, ClockFacts, EventType, Party, ServiceMode
from requests_api.clock.ledger import LedgerRow
from requests_api.clock.outcome import Evaluation, State
from requests_api.clock.preview import PreviewedType
from requests_api.clock.rules import RULE_SET_IDS

MOST_EVENTS = 60
"""More than any real file has. Each notice of a late correction or fee asks the clock how it stood
before, so that the work grows with the square of their number."""
_EXAMPLE: dict[str, Any] = {
    "received_on": "2025-09-26",
    "channel": "registered_post",
    "events": [
        {"type": "consultation_sent", "on": "2025-10-09", "ref": "甲", "party": "third_party"},
        {"type": "consultation_answered", "on": "2025-10-16", "ref": "甲"},
    ],
}


class ClockEventIn(In):
    """One event. `working_days` is an extension's length or a period set in a notice; `until` a
    date set in its place; `service` how a reply was served.
    """

    type: PreviewedType
    """What happened."""
    on: Day
    """The day on which it happened."""
    ref: ShortText | None = None
    """Tells several letters apart: the same text for a letter and its answer."""
    party: Party | None = None
    """Who is consulted."""
    delivered_on: Day | None = None
    """The day on which the addressee got it."""
    working_days: Annotated[Int, Field(ge=1, le=366), Strict()] | None = None
    """Length of an extension, or of a period that a notice sets."""
    approved_on: Day | None = None
    """The day on which an extension or delay was approved; `on` where it is left out."""
    notified_on: Day | None = None
    """The day on which the applicant was told; `on` where it is left out."""
    until: Day | None = None
    """A last day that a notice sets in place of a length."""
    service: ServiceMode | None = None
    """How a reply was served."""


class ClockPreviewIn(In):
    """A question to the clock. `received_on` is the arrival; `as_of` is today when not given."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    received_on: Day
    """The day of arrival."""
    channel: Channel
    """On which way it arrived."""
    confirmed_on: Day | None = None
    """The day on which receipt was confirmed, for the ways that wait for it (条例31)."""
    rule_set: Annotated[ShortText, Field(examples=sorted(RULE_SET_IDS))] | None = None
    """The text to count by, one of `GET /requests/v1/rule-sets`; the one in force on the day of
    receipt where it is left out.
    """
    jurisdiction: Annotated[ShortText, StringConstraints(pattern=r"^[0-9]{6}$")] | None = None
    """Division code of the organ, six digits: local measures and days of rest."""
    as_of: Day | None = None
    """The day for which the clock is read; today where it is left out."""
    include: Annotated[tuple[Literal["ledger"], ...], Field(max_length=1)] = ("ledger",)
    """`ledger`: every day of the period is listed."""
    events: Annotated[tuple[ClockEventIn, ...], Field(max_length=MOST_EVENTS)] = ()
    """What happened, in any order."""

    def facts(self) -> ClockFacts:
        """The question as the clock reads it."""
        return ClockFacts(
            received_on=self.received_on,
            channel=self.channel,
            confirmed_on=self.confirmed_on,
            rule_set=self.rule_set,
            jurisdiction=self.jurisdiction,
            events=tuple(ClockEvent(**dict(event)) for event in self.events),
        )


class _Sparse(Out):
    """An answer in which the members named in `OPTIONAL` are absent instead of null."""

    OPTIONAL: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_absent(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        full: dict[str, Any] = handler(self)
        return {k: v for k, v in full.items() if v is not None or k not in self.OPTIONAL}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema of the fields, not of the serializer; optional members may be absent."""
        fields: dict[str, Any] = {**core_schema}
        fields.pop("serialization", None)
        schema = handler(cast("CoreSchema", fields))
        content = handler.resolve_ref_schema(schema)
        for name in cls.OPTIONAL.intersection(content["required"]):
            content["required"].remove(name)
            field = content["properties"][name]
            for kind in field.pop("anyOf"):
                if kind != {"type": "null"}:
                    field.update(kind)
        return schema


class ClockDeadlineOut(Out):
    """A date to be kept and the rule it follows."""

    rule: str
    """The rule that sets it: `DL-01`."""
    due_on: date
    """Its last day."""
    basis: str
    """The rule in words."""


class WarningOut(Out):
    """An event that had no effect, or an irregular one."""

    event: EventType
    """What happened."""
    code: str
    """What is the matter, as a stable code."""
    basis: str
    """The same in words."""


class LedgerRowOut(_Sparse):
    """One calendar day; `nth` is its number in the period and absent where it does not count."""

    OPTIONAL = frozenset({"nth"})

    on: date
    """The day."""
    counts: bool
    """Whether it counts."""
    nth: int | None
    """Its number in the period."""
    reason: Literal[
        "receipt_day",
        "restart_day",
        "working_day",
        "makeup_working_day",
        "weekend",
        "holiday",
        "stopped",
    ]
    """Why it counts, or does not."""
    basis: str
    """The same in words."""


class CalendarOut(Out):
    """The calendar that was used, and the last day that a notice settles."""

    version: str
    """Changes with every notice that is loaded or withdrawn."""
    covered_until: date
    """The last day that a notice settles."""


_CLOCK: dict[str, object] = {
    "rule_set": "regulation-2019",
    "received_on": "2025-09-26",
    "state": "running",
    "as_of": "2025-09-29",
    "due_on": "2025-10-30",
    "provisional": False,
    "stopped_by": [],
    "elapsed_working_days": 2,
    "remaining_working_days": 18,
    "due_on_if_receipt_day_counted": "2025-10-29",
    "deadlines": [{"rule": "DL-01", "due_on": "2025-10-30", "basis": "收到之日起20个工作日内答复"}],
    "warnings": [],
    "ledger": [
        {
            "on": "2025-09-26",
            "counts": False,
            "reason": "receipt_day",
            "basis": "收到申请的当日不计入",
        },
        {
            "on": "2025-09-28",
            "counts": True,
            "nth": 1,
            "reason": "makeup_working_day",
            "basis": "调休上班",
        },
    ],
    "calendar": {"version": "sample", "covered_until": "2025-12-31"},
}


class ClockPreviewOut(_Sparse, json_schema_extra={"examples": [_CLOCK]}):
    """What the clock says. `due_on` is null before the receipt is confirmed and while a stop runs
    whose end is not known.
    """

    OPTIONAL = frozenset({"late_by_working_days", "ledger"})

    rule_set: str
    """The text by which the clock runs."""
    received_on: date | None
    """The legal receipt, day 0; null before receipt is confirmed."""
    state: State
    """Where the clock stands."""
    as_of: date
    """The day for which that is said."""
    due_on: date | None
    """The last day for the answer."""
    provisional: bool
    """Whether no holiday notice settles that day yet."""
    stopped_by: list[EventType]
    """What holds the clock now."""
    elapsed_working_days: int
    """Working days of the period that are over."""
    remaining_working_days: int
    """Working days that are left; negative once it is late."""
    late_by_working_days: int | None
    """By how many working days the answer is late; absent where it is not."""
    due_on_if_receipt_day_counted: date | None
    """The last day for a reader who counts the day of receipt; for comparison alone."""
    deadlines: list[ClockDeadlineOut]
    """Every date to be kept, the answer's and those of its parts."""
    warnings: list[WarningOut]
    """Events that had no effect, and irregular ones."""
    ledger: list[LedgerRowOut] | None
    """Every day of the period, and whether it counts; absent where it was not asked for."""
    calendar: CalendarOut
    """The calendar that was used."""

    @classmethod
    def of(
        cls, evaluation: Evaluation, ledger: list[LedgerRow] | None, calendar: WorkingCalendar
    ) -> Self:
        """The answer for an evaluation; without `ledger` that member is absent."""
        return cls(
            rule_set=evaluation.rule_set,
            received_on=evaluation.received_on,
            state=evaluation.state,
            as_of=evaluation.as_of,
            due_on=evaluation.due_on,
            provisional=evaluation.provisional,
            stopped_by=[stop.event.type for stop in evaluation.stopped_by],
            elapsed_working_days=evaluation.elapsed_working_days,
            remaining_working_days=evaluation.remaining_working_days,
            late_by_working_days=evaluation.late_by_working_days,
            due_on_if_receipt_day_counted=evaluation.due_on_if_receipt_day_counted,
            deadlines=[ClockDeadlineOut.model_validate(each) for each in evaluation.deadlines],
            warnings=[
                WarningOut(event=each.event.type, code=each.code, basis=each.basis)
                for each in evaluation.warnings
            ],
            ledger=None if ledger is None else [LedgerRowOut.model_validate(row) for row in ledger],
            calendar=CalendarOut(version=calendar.version, covered_until=calendar.covered_until),
        )


class CaseClockOut(ClockPreviewOut):
    """The clock of a case; `as_known_on` says as of which day its file was read."""

    as_known_on: date | None
    """The day whose knowledge it was computed from; null for what is known now."""

    @classmethod
    def known_on(
        cls,
        day: date | None,
        evaluation: Evaluation,
        ledger: list[LedgerRow],
        calendar: WorkingCalendar,
    ) -> Self:
        """The answer for an evaluation of what was on record at the end of ``day``."""
        told = ClockPreviewOut.of(evaluation, ledger, calendar)
        return cls.model_validate({**dict(told), "as_known_on": day})
