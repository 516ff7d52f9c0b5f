"""Putting on record that the office told an applicant."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act
from requests_api.tellings.errors import NothingToTell
from requests_api.tellings.events import ApplicantTold
from requests_api.tellings.kinds import TellingMeans


class TellingService:
    """What one caller tells applicants."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def record(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        entries: Collection[int],
        by: TellingMeans,
        told_on: date,
        paper: str | None,
    ) -> Case:
        """The applicant was told of ``entries``, in any state of the case: the answer itself is
        among them. A mail that waits to be sent of these is not sent any more.

        Raises `NothingToTell`, and `DateOutOfOrder` for a day before what was told of.
        """
        desk = self._desk
        case = await desk.find_own(case_id)
        expected.check(case.version, since=case.same_since)
        await desk.load(case)
        waiting = {each["seq"]: date.fromisoformat(each["on"]) for each in case.untold or ()}
        if not waiting.keys() >= set(entries):
            raise NothingToTell.at("/body/entries")
        told = ApplicantTold(entries=tuple(sorted(set(entries))), by=by)
        after = max(waiting[seq] for seq in told.entries)
        desk.check_day(case, told, told_on, "told_on", after=after)
        await desk.put_on_record(case, Act(told, told_on, paper=paper))
        return case
