"""The hash chain of an aggregate's event log: pure, and verifiable without us.

Each event's hash covers the hash before it and the event's canonical JSON; the first one stands on
a genesis bound to the aggregate. Whoever can write the whole log can write a new chain: what the
chain proves is that nobody changed a part of it, and that an exported copy is the log as it was.
The hash names its algorithm, so that SM3 can follow.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Self
from uuid import UUID

from gongkai.crypto.canonical import Json, NotCanonical, canonical_json


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEvent:
    """One event of an aggregate, with the hash that was stored with it.

    `seq` counts from 1 without gap. `v` is the version of the type's shape. `occurred_on` is the
    legal day, `recorded_at` the aware instant of writing, `actor` a subject, `data` codes, dates,
    ids and keyed digests, no personal values. `supersedes` is the number of the event whose date
    this one puts right.
    """

    aggregate_id: UUID
    seq: int
    type: str
    v: int
    occurred_on: date
    recorded_at: datetime
    actor: str
    data: Mapping[str, Json]
    supersedes: int | None
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainReport:
    """What verification found.

    `length` counts the events that hold from the start, `head` is the hash of the last of them.
    `first_broken` is the number of the first event that does not hold or is missing, `reason` a
    code: `aggregate`, `order`, `content`, `hash`, `missing`, `extra`, `head`.
    """

    valid: bool
    length: int
    head: str
    first_broken: int | None = None
    reason: str | None = None

    @classmethod
    def broken(cls, length: int, head: str, reason: str) -> Self:
        """The report on a chain that holds for `length` events and not further."""
        return cls(valid=False, length=length, head=head, first_broken=length + 1, reason=reason)


def genesis(aggregate_id: UUID) -> str:
    """The hash on which an aggregate's first event stands."""
    return _sha256(b"gongkai-chain-genesis/1\n" + str(aggregate_id).encode())


def event_body(event: ChainEvent) -> dict[str, Json]:
    """What an event's hash covers besides the hash before it: every member but `hash`."""
    return {
        "aggregate_id": str(event.aggregate_id),
        "seq": event.seq,
        "type": event.type,
        "v": event.v,
        "occurred_on": event.occurred_on.isoformat(),
        "recorded_at": _instant_text(event.recorded_at),
        "actor": event.actor,
        "data": event.data,
        "supersedes": event.supersedes,
    }


def event_hash(previous: str, event: ChainEvent) -> str:
    """The hash of an event after `previous` (the hash before it, or `genesis`): `sha256:<hex>`.

    Raises `NotCanonical`.
    """
    covered = canonical_json(event_body(event))
    return _sha256(f"gongkai-event/1\n{previous}\n".encode() + covered)


def next_event(
    previous: tuple[int, str] | None,
    *,
    aggregate_id: UUID,
    type: str,  # noqa: A002 - the name of the member
    v: int,
    occurred_on: date,
    recorded_at: datetime,
    actor: str,
    data: Mapping[str, Json],
    supersedes: int | None = None,
) -> ChainEvent:
    """The event after `previous`, number and hash of the aggregate's last one (None: the first).

    Raises `NotCanonical`.
    """
    last_seq, last_hash = previous or (0, genesis(aggregate_id))
    members: dict[str, Any] = {
        "aggregate_id": aggregate_id,
        "seq": last_seq + 1,
        "type": type,
        "v": v,
        "occurred_on": occurred_on,
        "recorded_at": recorded_at,
        "actor": actor,
        "data": data,
        "supersedes": supersedes,
    }
    hashed = event_hash(last_hash, ChainEvent(**members, hash=""))
    return ChainEvent(**members, hash=hashed)


def verify(
    aggregate_id: UUID,
    events: Iterable[ChainEvent],
    *,
    expected_count: int | None = None,
    expected_head: str | None = None,
) -> ChainReport:
    """Whether `events`, in their order, are the unbroken chain of the aggregate; never raises.

    A log cut at its end is only seen against `expected_count` (the aggregate's version) or
    `expected_head`.
    """
    head, length = genesis(aggregate_id), 0
    for event in events:
        reason = _flaw(event, aggregate_id, length + 1, head)
        if reason is None and expected_count is not None and length >= expected_count:
            reason = "extra"
        if reason is not None:
            return ChainReport.broken(length, head, reason)
        head, length = event.hash, length + 1
    if expected_count is not None and length < expected_count:
        return ChainReport.broken(length, head, "missing")
    if expected_head is not None and head != expected_head:
        return ChainReport.broken(length, head, "head")
    return ChainReport(valid=True, length=length, head=head)


def _flaw(event: ChainEvent, aggregate_id: UUID, seq: int, previous: str) -> str | None:
    if event.aggregate_id != aggregate_id:
        return "aggregate"
    if event.seq != seq:
        return "order"
    try:
        expected = event_hash(previous, event)
    except (NotCanonical, OverflowError):
        return "content"
    return None if event.hash == expected else "hash"


def _instant_text(instant: datetime) -> str:
    """An aware instant in the one spelling that is hashed: UTC, microseconds, `Z`."""
    if instant.tzinfo is None:
        raise NotCanonical("an instant without zone")
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
