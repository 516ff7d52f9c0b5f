"""Pausing the local clock and letting it run on."""

from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.acts import Stated
from requests_api.pauses.events import Paused, Resumed
from requests_api.pauses.steps import PAUSE, RESUME


class PauseService:
    """Pauses by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def pause(self, case_id: UUID, expected: IfMatch, stated: Stated, *, reason: str) -> Case:
        """The local clock stands from the day after (DL-45)."""
        desk = self._desk
        case = await desk.take(case_id, PAUSE, expected)
        paused = Paused(ref=new_id())
        act = desk.dated(case, paused, stated, after=case.received_on, words=reason)
        await desk.perform(case, PAUSE, act)
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
