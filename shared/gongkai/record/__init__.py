"""The record: what was done to an aggregate, as typed events in a chain of hashes.

    class CaseAssigned(RecordedEvent): …          what can stand on record (`events`)
    class MatterEvent(EventRow): …                the owner's table, append-only (`rows`)
    Record(session, MatterEvent, clock)           append, read, verify, export (`log`)
    refuse(…)                                     remember a step that was refused (`refusals`)
    record_routes(…)                              the same over HTTP (`router`)

Facts are read from here and from nowhere else; columns beside the record are what it says today.
"""

from gongkai.record.events import Recorded, RecordedEvent, UnknownEvent, recorded_types
from gongkai.record.log import Record, RecordDamaged, append, read, read_whole, recorded
from gongkai.record.rows import Aggregate, EventRow, RefusalRow

__all__ = [
    "Aggregate",
    "EventRow",
    "Record",
    "RecordDamaged",
    "Recorded",
    "RecordedEvent",
    "RefusalRow",
    "UnknownEvent",
    "append",
    "read",
    "read_whole",
    "recorded",
    "recorded_types",
]
