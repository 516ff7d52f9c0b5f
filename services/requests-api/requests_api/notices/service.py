"""Giving a notice: its day, its delivery where that is known, the period that it sets."""

from dataclasses import dataclass
from datetime import date

from gongkai.steps import Step
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.steps import CaseSituation
from requests_api.matters.desk import Done, Stated
from requests_api.matters.periods import check_last_day
from requests_api.notices.events import NoticeDelivered, NoticeGiven


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of a notice as they are stated."""

    given: Stated
    delivered_on: date | None
    until: date | None = None
    """The last day for the answer, where the notice sets one."""


@dataclass(frozen=True, slots=True)
class Notices:
    """One kind of notice."""

    step: Step[CaseSituation]
    """The step of giving it."""
    delivered: type[NoticeDelivered]
    """Its delivery."""
    period: str = ""
    """What an office calls its period, where a last day can be set."""
    by_two: bool = False
    """Whether days that have passed count only once a second person has confirmed them."""

    async def give(
        self,
        desk: CaseDesk,
        case: Case,
        event: NoticeGiven,
        notice: Notice,
        *,
        words: str | None = None,
    ) -> Done:
        """Put the notice on record and, where it is known, its delivery; the case is taken.

        Raises `DateOutOfOrder`, and `LastDayOfRest` for a last day that is none.
        """
        given = notice.given
        after, by_two = case.received_on, self.by_two
        acts = [desk.dated(case, event, given, after=after, words=words, by_two=by_two)]
        if notice.delivered_on is not None:
            came = Stated(notice.delivered_on, "delivered_on")
            delivered = self.delivered(ref=event.ref)
            acts.append(desk.dated(case, delivered, came, after=given.on, by_two=by_two))
        if notice.until is not None:
            check_last_day(
                notice.until,
                (await desk.load(case)).calendar.for_jurisdiction(case.jurisdiction),
                asked_on=given.on,
                told_on=notice.delivered_on or given.on,
                what=self.period,
            )
        return await desk.perform(case, self.step, *acts)
