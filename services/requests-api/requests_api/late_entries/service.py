"""Confirming a late entry: from here on the stated day counts, everything is computed anew."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongkai.deadlines.book import Move
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from gongkai.steps import Reason
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.date_corrections.errors import EventNotFound
from requests_api.date_corrections.service import bounds, redate
from requests_api.late_entries.errors import (
    EnteredByYourself,
    EntryDayDiffers,
    EntryNotAwaiting,
    EntryOutOfOrder,
    EntryRestsOnAnother,
)
from requests_api.late_entries.models import CONFIRMATION_REASON, EntryConfirmation
from requests_api.late_entries.steps import CONFIRM_ENTRY
from requests_api.matters.desk import Act
from requests_api.matters.events import DateCorrected, DatedEvent, EntryConfirmed
from requests_api.matters.file import RecordFile
from requests_api.matters.settling import running


class LateEntryService:
    """Confirmations by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def confirm(
        self, case_id: UUID, entry: int, expected: IfMatch, *, on: date | None, reason: str
    ) -> tuple[Case, Sequence[Move]]:
        """Confirm the stated day of event ``entry`` as a second person; returns what moved.

        Raises `EventNotFound`, `EntryNotAwaiting`, `EnteredByYourself`, `EntryRestsOnAnother`,
        `EntryOutOfOrder` and, where the day that was found is another, `EntryDayDiffers`.
        """
        desk = self._desk
        case = await desk.take(case_id, CONFIRM_ENTRY, expected)
        loaded = await desk.load(case)
        item = self._awaiting(case, loaded.file, entry)
        if on is not None and on != item.on:
            raise EntryDayDiffers.at("/body/on", f"录入的日期为{item.on}", f"It says {item.on}")
        before = running(loaded.deadlines)
        root = loaded.file.root(entry)
        _check_order(loaded.file, item, root)
        await desk.perform(case, CONFIRM_ENTRY, Act(EntryConfirmed(entry=entry)))
        corrected = None if root is None else loaded.file.at(root)
        if isinstance(item.event, DateCorrected) and corrected is not None:
            await redate(desk, case, corrected)
        desk.session.add(
            EntryConfirmation(
                matter_id=case.id,
                entry=entry,
                reason_sealed=CONFIRMATION_REASON.seal(desk.office.keys, reason, case.id, entry),
                confirmed_by=desk.principal.actor,
                confirmed_at=desk.office.clock.now(),
            )
        )
        return case, before.moves_to(loaded.deadlines)

    def _awaiting(self, case: Case, file: RecordFile, entry: int) -> Recorded:
        """The event of that number, if it awaits another person than the one who entered it."""
        if entry > len(file.recorded):
            raise EventNotFound(f"卷内没有第{entry}条", f"The record has no event {entry}")
        item = file.at(entry) or file.recorded[entry - 1]
        if entry not in file.awaiting:
            raise EntryNotAwaiting
        if file.stated_by(entry) == self._desk.principal.actor:
            self._desk.refuse(case, CONFIRM_ENTRY, EnteredByYourself())
        before = file.rests_on(entry)
        if before is not None:
            _, zh, en = comes_first(before)
            raise EntryRestsOnAnother(zh, en, extensions={"confirm_first": before.seq})
        return item


def _check_order(file: RecordFile, item: Recorded, root: int | None) -> None:
    """A day put right still lies between what its event follows and what follows that: acts may
    have been put on record since, against the day that counted.
    """
    corrected = None if root is None else file.at(root)
    if not isinstance(item.event, DateCorrected) or corrected is None:
        return
    event = corrected.event
    if not isinstance(event, DatedEvent):
        return
    earliest, followed_by = bounds(file, event, item.on)
    if item.on < earliest:
        raise EntryOutOfOrder(f"{event.DAY}不能早于{earliest}", f"It lies before {earliest}")
    if followed_by is not None and item.on > followed_by[0]:
        last, later = followed_by
        said = f"{event.DAY}不能晚于{last}（{later.LABEL}）", f"It lies after {last} ({later.TYPE})"
        raise EntryOutOfOrder(*said)


def comes_first(before: Recorded) -> Reason:
    """Why what follows event ``before`` cannot be confirmed yet, whoever asks."""
    return Reason(
        EntryRestsOnAnother.code,
        f"请先核实第{before.seq}条（{before.event.LABEL}）",
        f"Event {before.seq} ({before.event.TYPE}) is confirmed first",
    )
