"""Pausing the local clock and letting it run on."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.acts import Stated
from requests_api.pauses.events import Paused, PauseNotified, Resumed
from requests_api.pauses.steps import NOTIFY_PAUSE, PAUSE, RESUME


class PauseService:
    """Pauses by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def pause(
        self,
        case_id: UUID,
        expected: IfMatch,
        stated: Stated,
        *,
        reason: str,
        notified_on: date | None,
    ) -> Case:
        """The local clock stands from the day after (DL-45); where the applicant has been told in
        writing, that is on record too.
        """
        desk = self._desk
        case = await desk.take(case_id, PAUSE, expected)
        paused = Paused(ref=new_id())
        acts = [desk.dated(case, paused, stated, after=case.received_on, words=reason)]
        if notified_on is not None:
            told = Stated(notified_on, "notified_on")
            acts.append(desk.dated(case, PauseNotified(ref=paused.ref), told, after=stated.on))
        await desk.perform(case, PAUSE, *acts)
        return case

    async def notify(self, case_id: UUID, expected: IfMatch, stated: Stated) -> Case:
        """The applicant was told in writing of the oldest pause of which they were not yet."""
        desk = self._desk
        case = await desk.take(case_id, NOTIFY_PAUSE, expected)
        untold = [each["ref"] for each in case.pauses or () if each.get("notified_on") is None]
        told = PauseNotified(ref=UUID(untold[0]))
        await desk.perform(case, NOTIFY_PAUSE, desk.dated(case, told, stated))
        return case

    async def resume(
        self, case_id: UUID, expected: IfMatch, stated: Stated, *, reason: str
    ) -> Case:
        """The local clock runs on."""
        desk = self._desk
        case = await desk.take(case_id, RESUME, expected)
        (ref,) = [each["ref"] for each in case.pauses or () if each["resumed_on"] is None]
        resumed = Resumed(ref=UUID(ref))
        await desk.perform(case, RESUME, desk.dated(case, resumed, stated, words=reason))
        return case
