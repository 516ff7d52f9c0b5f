"""Asking for reasons and taking them; no clock stops for it (条例35)."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.explanations.events import (
    ExplanationReceived,
    ExplanationRequestDelivered,
    ExplanationRequested,
)
from requests_api.explanations.steps import (
    RECEIVE_EXPLANATION,
    RECORD_EXPLANATION_DELIVERY,
    REQUEST_EXPLANATION,
)
from requests_api.matters.desk import Act
from requests_api.matters.periods import check_last_day
from requests_api.organ_parameters.defaults import EXPLANATION_WORKING_DAYS
from requests_api.organ_parameters.repository import ParametersRepository


class ExplanationService:
    """Reasons that an applicant of very many applications is asked for, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def request(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        requested_on: date,
        delivered_on: date | None,
        until: date | None,
        paper: str | None = None,
    ) -> Case:
        """Ask for reasons: what a refusal as excessive and a delay rest on (条例35).

        Without a day the applicant has the organ's period, from the delivery. A day that has passed
        counts once a second person has confirmed it: nobody is refused unheard by one clerk's word.
        """
        desk, ref = self._desk, new_id()
        case = await desk.take(case_id, REQUEST_EXPLANATION, expected)
        days = await self._days(case) if until is None else None
        requested = ExplanationRequested(ref=ref, until=until, working_days=days)
        desk.check_day(case, requested, requested_on, "requested_on", after=case.received_on)
        acts = [Act(requested, requested_on, paper=paper, by_two=True)]
        if delivered_on is not None:
            delivered = ExplanationRequestDelivered(ref=ref)
            desk.check_day(case, delivered, delivered_on, "delivered_on", after=requested_on)
            acts.append(Act(delivered, delivered_on, by_two=True))
        if until is not None:
            check_last_day(
                until,
                (await desk.load(case)).calendar.for_jurisdiction(case.jurisdiction),
                asked_on=requested_on,
                told_on=delivered_on or requested_on,
                what="说明理由的期限",
            )
        await desk.perform(case, REQUEST_EXPLANATION, *acts)
        return case

    async def record_delivery(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        delivered_on: date,
        paper: str | None = None,
        member: str = "delivered_on",
    ) -> Case:
        """The request reached the applicant; ``member`` is where the body states the day."""
        desk, step = self._desk, RECORD_EXPLANATION_DELIVERY
        case = await desk.take(case_id, step, expected)
        delivered = ExplanationRequestDelivered(ref=_request_of(case))
        desk.check_day(case, delivered, delivered_on, member)
        await desk.perform(case, step, Act(delivered, delivered_on, paper=paper, by_two=True))
        return case

    async def receive(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        received_on: date,
        reasons: str,
        paper: str | None = None,
    ) -> Case:
        """The applicant gave reasons, be it after the day that was set."""
        desk, step = self._desk, RECEIVE_EXPLANATION
        case = await desk.take(case_id, step, expected)
        received = ExplanationReceived(ref=_request_of(case))
        desk.check_day(case, received, received_on, "received_on")
        await desk.perform(case, step, Act(received, received_on, paper=paper, words=reasons))
        return case

    async def _days(self, case: Case) -> int:
        """How long the organ gives for reasons."""
        decided = await ParametersRepository(self._desk.session).present(case.organ_id)
        return (decided and decided.explanation_working_days) or EXPLANATION_WORKING_DAYS


def _request_of(case: Case) -> UUID:
    """The request of a case whose step presupposes one."""
    assert case.explanation is not None  # noqa: S101 - the guards of the steps
    return UUID(case.explanation["ref"])
