"""Pausing the local clock and letting it run on."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act
from requests_api.pauses.events import Paused, Resumed
from requests_api.pauses.steps import PAUSE, RESUME


class PauseService:
    """Pauses by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def pause(
        self, case_id: UUID, expected: IfMatch, *, on: date, reason: str, paper: str | None = None
    ) -> Case:
        """The local clock stands from the day after ``on`` (DL-45)."""
        desk = self._desk
        case = await desk.take(case_id, PAUSE, expected)
        paused = Paused(ref=new_id())
        desk.check_day(case, paused, on, "on", after=case.received_on)
        await desk.perform(case, PAUSE, Act(paused, on, paper=paper, words=reason))
        return case

    async def resume(
        self, case_id: UUID, expected: IfMatch, *, on: date, reason: str, paper: str | None = None
    ) -> Case:
        """The local clock runs on."""
        desk = self._desk
        case = await desk.take(case_id, RESUME, expected)
        (ref,) = [each["ref"] for each in case.pauses or () if each["resumed_on"] is None]
        resumed = Resumed(ref=UUID(ref))
        desk.check_day(case, resumed, on, "on")
        await desk.perform(case, RESUME, Act(resumed, on, paper=paper, words=reason))
        return case
