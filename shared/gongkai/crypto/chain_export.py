"""The exported form of an event chain, `gongkai-event-chain/1`: written, read and verified."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from gongkai.crypto.canonical import Json, canonical_json
from gongkai.crypto.chain import ChainEvent, ChainReport, event_body, genesis, verify
from gongkai.strict_json import MalformedJson, parse_json

FORMAT = "gongkai-event-chain/1"


class NotAChain(ValueError):  # noqa: N818 - reads as what it says of the document
    """A document is no export of an event chain; the message says why."""


def export_chain(aggregate_id: UUID, events: Iterable[ChainEvent]) -> bytes:
    """The document `gongkai-event-chain/1` of a log, for `gongkai verify-chain` and archives."""
    listed = [_exported(event) for event in events]
    exported = {
        "format": FORMAT,
        "aggregate_id": str(aggregate_id),
        "count": len(listed),
        "head": listed[-1]["hash"] if listed else genesis(aggregate_id),
        "events": listed,
    }
    # Not `canonical_json`: a log that somebody broke must be exportable too, as evidence.
    text = json.dumps(
        exported, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=dict
    )
    return text.encode()


def verify_export(document: bytes) -> ChainReport:
    """The report on an exported document; raises `NotAChain` when it is none.

    Indentation and the order of members do not matter, everything else does.
    """
    try:
        parsed = parse_json(document)
    except MalformedJson as error:
        raise NotAChain("the file is not a JSON document of this kind") from error
    if not isinstance(parsed, dict) or parsed.get("format") != FORMAT:
        raise NotAChain(f"the file does not say that it is a {FORMAT}")
    if set(parsed) != {"format", "aggregate_id", "count", "head", "events"}:
        raise NotAChain("the document has other members than it should")
    count, head, listed = parsed["count"], parsed["head"], parsed["events"]
    aggregate_id = _uuid(parsed["aggregate_id"])
    well_formed = isinstance(listed, list) and isinstance(head, str)
    if not well_formed or isinstance(count, bool) or not isinstance(count, int):
        raise NotAChain("count, head or events have another form than they should")
    events: list[ChainEvent] = []
    for member in listed:
        event = _imported(aggregate_id, member)
        if event is None:
            report = verify(aggregate_id, events)
            return ChainReport.broken(report.length, report.head, report.reason or "content")
        events.append(event)
    return verify(aggregate_id, events, expected_count=count, expected_head=head)


def _exported(event: ChainEvent) -> dict[str, Json]:
    body = event_body(event)
    del body["aggregate_id"]  # stands once, in the head of the document
    return body | {"hash": event.hash}


def _imported(aggregate_id: UUID, member: Any) -> ChainEvent | None:  # noqa: ANN401 - parsed JSON
    """The event that a parsed member spells, or None when it spells it in no or another way."""
    try:
        event = ChainEvent(
            aggregate_id=aggregate_id,
            seq=member["seq"],
            type=member["type"],
            v=member["v"],
            occurred_on=date.fromisoformat(member["occurred_on"]),
            recorded_at=datetime.fromisoformat(member["recorded_at"]),
            actor=member["actor"],
            data=member["data"],
            supersedes=member["supersedes"],
            hash=member["hash"],
        )
        faithful = canonical_json(_exported(event)) == canonical_json(member)
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    return event if faithful else None


def _uuid(text: object) -> UUID:
    """A UUID in its canonical spelling; Python would read others too."""
    try:
        parsed = UUID(str(text))
    except ValueError:
        raise NotAChain("aggregate_id is no UUID") from None
    if str(parsed) != text:
        raise NotAChain("aggregate_id is no UUID in its usual spelling")
    return parsed
