"""What is recorded of a case, as the clock reads it: arrival, channel and dated events.

Events are never edited. A correction is a new event that names the one it `supersedes` and carries
its own `recorded_at`, so that the file can be read as it was known at any moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from gongkai.codes import LabelledEnum
from gongkai.organs import Channel


class EventType(LabelledEnum):
    """What can move, stop or end a clock."""

    CORRECTION_NOTIFIED = "correction_notified", "告知补正"
    CORRECTION_RECEIVED = "correction_received", "收到补正"
    CONSULTATION_SENT = "consultation_sent", "发出征求意见函"
    CONSULTATION_ANSWERED = "consultation_answered", "收到征求意见答复"
    EXTENDED = "extended", "延长答复期限"
    DELAY_SET = "delay_set", "确定延迟答复的合理期限"
    FEE_NOTIFIED = "fee_notified", "告知收费"
    FEE_PAID = "fee_paid", "缴费"
    FEE_WAIVED = "fee_waived", "免收信息处理费"
    PAUSED = "paused", "中止计算"
    RESUMED = "resumed", "恢复计算"
    REPLIED = "replied", "发出答复"
    WITHDRAWN = "withdrawn", "撤回申请"
    CLOSED = "closed", "不作答复办结"
    ABANDONED = "abandoned", "视为放弃申请"


ENDS = frozenset({EventType.REPLIED, EventType.WITHDRAWN, EventType.CLOSED, EventType.ABANDONED})
"""What ends an application."""


class Party(LabelledEnum):
    """Who is consulted: a third party (条例32) or another organ (条例34)."""

    THIRD_PARTY = "third_party", "第三方"
    ORGAN = "organ", "其他机关"


class ServiceMode(LabelledEnum):
    """How a reply is served; it decides the date that counts (国办公开办函〔2016〕235号)."""

    DIRECT = "direct", "直接送达"
    POST = "post", "邮寄送达"
    ONLINE = "online", "网上送达"
    EMAIL = "email", "电子邮件送达"


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One recorded event. `on` is the day on which it happened, in Shanghai.

    `delivered_on` is when the addressee got a letter or a reply; `working_days` the length of an
    extension or of a period set in a notice; `until` a date set in its place. `approved_on` and
    `notified_on` are those of an extension or delay and fall on `on` when they are not given.
    """

    type: EventType
    on: date
    ref: str | None = None
    party: Party | None = None
    delivered_on: date | None = None
    working_days: int | None = None
    approved_on: date | None = None
    notified_on: date | None = None
    until: date | None = None
    service: ServiceMode | None = None
    id: str | None = None
    recorded_at: datetime | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """Everything a clock is computed from. `received_on` is the arrival, not the legal receipt.

    `rule_set` names one explicitly and thereby switches local measures off; `jurisdiction` is the
    six-digit division code of the organ.
    """

    received_on: date
    channel: Channel
    confirmed_on: date | None = None
    rule_set: str | None = None
    jurisdiction: str | None = None
    events: tuple[ClockEvent, ...] = ()


_MEMBERS = tuple(each.name for each in fields(ClockEvent))
_ALWAYS_KNOWN = datetime.min.replace(tzinfo=UTC)
_OPENING_FIRST = {
    EventType.CORRECTION_RECEIVED: 1,
    EventType.CONSULTATION_ANSWERED: 1,
    EventType.FEE_PAID: 1,
    EventType.FEE_WAIVED: 1,
    EventType.RESUMED: 1,
    EventType.REPLIED: 2,
    EventType.WITHDRAWN: 2,
    EventType.CLOSED: 2,
    EventType.ABANDONED: 2,
}


def in_order(events: Iterable[ClockEvent]) -> list[ClockEvent]:
    """By day; on one day a letter before its answer, and the end last; then as put on record.

    The order in which they are given never matters: what is alike in all that, such as two
    extensions of one day in a question that has no record, is ordered by its content.
    """
    return sorted(events, key=_position)


def _position(event: ClockEvent) -> tuple[date, int, datetime, tuple[str, ...]]:
    content = tuple(str(getattr(event, name)) for name in _MEMBERS)
    rank = _OPENING_FIRST.get(event.type, 0)
    return event.on, rank, event.recorded_at or _ALWAYS_KNOWN, content


def known_at(events: Iterable[ClockEvent], moment: datetime) -> tuple[ClockEvent, ...]:
    """The events as known at `moment`: recorded by then and not superseded by then.

    An event without `recorded_at` counts as always known.
    """
    recorded = [e for e in events if e.recorded_at is None or e.recorded_at <= moment]
    superseded = {event.supersedes for event in recorded if event.supersedes is not None}
    return tuple(event for event in recorded if event.id is None or event.id not in superseded)


def pair(
    events: Sequence[ClockEvent], opening: EventType, closing: EventType
) -> tuple[dict[int, ClockEvent], list[tuple[ClockEvent, str]]]:
    """Match answers to what they answer, by `ref`, by party, or because only one is open.

    `events` are in order. Returns the answer by the position of the letter in `events`, and the
    answers that could not be matched with `without_letter` or `ref_required`.
    """
    open_at: list[int] = []
    answers: dict[int, ClockEvent] = {}
    faults: list[tuple[ClockEvent, str]] = []
    for position, event in enumerate(events):
        if event.type is opening:
            open_at.append(position)
        elif event.type is closing:
            fitting = [at for at in open_at if _fits(events[at], event)]
            if event.ref is not None:
                fitting = [at for at in fitting if events[at].ref == event.ref] or [
                    at for at in fitting if events[at].ref is None
                ]
            if len(fitting) == 1:
                answers[fitting[0]] = event
                open_at.remove(fitting[0])
            else:
                faults.append((event, "ref_required" if fitting else "without_letter"))
    return answers, faults


def _fits(letter: ClockEvent, answer: ClockEvent) -> bool:
    return answer.party is None or (letter.party or Party.THIRD_PARTY) is answer.party
