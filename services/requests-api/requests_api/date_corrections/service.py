"""Putting a day right: a new event supersedes the old one, everything is computed anew."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.deadlines.book import Move
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.clock.rules import IN_FORCE_2007
from requests_api.consultations.service import ConsultationService
from requests_api.date_corrections.errors import DayUnchanged, EventNotCorrectable, EventNotFound
from requests_api.date_corrections.models import CORRECTION_REASON, DateCorrection
from requests_api.date_corrections.steps import CORRECT_DATE
from requests_api.fees.service import FeeService
from requests_api.matters.desk import Act
from requests_api.matters.errors import DateOutOfOrder
from requests_api.matters.events import DateCorrected, DatedEvent
from requests_api.matters.file import RecordFile
from requests_api.matters.settling import running
from requests_api.replies.service import ReplyService


class DateCorrectionService:
    """Corrections by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def correct(
        self, case_id: UUID, seq: int, expected: IfMatch, *, on: date, reason: str
    ) -> tuple[Case, Sequence[Move]]:
        """Put the day of event ``seq`` right; returns what moved.

        Raises `EventNotFound`, `EventNotCorrectable`, `DayUnchanged` and, where the day contradicts
        what else is on record, `DateOutOfOrder`.
        """
        desk = self._desk
        case = await desk.take(case_id, CORRECT_DATE, expected)
        loaded = await desk.load(case)
        item, event = _correctable(loaded.file, seq)
        if on == item.on:
            raise DayUnchanged.at("/body/on")
        self._check(loaded.file, event, on)
        before = running(loaded.deadlines)
        act = Act(DateCorrected(corrects=event.TYPE), on, supersedes=loaded.file.latest(seq))
        done = await desk.perform(case, CORRECT_DATE, act)
        (number,) = done.seqs
        if number not in done.awaiting:
            await redate(desk, case, replace(item, on=on))
        correction_id = new_id()
        desk.session.add(
            DateCorrection(
                id=correction_id,
                matter_id=case.id,
                seq=number,
                reason_sealed=CORRECTION_REASON.seal(desk.office.keys, reason, correction_id),
                corrected_by=desk.principal.actor,
                corrected_at=desk.office.clock.now(),
            )
        )
        return case, before.moves_to(loaded.deadlines)

    def _check(self, file: RecordFile, event: DatedEvent, on: date) -> None:
        """The right day lies between what the event follows and what follows it."""
        desk = self._desk
        earliest, followed_by = bounds(file, event, on)
        desk.check_date(on, earliest=earliest, what=event.DAY, member="on")
        if followed_by is not None and on > followed_by[0]:
            last, later = followed_by
            raise DateOutOfOrder.at(
                "/body/on",
                f"{event.DAY}不能晚于{last}（{later.LABEL}）",
                f"The date lies after {last} ({later.TYPE})",
            )


def bounds(
    file: RecordFile, event: DatedEvent, on: date
) -> tuple[date, tuple[date, DatedEvent] | None]:
    """Before which day ``event`` cannot have happened if it did ``on`` this one, and the day, with
    its event, after which not.
    """
    follows = file.not_before(event)
    told = IN_FORCE_2007 if follows is None else follows.on
    return max([told, *event.days(on)[:-1]]), file.not_after(event)


async def redate(desk: CaseDesk, case: Case, item: Recorded) -> None:
    """Write a day that was put right into the rows of the procedures that repeat it."""
    await ConsultationService(desk).redate(item)
    await FeeService(desk).redate(item)
    await ReplyService(desk).redate(case, item)
    await desk.session.flush()


def _correctable(file: RecordFile, seq: int) -> tuple[Recorded, DatedEvent]:
    """The event of that number with the day that holds for it now."""
    item = file.at(seq)
    if item is None and (root := file.root(seq)) is not None:
        raise EventNotCorrectable(
            f"第{seq}条本身是更正，请对第{root}条再次更正",
            f"Event {seq} is a correction itself; correct event {root} again",
        )
    if item is None:
        raise EventNotFound(f"卷内没有第{seq}条", f"The record has no event {seq}")
    if not (isinstance(item.event, DatedEvent) and item.event.is_correctable):
        raise EventNotCorrectable(
            f"“{item.event.LABEL}”的日期由系统记录",
            f"The day of {item.event.TYPE} was stated by nobody",
        )
    later = file.overtaken_by(item)
    if later is not None:
        raise EventNotCorrectable(
            f"第{seq}条已由第{later.seq}条重新登记",
            f"Event {seq} was stated again by event {later.seq}",
        )
    return item, item.event
