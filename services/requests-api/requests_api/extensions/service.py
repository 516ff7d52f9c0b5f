"""Extending the period once: agreed by the head, notified before it ends."""

from datetime import date
from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.clock.rules import rule_set_of
from requests_api.extensions.errors import ExtensionTooLate, ExtensionTooLong
from requests_api.extensions.events import Extended
from requests_api.extensions.steps import EXTEND
from requests_api.matters.desk import Act


class ExtensionService:
    """Extensions by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def extend(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        working_days: int,
        approved_on: date,
        notified_on: date,
        paper: str | None = None,
    ) -> Case:
        """Extend the period once (条例33, DL-02).

        Raises `ExtensionTooLong`, and `ExtensionTooLate` where the clock finds it without effect.
        """
        desk = self._desk
        case = await desk.take(case_id, EXTEND, expected)
        cap = rule_set_of(case.rule_set, case.received_on).extension_cap
        if working_days > cap:
            raise ExtensionTooLong.at("/body/working_days", extensions={"cap_working_days": cap})
        desk.check_date(
            approved_on, earliest=case.received_on, what="批准日期", member="approved_on"
        )
        extended = Extended(
            working_days=working_days,
            approved_on=approved_on,
            due_on_before=case.due_on,
            due_on=None,
        )
        desk.check_day(case, extended, notified_on, "notified_on")
        due_on = (await desk.if_entered(case, extended, notified_on)).due_on
        extended = extended.model_copy(update={"due_on": due_on})
        allowed = desk.kind.steps.allowed(desk.kind.situation(case))
        done = await desk.perform(case, EXTEND, Act(extended, notified_on, paper=paper))
        without_effect = {seq for seq, _ in done.standing.remarks} - done.awaiting
        if not without_effect.isdisjoint(done.seqs):
            raise ExtensionTooLate(extensions={"allowed_steps": allowed})
        return case
