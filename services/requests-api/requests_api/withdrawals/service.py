"""Putting a withdrawal on record."""

from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.acts import Stated
from requests_api.withdrawals.events import Withdrawn
from requests_api.withdrawals.steps import WITHDRAW


class WithdrawalService:
    """Withdrawals that the office enters."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def withdraw(self, case_id: UUID, expected: IfMatch, stated: Stated) -> Case:
        """Put on record that the applicant withdrew with the office (row 三(六)3)."""
        desk = self._desk
        case = await desk.take(case_id, WITHDRAW, expected)
        withdrawn = Withdrawn(by="office", under=None)
        await desk.perform(case, WITHDRAW, desk.dated(case, withdrawn, stated))
        return case
