"""Replies from draft to delivery; two people at least stand behind each."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from gongkai.db import new_id
from gongkai.errors import FieldError
from gongkai.http.versions import IfMatch
from requests_api.cases.access import may
from requests_api.cases.desk import CaseDesk
from requests_api.cases.lifecycle import CaseState, Step
from requests_api.cases.models import Case, Reply
from requests_api.cases.record import DELIVERED
from requests_api.clock.facts import EventType, Party
from requests_api.decisions.errors import EvidenceMissing
from requests_api.decisions.evidence import EVIDENCE
from requests_api.decisions.schemas import EvidenceIn
from requests_api.decisions.taxonomy import decision_of, missing_evidence
from requests_api.replies.errors import (
    ApprovalNeedsHead,
    ApproverIsDrafter,
    EvidenceReferenceUnknown,
    ReplyNotFound,
)


class ReplyService:
    """The reply of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

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
        case = await desk.take(case_id, Step.DRAFT, expected)
        decision_of(decision)
        missing = missing_evidence(decision, evidence)
        if missing:
            raise EvidenceMissing.of(missing)
        await self._check_references(case, evidence)
        earlier = (
            await desk.session.scalars(select(Reply.draft).where(Reply.case_id == case.id))
        ).all()
        reply_id = new_id()
        reply = Reply(
            id=reply_id,
            case_id=case.id,
            draft=len(earlier) + 1,
            decision=decision,
            evidence=[piece.model_dump(mode="json") for piece in evidence],
            content=desk.office.keys.encrypt_text("replies", "content", reply_id, content),
            document_number=document_number,
            drafted_by=desk.principal.subject,
            drafted_at=desk.office.clock.now(),
        )
        desk.session.add(reply)
        case.reply_id = reply.id
        await desk.put_on_record(
            case, "reply_drafted", reply_id=str(reply.id), draft=reply.draft, decision=decision
        )
        return case, reply

    async def submit(self, case_id: UUID, expected: IfMatch) -> tuple[Case, Reply]:
        """Hand the draft to those who may approve it."""
        desk = self._desk
        case = await desk.take(case_id, Step.SUBMIT, expected)
        reply = await self.current(case)
        case.state = CaseState.IN_APPROVAL
        await desk.put_on_record(case, "approval_requested", reply_id=str(reply.id))
        return case, reply

    async def approve(self, case_id: UUID, expected: IfMatch) -> tuple[Case, Reply]:
        """Approve the draft as a second person; a refusal goes on record."""
        desk = self._desk
        case = await desk.find_locked(case_id)
        drafted = await self._find(case)
        if drafted is not None and drafted.drafted_by == desk.principal.subject:
            desk.refuse(case, Step.APPROVE, ApproverIsDrafter())
        if not may(desk.principal, Step.APPROVE, case.organ_id):
            desk.refuse(case, Step.APPROVE, ApprovalNeedsHead())
        desk.check(case, Step.APPROVE, expected)
        reply = await self.current(case)
        reply.approved_by, reply.approved_at = desk.principal.subject, desk.office.clock.now()
        case.state = CaseState.APPROVED
        await desk.put_on_record(case, "reply_approved", reply_id=str(reply.id))
        return case, reply

    async def send_back(
        self, case_id: UUID, expected: IfMatch, *, reason: str
    ) -> tuple[Case, Reply]:
        """Return the draft to its drafter with a reason; an approval already given falls."""
        desk = self._desk
        case = await desk.find_locked(case_id)
        if not may(desk.principal, Step.RETURN, case.organ_id):
            desk.refuse(case, Step.RETURN, ApprovalNeedsHead())
        desk.check(case, Step.RETURN, expected)
        reply = await self.current(case)
        reply.approved_by = reply.approved_at = None
        reply.return_reason = reason
        case.state = CaseState.DRAFTED
        await desk.put_on_record(case, "reply_returned", reply_id=str(reply.id))
        return case, reply

    async def issue(
        self, case_id: UUID, expected: IfMatch, *, issued_on: date
    ) -> tuple[Case, Reply]:
        """Issue the approved reply: the case is finished on this day."""
        desk = self._desk
        case = await desk.take(case_id, Step.ISSUE, expected)
        reply = await self.current(case)
        desk.check_date(issued_on, earliest=case.received_on, what="发出日期", member="issued_on")
        reply.issued_on, reply.issued_by = issued_on, desk.principal.subject
        case.state, case.decision = CaseState.REPLIED, reply.decision
        case.replied_on = case.closed_on = issued_on
        await desk.put_on_record(
            case,
            EventType.REPLIED,
            on=issued_on,
            reply_id=str(reply.id),
            decision=reply.decision,
        )
        return case, reply

    async def record_delivery(
        self, case_id: UUID, expected: IfMatch, *, delivered_on: date, service: str
    ) -> tuple[Case, Reply]:
        """Put on record how and when the reply was served (国办公开办函〔2016〕235号)."""
        desk = self._desk
        case = await desk.take(case_id, Step.RECORD_DELIVERY, expected)
        reply = await self.current(case)
        desk.check_date(
            delivered_on, earliest=case.replied_on, what="送达日期", member="delivered_on"
        )
        reply.delivered_on, reply.delivery = delivered_on, service
        case.delivered_on = delivered_on
        await desk.put_on_record(case, DELIVERED, on=delivered_on, service=service)
        return case, reply

    async def current(self, case: Case) -> Reply:
        """The case's present draft or reply; raises `ReplyNotFound`."""
        reply = await self._find(case)
        if reply is None:
            raise ReplyNotFound
        return reply

    async def _find(self, case: Case) -> Reply | None:
        if case.reply_id is None:
            return None
        return await self._desk.session.get(Reply, case.reply_id)

    async def _check_references(self, case: Case, evidence: Sequence[EvidenceIn]) -> None:
        """Letters must be of this case and to a third party, merged cases exist for the caller."""
        desk = self._desk
        consultations = {
            str(item.id)
            for item in await desk.cases.consultations(case.id)
            if item.party == Party.THIRD_PARTY
        }
        for position, piece in enumerate(evidence):
            kind = EVIDENCE[piece.kind].refers_to
            known = kind is None or (kind == "consultation" and piece.reference in consultations)
            if kind == "case" and piece.reference is not None:
                known = await self._is_other_case(case, piece.reference)
            if not known:
                raise EvidenceReferenceUnknown(
                    errors=[
                        FieldError(
                            f"/body/evidence/{position}/reference",
                            "evidence_reference_unknown",
                            "卷内没有所引用的记录",
                            "The file holds no such record",
                        )
                    ]
                )

    async def _is_other_case(self, case: Case, reference: str) -> bool:
        try:
            case_id = UUID(reference)
        except ValueError:
            return False
        if case_id == case.id:
            return False
        return await self._desk.cases.find(case_id, self._desk.principal) is not None
