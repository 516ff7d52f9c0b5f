"""A record over HTTP: its events, an export, whether it is whole, and what was refused.

A feature gives these routes to its router by one call, with the dependency that finds the
aggregate for the caller.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.crypto.chain_export import FORMAT
from gongkai.errors import Problem
from gongkai.http.openapi import problems
from gongkai.http.openapi_models import typed_by_data
from gongkai.http.parts import ClockDep
from gongkai.http.schemas import Out
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep
from gongkai.record.events import label_of, late_by_days, recorded_types
from gongkai.record.log import Record
from gongkai.record.naming import Naming, nobody_is_known
from gongkai.record.refusals import refusals
from gongkai.record.rows import Aggregate, EventRow, RefusalRow

_JSON = "application/json"

_HASH = f"sha256:{'0' * 64}"
_AGGREGATE = "00000000-0000-7000-8000-000000000001"
# Without nulls, which the document drops from its examples.
_CHAINED: dict[str, object] = {
    "seq": 2,
    "type": "list_resolved",
    "v": 1,
    "occurred_on": "2026-01-05",
    "recorded_at": "2026-01-05T02:00:00.000000Z",
    "actor": "sample-clerk",
    "data": {"changed_rows": 2},
    "supersedes": 1,
    "hash": _HASH,
}
_SHOWN = _CHAINED | {
    "label": "重新识别单位",
    "actor_name": "示例甲",
    "recorded_late_by_days": 0,
    "superseded_by": 3,
}
_EXPORTED: dict[str, object] = {
    "format": FORMAT,
    "aggregate_id": _AGGREGATE,
    "count": 2,
    "head": _HASH,
    "events": [_CHAINED],
}
_REFUSED = {
    "step": "import",
    "code": "task_list_of_other_organ",
    "actor": "sample-head",
    "actor_name": "示例乙",
    "refused_at": "2026-01-05T02:00:00Z",
}
_VERIFIED = {"valid": False, "length": 2, "head": _HASH, "first_broken": 3, "reason": "hash"}


class RecordedEventOut(Out, json_schema_extra={"examples": [_SHOWN]}):
    """An event on record."""

    seq: int
    """Its number in the record, from 1."""
    type: str
    """What happened; docs/record.md lists the types with their data."""
    label: str
    """What an office calls it."""
    v: int
    """Version of the type's data."""
    occurred_on: date
    """The legal day that was stated for it."""
    recorded_at: datetime
    """When it was entered."""
    recorded_late_by_days: int
    """Days between the two: what was entered later than it happened."""
    actor: str
    """Who entered it: a subject, `applicant`, or a part of the platform (`system:…`)."""
    actor_name: str | None
    """Their name; null for who is no person, or not known here."""
    data: dict[str, object]
    """Codes, dates, ids and digests; no personal values."""
    supersedes: int | None
    """The event whose day this one puts right."""
    superseded_by: int | None
    """The event that put this one's day right."""
    hash: str
    """The chain's hash up to and including this event."""

    @classmethod
    def of(cls, rows: Sequence[EventRow], names: Mapping[str, str]) -> "list[RecordedEventOut]":
        """A whole record; ``names`` has those of its actors who are known."""
        later = {row.supersedes: row.seq for row in rows if row.supersedes is not None}
        return [cls._one(row, later.get(row.seq), names) for row in rows]

    @classmethod
    def _one(cls, row: EventRow, later: int | None, names: Mapping[str, str]) -> "RecordedEventOut":
        # As it is stored, whatever it is: who looks for a forgery must see it.
        return cls(
            seq=row.seq,
            type=row.type,
            label=label_of(row.type) or row.type,
            v=row.v,
            occurred_on=row.occurred_on,
            recorded_at=row.recorded_at,
            recorded_late_by_days=max(0, late_by_days(row.occurred_on, row.recorded_at)),
            actor=row.actor,
            actor_name=names.get(row.actor),
            data=row.data,
            supersedes=row.supersedes,
            superseded_by=later,
            hash=row.hash,
        )


class ChainedEventOut(Out):
    """An event as it is chained, in the members that its hash covers."""

    seq: int
    """Its number in the record, from 1."""
    type: str
    """What happened; docs/record.md lists the types with their data."""
    v: int
    """Version of the type's data."""
    occurred_on: date
    """The legal day that was stated for it."""
    recorded_at: datetime
    """When it was entered: UTC, with six digits."""
    actor: str
    """Who entered it."""
    data: dict[str, object]
    """Codes, dates, ids and digests; no personal values."""
    supersedes: int | None
    """The event whose day this one puts right."""
    hash: str
    """The chain's hash up to and including this event."""


class RecordExportOut(Out, json_schema_extra={"examples": [_EXPORTED]}):
    """A whole record, to be checked without us."""

    format: Literal["gongkai-event-chain/1"]
    """The form of the document."""
    aggregate_id: UUID
    """What the record is of."""
    count: int
    """How many events there are."""
    head: str
    """Hash of the last of them."""
    events: list[ChainedEventOut]
    """The events, oldest first."""


class RefusalOut(Out, json_schema_extra={"examples": [_REFUSED]}):
    """A step that was refused."""

    step: str
    """What was tried."""
    code: str
    """The problem's code."""
    actor: str
    """Who tried."""
    actor_name: str | None
    """Their name; null for who is no person, or not known here."""
    refused_at: datetime
    """When."""


class VerificationOut(Out, json_schema_extra={"examples": [_VERIFIED]}):
    """Whether the record is whole and unchanged."""

    valid: bool
    """Whether every event holds, and number and last hash are those that the aggregate keeps."""
    length: int
    """How many events hold from the start."""
    head: str
    """Hash of the last of them."""
    first_broken: int | None
    """Number of the first event that does not hold or is missing."""
    reason: Literal["order", "content", "hash", "missing", "extra", "head", "aggregate"] | None
    """What is wrong with it; null where the record holds."""


typed_by_data(
    RecordedEventOut.__name__,
    lambda service: [
        model
        for model in recorded_types()
        if model.__module__.partition(".")[0] in service.packages
    ],
)


def record_routes(
    router: APIRouter,
    path: str,
    *,
    noun: str,
    find: Callable[..., Awaitable[Aggregate]],
    rows: type[EventRow],
    not_found: type[Problem],
    refused: type[RefusalRow] | None = None,
    naming: Callable[..., Awaitable[Naming]] = nobody_is_known,
) -> None:
    """Give ``router`` the routes of a record below ``path``.

    ``find`` is the dependency that finds the aggregate for the caller or raises ``not_found``;
    ``noun`` stands in the operation ids (`list_case_events`), ``naming`` is the dependency that
    names who did it.
    """
    documented: dict[int | str, dict[str, Any]] = problems(not_found)

    @router.get(
        f"{path}/events",
        name=f"list_{noun}_events",
        summary="留痕 / List the record",
        responses=documented,
    )
    async def list_events(
        found: Annotated[Aggregate, Depends(find)],
        named: Annotated[Naming, Depends(naming)],
        session: ReadSessionDep,
        clock: ClockDep,
    ) -> list[RecordedEventOut]:
        """The record, oldest first."""
        recorded = await Record(session, rows, clock).rows(found.id)
        return RecordedEventOut.of(recorded, await named({row.actor for row in recorded}))

    @router.get(
        f"{path}/events/export",
        name=f"export_{noun}_events",
        summary="导出留痕 / Export the record",
        responses={
            200: {
                "description": "gongkai verify-chain 可核验的文件 / for gongkai verify-chain",
                "model": RecordExportOut,
            },
            **documented,
        },
        response_class=Response,
    )
    async def export_events(
        found: Annotated[Aggregate, Depends(find)], session: ReadSessionDep, clock: ClockDep
    ) -> Response:
        """The record as a document that `gongkai verify-chain` checks without us."""
        return Response(await Record(session, rows, clock).export(found), media_type=_JSON)

    @router.get(
        f"{path}/events/verification",
        name=f"verify_{noun}_events",
        summary="核验留痕 / Verify the record",
        responses=documented,
    )
    async def verify_events(
        found: Annotated[Aggregate, Depends(find)],
        _verifier: Annotated[Principal, requires(Permission.EVENTS_VERIFY)],
        session: ReadSessionDep,
        clock: ClockDep,
    ) -> VerificationOut:
        """Whether the record is whole and unchanged; length and last hash are kept apart."""
        report = await Record(session, rows, clock).verify(found)
        return VerificationOut.model_validate(report, from_attributes=True)

    if refused is None:
        return
    model = refused

    @router.get(
        f"{path}/refusals",
        name=f"list_{noun}_refusals",
        summary="被拒绝的操作 / List refused steps",
        responses=documented,
    )
    async def list_refusals(
        found: Annotated[Aggregate, Depends(find)],
        named: Annotated[Naming, Depends(naming)],
        session: ReadSessionDep,
    ) -> list[RefusalOut]:
        """Steps that were refused, oldest first."""
        tried = await refusals(session, model, found.id)
        names = await named({row.actor for row in tried})
        return [
            RefusalOut(
                step=row.step,
                code=row.code,
                actor=row.actor,
                actor_name=names.get(row.actor),
                refused_at=row.refused_at,
            )
            for row in tried
        ]
