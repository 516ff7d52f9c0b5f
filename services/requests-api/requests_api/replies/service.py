"""Replies from draft to delivery; two people at least stand behind each."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from gongkai.steps import Step
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cases.steps import CaseSituation
from requests_api.clock.facts import ServiceMode
from requests_api.decisions.errors import EvidenceMissing
from requests_api.decisions.schemas import EvidenceIn
from requests_api.decisions.taxonomy import decision_of, missing_evidence
from requests_api.matters.desk import Act
from requests_api.replies.errors import PaperRequired, ReplyNotFound
from requests_api.replies.events import (
    ApprovalRequested,
    Replied,
    ReplyApproved,
    ReplyDelivered,
    ReplyDrafted,
    ReplyReturned,
)
from requests_api.replies.evidence import EvidenceCheck
from requests_api.replies.models import CONTENT, EVIDENCE_WORDS, RETURN_REASON, Reply
from requests_api.replies.presenter import facts_of, words_of
from requests_api.replies.repository import ReplyRepository
from requests_api.replies.steps import APPROVE, DRAFT, ISSUE, RECORD_DELIVERY, RETURN, SUBMIT


class ReplyService:
    """The reply of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._replies = ReplyRepository(desk.session)

    async def draft(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        decision: str,
        evidence: Sequence[EvidenceIn],
        content: str,
        document_number: str | None,
    ) -> tuple[Case, Reply]:
        """Draft a reply; an earlier draft stays on record. Raises `EvidenceMissing`."""
        desk = self._desk
        case = await desk.take(case_id, DRAFT, expected)
        chosen = decision_of(decision).code
        missing = missing_evidence(decision, evidence)
        if missing:
            raise EvidenceMissing.of(missing)
        consulted = await EvidenceCheck(desk).check(case, evidence)
        reply_id, keys = new_id(), desk.office.keys
        reply = Reply(
            id=reply_id,
            case_id=case.id,
            draft=await self._replies.count(case.id) + 1,
            decision=chosen,
            evidence=facts_of(evidence),
            evidence_sealed=EVIDENCE_WORDS.seal(keys, words_of(evidence), reply_id),
            content=CONTENT.seal(keys, content, reply_id),
            document_number=document_number,
            drafted_by=desk.principal.actor,
            drafted_at=desk.office.clock.now(),
        )
        self._replies.add(reply)
        drafted = ReplyDrafted(
            reply_id=reply.id, draft=reply.draft, decision=chosen, spares=consulted
        )
        await desk.perform(case, DRAFT, Act(drafted))
        return case, reply

    async def submit(self, case_id: UUID, expected: IfMatch) -> Case:
        """Hand the draft to those who may approve it."""
        case, reply = await self._take(case_id, SUBMIT, expected)
        await self._desk.perform(case, SUBMIT, Act(ApprovalRequested(reply_id=reply.id)))
        return case

    async def approve(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        approved_on: date | None = None,
        paper: str | None = None,
    ) -> Case:
        """Approve the draft as a second person; a refusal goes on record.

        What was approved on paper has its own day, ``approved_on``; it counts once a second person
        has confirmed it. Raises `PaperRequired` where nothing says where the ``paper`` is.
        """
        desk = self._desk
        case, reply = await self._take(case_id, APPROVE, expected)
        day = approved_on or desk.today
        if day < desk.today and paper is None:
            raise PaperRequired.at("/body/paper")
        reply.approved_by, reply.approved_at = desk.principal.actor, desk.office.clock.now()
        approved = ReplyApproved(reply_id=reply.id, text_digest=self._digest(reply))
        desk.check_day(case, approved, day, "approved_on", after=case.received_on)
        await desk.perform(case, APPROVE, Act(approved, day, paper=paper, by_two=True))
        return case

    async def send_back(self, case_id: UUID, expected: IfMatch, *, reason: str) -> Case:
        """Return the draft to its drafter with a reason; an approval already given falls."""
        case, reply = await self._take(case_id, RETURN, expected)
        reply.approved_by = reply.approved_at = None
        reply.return_reason_sealed = RETURN_REASON.seal(self._desk.office.keys, reason, reply.id)
        await self._desk.perform(case, RETURN, Act(ReplyReturned(reply_id=reply.id)))
        return case

    async def issue(
        self, case_id: UUID, expected: IfMatch, *, issued_on: date, paper: str | None = None
    ) -> Case:
        """Issue the approved reply: the case is finished on this day."""
        desk = self._desk
        case, reply = await self._take(case_id, ISSUE, expected)
        replied = Replied(reply_id=reply.id, decision=reply.decision)
        desk.check_day(case, replied, issued_on, "issued_on", after=case.received_on)
        reply.issued_on, reply.issued_by = issued_on, desk.principal.actor
        await desk.perform(case, ISSUE, Act(replied, issued_on, paper=paper))
        return case

    async def record_delivery(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        delivered_on: date,
        service: ServiceMode,
        paper: str | None = None,
        member: str = "delivered_on",
    ) -> Case:
        """Put on record how and when the reply was served (国办公开办函〔2016〕235号); ``member``
        is where the body states the day.
        """
        desk = self._desk
        case, reply = await self._take(case_id, RECORD_DELIVERY, expected)
        delivered = ReplyDelivered(service=service)
        desk.check_day(case, delivered, delivered_on, member)
        reply.delivered_on, reply.delivery = delivered_on, service
        await desk.perform(case, RECORD_DELIVERY, Act(delivered, delivered_on, paper=paper))
        return case

    async def redate(self, case: Case, item: Recorded) -> None:
        """Write the day of an event of the reply that was put right into its row."""
        reply = await self._replies.current(case)
        if reply is None:
            return
        match item.event:
            case Replied():
                reply.issued_on = item.on
            case ReplyDelivered():
                reply.delivered_on = item.on
            case _:
                return

    async def _take(
        self, case_id: UUID, step: Step[CaseSituation], expected: IfMatch
    ) -> tuple[Case, Reply]:
        """The case, locked, and its present draft, if the case allows ``step``."""
        case = await self._desk.take(case_id, step, expected)
        reply = await self._replies.current(case)
        if reply is None:
            raise ReplyNotFound
        return case, reply

    def _digest(self, reply: Reply) -> str:
        office = self._desk.office
        text = CONTENT.opened(office.keys, reply.content, reply.id)
        return office.indexes.digest("reply.content", f"{reply.id}:{text}").hex()
