"""Putting a need on record."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.matters.desk import Act
from requests_api.special_needs.events import SpecialNeedStated
from requests_api.special_needs.kinds import Need
from requests_api.special_needs.steps import STATE_NEED


class SpecialNeedService:
    """Needs that applicants state, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def state(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        stated_on: date,
        needs: Collection[Need],
        statement: str | None,
        paper: str | None = None,
    ) -> Case:
        """What the information is needed for; stated with the application or later."""
        desk = self._desk
        case = await desk.take(case_id, STATE_NEED, expected)
        stated = SpecialNeedStated(needs=tuple(need for need in Need if need in needs))
        desk.check_day(case, stated, stated_on, "stated_on")
        await desk.perform(case, STATE_NEED, Act(stated, stated_on, paper=paper, words=statement))
        return case
