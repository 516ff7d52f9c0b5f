"""What a holiday notice would move: computed by the code that moves, and nothing is changed.

The worker looks at every open matter in the order of an index, a batch at a time, and writes down
what would move; a batch that was interrupted is done again from where the last one ended.
"""

import asyncio
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.calendar import Notice, NoticeKind, WorkingCalendar, check_notice
from gongkai.db import new_id
from gongkai.problem_parts import FieldError
from gongkai.work import Claim, WorkObsolete, work_off
from requests_api.matters.desk import Recorder
from requests_api.matters.models import Matter
from requests_api.matters.office import Office
from requests_api.recomputations.errors import PreviewNotPossible
from requests_api.recomputations.kinds import PreviewFault, RunCause, RunState
from requests_api.recomputations.models import (
    PREVIEWS,
    RecomputationPreview,
    RecomputationRun,
)
from requests_api.recomputations.preview_repository import PreviewRepository
from requests_api.recomputations.run_repository import RunRepository
from requests_api.recomputations.run_service import Report, moves_of
from requests_api.recomputations.schemas import PreviewIn
from requests_api.recomputations.service import SYSTEM, Kinds

BATCH = 200
SECONDS = 20.0
"""How long one piece of work takes at most: well within its lease."""
KEPT = timedelta(hours=24)
_log = structlog.get_logger(__name__)


async def begin_preview(
    session: AsyncSession, office: Office, principal: Principal, wanted: PreviewIn
) -> RecomputationRun:
    """Ask for a preview; the worker computes it. Raises PreviewNotPossible."""
    calendar, run_id = await office.calendars.current(session), new_id()
    notice = None if wanted.notice is None else wanted.notice.as_notice(run_id)
    faults = list(_faults(wanted, notice, calendar))
    if faults:
        raise PreviewNotPossible(errors=faults)
    supersedes = wanted.notice and wanted.notice.supersedes
    gone = [str(each) for each in (supersedes, wanted.withdraws) if each is not None]
    assumed = as_if(calendar, notice, gone)
    causes: list[dict[str, Any]] = []
    if notice is not None:
        causes.append({"code": RunCause.NOTICE_PREVIEWED})
    if wanted.withdraws is not None:
        withdrawn = str(wanted.withdraws)
        causes.append({"code": RunCause.WITHDRAWAL_PREVIEWED, "notice_id": withdrawn})
    run = RecomputationRun(
        id=run_id,
        causes=causes,
        calendar_version=assumed.version,
        rests_on=[],
        state=RunState.RUNNING,
        began_at=office.clock.now(),
        previewed={
            "notice": notice and notice.to_data(),
            "without": gone,
            "calendar_version": calendar.version,
        },
        requested_by=principal.actor,
    )
    session.add(run)
    await session.flush()
    await PREVIEWS.due(session, office.clock).add({"run_id": run_id})
    return run


def as_if(
    calendar: WorkingCalendar, notice: Notice | None, without: Sequence[str]
) -> WorkingCalendar:
    """The calendar with a notice more and without some."""
    kept = [each for each in calendar.notices if each.id not in without]
    return calendar.with_notices(kept if notice is None else [*kept, notice])


def _faults(
    wanted: PreviewIn, notice: Notice | None, calendar: WorkingCalendar
) -> Iterable[FieldError]:
    """What would keep catalog-api from loading or withdrawing it."""
    in_force = {each.id: each for each in calendar.notices if not each.withdrawn}
    if wanted.withdraws is not None and str(wanted.withdraws) not in in_force:
        yield _not_in_force("/body/withdraws")
    if wanted.notice is None or notice is None:
        return
    yield from wanted.notice.field_errors(check_notice(notice), "/body/notice")
    same = {
        each.id
        for each in in_force.values()
        if (each.year, each.jurisdiction, each.kind)
        == (notice.year, notice.jurisdiction, notice.kind)
    }
    supersedes = wanted.notice.supersedes
    if supersedes is not None and str(supersedes) not in same:
        yield _not_in_force("/body/notice/supersedes")
    given_up = {str(supersedes), str(wanted.withdraws)}
    if notice.kind is NoticeKind.ANNUAL and same - given_up:
        yield FieldError(
            "/body/notice/year",
            "calendar_notice_year_taken",
            "该年度、该区域已有生效的年度通知，须写明取代哪一件",
            "There is one for the year and region: say which it supersedes",
        )


def _not_in_force(pointer: str) -> FieldError:
    return FieldError(
        pointer,
        "calendar_notice_not_in_force",
        "没有这样一件生效的通知，或者年度、区域、种类不同",
        "No such notice is in force here, or it is of another year, region or kind",
    )


async def work_off_previews(office: Office, kinds: Kinds) -> None:
    """Compute the previews that were asked for; safe to repeat."""

    async def look(claim: Claim[RecomputationPreview]) -> None:
        end, run_id = time.monotonic() + SECONDS, claim.row.run_id
        while time.monotonic() < end:
            if await _batch(office, kinds, run_id):
                return
        async with office.database.unit_of_work() as session:
            await PREVIEWS.due(session, office.clock).add({"run_id": run_id})

    await work_off(office.database, office.clock, PREVIEWS, look)
    async with office.database.unit_of_work() as session:
        await PreviewRepository(session).fail_given_up(office.clock.now())


async def forget_previews(session: AsyncSession, office: Office) -> None:
    """Remove the reports of previews that are older than a day."""
    await PreviewRepository(session).forget(before=office.clock.now() - KEPT)


async def _batch(office: Office, kinds: Kinds, run_id: UUID) -> bool:
    """Look at the next matters; True when there are no more, or the preview is void."""
    async with office.database.read_session() as session:
        run = await RunRepository(session).get(run_id)
        if run is None or run.previewed is None or not _goes_on(run):
            raise WorkObsolete("preview_is_over")
        calendar, asked = await office.calendars.current(session), run.previewed
        is_void = calendar.version != asked["calendar_version"]
        report, last = Report(), run.looked_until
        until = last
        matters: Sequence[Matter] = ()
        if not is_void:
            notice = None if asked["notice"] is None else Notice.from_data(asked["notice"])
            assumed = as_if(calendar, notice, asked["without"])
            previews = PreviewRepository(session)
            matters = await previews.open_after(kinds, last, BATCH)
            until = _position(matters[-1]) if matters else last
            await _look_at(session, office, kinds, matters, assumed, run, report)
    ends = is_void or len(matters) < BATCH
    async with office.database.unit_of_work() as session:
        present = await PreviewRepository(session).lock(run_id)
        if present is None or present.looked_until != last:
            raise WorkObsolete("another_worker_went_on")
        present.looked_until = until
        present.state, present.failed_because = RunState.RUNNING, None
        present.ended_at = office.clock.now() if ends else None
        if is_void:
            present.state = RunState.FAILED
            present.failed_because = PreviewFault.CALENDAR_CHANGED
        elif ends:
            present.state = RunState.DONE
        await RunRepository(session).add(run_id, report.counts, report.moved)
    return ends


def _goes_on(run: RecomputationRun) -> bool:
    """Whether it runs, or was given up and an operator has it done again."""
    return run.state is RunState.RUNNING or run.failed_because is PreviewFault.GIVEN_UP


async def _look_at(
    session: AsyncSession,
    office: Office,
    kinds: Kinds,
    matters: Sequence[Matter],
    assumed: WorkingCalendar,
    run: RecomputationRun,
    report: Report,
) -> None:
    for kind in kinds.values():
        recorder = Recorder(session, office, kind, actor=SYSTEM)
        of_kind = [matter for matter in matters if isinstance(matter, kind.model)]
        await recorder.load_all(of_kind)
        for matter in of_kind:
            session.expunge(matter)  # its columns are written by the trial, and never stored
            loaded = await recorder.load(matter)
            await asyncio.sleep(0)
            try:
                moved = moves_of(kind, matter, loaded, assumed, office.clock.now())
            except Exception:  # noqa: BLE001 - a case that cannot be computed is counted and holds up no other
                _log.warning("preview failed", action="preview", matter_id=str(matter.id))
                report.fail(matter)
            else:
                report.add(run, matter, moved)


def _position(matter: Matter) -> dict[str, Any]:
    return {"calendar_version": matter.calendar_version, "id": str(matter.id)}
