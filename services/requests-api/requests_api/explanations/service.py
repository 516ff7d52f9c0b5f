"""Asking for reasons and taking them; no clock stops for it (条例35)."""

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
from requests_api.matters.acts import Stated
from requests_api.notices.service import Notice, Notices
from requests_api.organ_parameters.defaults import EXPLANATION_WORKING_DAYS
from requests_api.organ_parameters.repository import ParametersRepository

_NOTICES = Notices(REQUEST_EXPLANATION, ExplanationRequestDelivered, "说明理由的期限", by_two=True)


class ExplanationService:
    """Reasons that an applicant of very many applications is asked for, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def request(self, case_id: UUID, expected: IfMatch, notice: Notice) -> Case:
        """Ask for reasons: what a refusal as excessive and a delay rest on (条例35).

        Without a day the applicant has the organ's period, from the delivery. A day that has passed
        counts once a second person has confirmed it: nobody is refused unheard by one clerk's word.
        """
        desk = self._desk
        case = await desk.take(case_id, REQUEST_EXPLANATION, expected)
        days = await self._days(case) if notice.until is None else None
        requested = ExplanationRequested(ref=new_id(), until=notice.until, working_days=days)
        await _NOTICES.give(desk, case, requested, notice)
        return case

    async def record_delivery(self, case_id: UUID, expected: IfMatch, stated: Stated) -> Case:
        """The request reached the applicant."""
        desk, step = self._desk, RECORD_EXPLANATION_DELIVERY
        case = await desk.take(case_id, step, expected)
        delivered = ExplanationRequestDelivered(ref=_request_of(case))
        await desk.perform(case, step, desk.dated(case, delivered, stated, by_two=True))
        return case

    async def receive(
        self, case_id: UUID, expected: IfMatch, stated: Stated, *, reasons: str
    ) -> Case:
        """The applicant gave reasons, be it after the day that was set."""
        desk, step = self._desk, RECEIVE_EXPLANATION
        case = await desk.take(case_id, step, expected)
        received = ExplanationReceived(ref=_request_of(case))
        await desk.perform(case, step, desk.dated(case, received, stated, words=reasons))
        return case

    async def _days(self, case: Case) -> int:
        """How long the organ gives for reasons."""
        decided = await ParametersRepository(self._desk.session).present(case.organ_id)
        return (decided and decided.explanation_working_days) or EXPLANATION_WORKING_DAYS


def _request_of(case: Case) -> UUID:
    """The request of a case whose step presupposes one."""
    assert case.explanation is not None  # noqa: S101 - the guards of the steps
    return UUID(case.explanation["ref"])
