"""Extending the period once: agreed by the head, notified before it ends, asked by a clerk."""

from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.clock.rules import rules_of_case
from requests_api.extensions.errors import ExtensionTooLate, ExtensionTooLong
from requests_api.extensions.events import Extended, ExtensionRefused, ExtensionRequested
from requests_api.extensions.steps import EXTEND, REFUSE_EXTENSION, REQUEST_EXTENSION
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
        _check_cap(case, working_days)
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
        allowed = desk.allowed(case)
        done = await desk.perform(case, EXTEND, Act(extended, notified_on, paper=paper))
        without_effect = {seq for seq, _ in done.standing.remarks} - done.awaiting
        if not without_effect.isdisjoint(done.seqs):
            raise ExtensionTooLate(extensions={"allowed_steps": allowed})
        return case

    async def request(
        self, case_id: UUID, expected: IfMatch, *, working_days: int, reason: str
    ) -> Case:
        """Ask the head for an extension, which extends nothing (条例33).

        Raises `ExtensionTooLong`, and `ExtensionTooLate` where the term has ended, so that the head
        could not agree either.
        """
        desk = self._desk
        case = await desk.take(case_id, REQUEST_EXTENSION, expected)
        _check_cap(case, working_days)
        if case.due_on is not None and desk.today > case.due_on:
            raise ExtensionTooLate(extensions={"allowed_steps": desk.allowed(case)})
        requested = ExtensionRequested(ref=new_id(), working_days=working_days)
        await desk.perform(case, REQUEST_EXTENSION, Act(requested, words=reason))
        return case

    async def refuse(self, case_id: UUID, expected: IfMatch, *, reason: str) -> Case:
        """The head does not agree; another request may be made while the term runs."""
        desk = self._desk
        case = await desk.take(case_id, REFUSE_EXTENSION, expected)
        (ref,) = [each["ref"] for each in case.extension_requests or () if not each["answer"]]
        refused = ExtensionRefused(ref=UUID(ref))
        await desk.perform(case, REFUSE_EXTENSION, Act(refused, words=reason))
        return case


def _check_cap(case: Case, working_days: int) -> None:
    cap = rules_of_case(case.rule_set, case.received_on).extension_cap
    if working_days > cap:
        raise ExtensionTooLong.at("/body/working_days", extensions={"cap_working_days": cap})
