"""Setting a reasonable day for the answer: by the head, told before the term ends (条例35)."""

from datetime import date, timedelta
from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.delays.errors import DelayNotLater, DelayTooLate, DelayTooLong
from requests_api.delays.events import DelaySet
from requests_api.delays.steps import SET_DELAY
from requests_api.matters.acts import Stated

_LONGEST = timedelta(days=366)
"""From today to the day that is set: the law says 合理期限 and no number, a year is none."""


class DelayService:
    """Delays by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def set(
        self, case_id: UUID, expected: IfMatch, stated: Stated, *, until: date, reason: str
    ) -> Case:
        """Set the day (DL-11). Raises `DelayTooLong`, and `DelayNotLater` or `DelayTooLate` where
        the clock finds it without effect.
        """
        desk = self._desk
        case = await desk.take(case_id, SET_DELAY, expected)
        if until <= desk.today:
            raise DelayNotLater.at("/body/until")
        latest = desk.today + _LONGEST
        if until > latest:
            raise DelayTooLong.at("/body/until", extensions={"latest": latest.isoformat()})
        delay = DelaySet(until=until)
        act = desk.dated(case, delay, stated, after=case.received_on, words=reason)
        allowed = desk.allowed(case)
        done = await desk.perform(case, SET_DELAY, act)
        (seq,) = done.seqs
        remarked = {code for at, code in done.standing.remarks if at == seq}
        if remarked and seq not in done.awaiting:
            if DelayNotLater.code in remarked:
                raise DelayNotLater.at("/body/until")
            raise DelayTooLate(extensions={"allowed_steps": allowed})
        return case
