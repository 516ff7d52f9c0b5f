"""Recomputations as they are shown."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from uuid import UUID

from gongkai.http.paging import Rows
from gongkai.rules import rule_label
from requests_api.matters.kinds import MatterKind
from requests_api.recomputations.kinds import RunCause
from requests_api.recomputations.models import RecomputationRun
from requests_api.recomputations.run_repository import Counts, Unfinished
from requests_api.recomputations.schemas import (
    CauseOut,
    FailedOut,
    MovedDateOut,
    MovedMatterOut,
    MovedOrganOut,
    RecomputationCountsOut,
    RecomputationOut,
    RecomputationReportOut,
)


def organs_in(runs: Iterable[RecomputationRun]) -> Iterator[UUID]:
    """The organs that the causes of recomputations name."""
    for run in runs:
        yield from (UUID(cause["organ_id"]) for cause in run.causes if "organ_id" in cause)


def run_out(
    run: RecomputationRun, counts: Counts, names: Mapping[UUID, str] = MappingProxyType({})
) -> RecomputationOut:
    """A recomputation with its numbers; ``names`` has those of organs."""
    causes = [(RunCause(cause["code"]), cause) for cause in run.causes]
    return RecomputationOut(
        id=run.id,
        state=run.state,
        state_label=run.state.label,
        causes=[_cause_out(code, told, names) for code, told in causes],
        calendar_version=run.calendar_version,
        began_at=run.began_at,
        ended_at=run.ended_at,
        failed_because=run.failed_because,
        failed_because_label=run.failed_because and run.failed_because.label,
        is_preview=run.previewed is not None,
        counts=RecomputationCountsOut(**counts._asdict()),
    )


def _cause_out(code: RunCause, told: Mapping[str, Any], names: Mapping[UUID, str]) -> CauseOut:
    organ_id = None if told.get("organ_id") is None else UUID(told["organ_id"])
    return CauseOut(
        code=code,
        code_label=code.label,
        notice_id=told.get("notice_id"),
        rule_set=told.get("rule_set"),
        rule_set_version=told.get("version"),
        organ=organ_id and MovedOrganOut(id=organ_id, name=names.get(organ_id)),
        region_before=told.get("before"),
        region_after=told.get("after"),
    )


def report_out(
    run: RecomputationOut, failed: int, failures: Iterable[Unfinished], moved: Rows[Any]
) -> RecomputationReportOut:
    """What it did, with a page of what moved."""
    return RecomputationReportOut(
        **dict(run),
        failed=failed,
        failures=[
            FailedOut(
                matter=MovedMatterOut(id=each.matter_id, number=each.number), error=each.error
            )
            for each in failures
        ],
        items=[_moved_out(row) for row in moved.items],
        next_cursor=moved.next_cursor,
    )


def _moved_out(row: Any) -> MovedDateOut:  # noqa: ANN401 - a row of several tables
    kind = MatterKind(row.kind)
    return MovedDateOut(
        id=row.id,
        kind=kind,
        kind_label=kind.label,
        matter=MovedMatterOut(id=row.matter_id, number=row.number),
        organ=MovedOrganOut(id=row.organ_id, name=row.organ_name),
        event_seq=row.event_seq,
        rule=row.rule,
        rule_label=rule_label(row.rule),
        ref=row.ref,
        before=row.before,
        after=row.after,
        direction=row.direction,
        direction_label=row.direction.label,
    )
