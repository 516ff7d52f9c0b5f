"""Replies from draft to delivery; two people at least stand behind each."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from gongkai.record import Recorded
from gongkai.steps import Step
from requests_api.annual_reports.layout import ReportRow
from requests_api.approval_chains.levels import Approvals, Mandate
from requests_api.approval_chains.presenter import approvals_of
from requests_api.approval_chains.service import chain_for
from requests_api.cases.kind import CaseDesk
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.cases.servings import is_reply_back, last_delivery, last_return
from requests_api.cases.steps import CaseSituation
from requests_api.cases.story import REPLY_PART
from requests_api.clock.facts import ServiceMode
from requests_api.decisions.errors import EvidenceMissing
from requests_api.decisions.model import ABANDONMENTS, DecisionCode
from requests_api.decisions.schemas import EvidenceIn
from requests_api.decisions.taxonomy import check_row, decision_of, missing_evidence
from requests_api.findings.events import counted
from requests_api.findings.models import Finding
from requests_api.findings.repository import FindingRepository
from requests_api.findings.service import rows_of, screened_text
from requests_api.matters.desk import Act, Stated
from requests_api.matters.file import RecordFile
from requests_api.replies.errors import (
    AbandonmentIsNoReply,
    ApprovedTextChanged,
    NothingCorrectedYet,
    PaperRequired,
    ReplyNotFound,
)
from requests_api.replies.events import (
    ApprovalRequested,
    ChainLevel,
    LevelApproved,
    Replied,
    ReplyApproved,
    ReplyCameBack,
    ReplyDelivered,
    ReplyDrafted,
    ReplyReturned,
    ReplyServedAgain,
)
from requests_api.replies.evidence import EvidenceCheck
from requests_api.replies.models import CONTENT, EVIDENCE_WORDS, RETURN_REASON, Reply
from requests_api.replies.presenter import facts_of, words_of
from requests_api.replies.repository import ReplyRepository
from requests_api.replies.steps import (
    APPROVE,
    DRAFT,
    ISSUE,
    RECORD_DELIVERY,
    RECORD_RETURN,
    RETURN,
    SUBMIT,
)


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
        report_row: ReportRow | None = None,
    ) -> tuple[Case, Reply]:
        """Draft a reply; an earlier draft stays on record. Raises `AbandonmentIsNoReply`,
        `DecisionOfOtherText`, `EvidenceMissing`, `NothingCorrectedYet` and `ReportRowFixed`.
        """
        desk = self._desk
        case = await desk.take(case_id, DRAFT, expected)
        chosen = decision_of(decision).code
        consulted = await self._founded(case, chosen, evidence, report_row)
        reply_id, keys = new_id(), desk.office.keys
        reply = Reply(
            id=reply_id,
            case_id=case.id,
            draft=await self._replies.count(case.id) + 1,
            decision=chosen,
            report_row=report_row,
            evidence=facts_of(evidence),
            evidence_sealed=EVIDENCE_WORDS.seal(keys, words_of(evidence), reply_id),
            content=CONTENT.seal(keys, content, reply_id),
            document_number=document_number,
            drafted_by=desk.principal.actor,
            drafted_at=desk.office.clock.now(),
        )
        self._replies.add(reply)
        found = list(rows_of(screened_text(content), keys, reply_id=reply_id))
        await desk.session.flush()
        FindingRepository(desk.session).add(found)
        await desk.perform(case, DRAFT, Act(_drafted(reply, consulted, found)))
        return case, reply

    async def _founded(
        self,
        case: Case,
        chosen: DecisionCode,
        evidence: Sequence[EvidenceIn],
        report_row: ReportRow | None,
    ) -> tuple[UUID, ...]:
        """The letters that the evidence of the decision names, if the file bears it out."""
        if chosen in ABANDONMENTS:
            raise AbandonmentIsNoReply
        decision = decision_of(chosen, national_text(case.received_on, case.arrived_on))
        check_row(decision, report_row)
        missing = missing_evidence(decision, evidence)
        if missing:
            raise EvidenceMissing.of(missing)
        consulted = await EvidenceCheck(self._desk).check(case, evidence)
        if chosen is DecisionCode.STILL_UNCLEAR and not _is_corrected(case):
            raise NothingCorrectedYet
        return consulted

    async def submit(self, case_id: UUID, expected: IfMatch) -> Case:
        """Hand the draft to those who may approve it, by the chain that the organ has now.

        Raises `ChainUnusable`.
        """
        case, reply = await self._take(case_id, SUBMIT, expected)
        chain = await chain_for(self._desk.session, case.organ_id, case.drafted_by)
        levels = tuple(ChainLevel(role=level.role, by=level.by) for level in chain)
        requested = ApprovalRequested(reply_id=reply.id, levels=levels)
        await self._desk.perform(case, SUBMIT, Act(requested))
        return case

    async def approve(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        approved_on: date | None = None,
        paper: str | None = None,
    ) -> Case:
        """Approve the level whose turn it is, as a second person; a refusal goes on record.

        What was approved on paper has its own day, ``approved_on``; it counts once a second person
        has confirmed it. Raises `PaperRequired` where nothing says where the ``paper`` is, and
        `ApprovedTextChanged`.
        """
        desk = self._desk
        case, reply = await self._take(case_id, APPROVE, expected)
        day = approved_on or desk.today
        if day < desk.today and paper is None:
            raise PaperRequired.at("/body/paper")
        earlier = _levels_given((await desk.load(case)).file)
        digest = self._digest(reply)
        if any(event.text_digest != digest for _, event in earlier):
            raise ApprovedTextChanged
        approvals = approvals_of(case)
        kind = ReplyApproved if approvals.is_last else LevelApproved
        approved = kind(
            reply_id=reply.id,
            level=approvals.number,
            text_digest=digest,
            instead_of=_in_whose_place(approvals, desk, case),
        )
        days = [case.received_on, *(item.on for item, _ in earlier)]
        after = max((each for each in days if each is not None), default=None)
        desk.check_day(case, approved, day, "approved_on", after=after)
        if approvals.is_last:
            reply.approved_by, reply.approved_at = desk.principal.actor, desk.office.clock.now()
        await desk.perform(case, APPROVE, Act(approved, day, paper=paper, by_two=True))
        return case

    async def send_back(self, case_id: UUID, expected: IfMatch, *, reason: str) -> Case:
        """Return the draft to its drafter with a reason; the approvals already given fall."""
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
        replied = Replied(reply_id=reply.id, decision=reply.decision, report_row=reply.report_row)
        days = [day for day in (case.received_on, reply.letter_dated_on) if day is not None]
        desk.check_day(case, replied, issued_on, "issued_on", after=max(days, default=None))
        reply.issued_on, reply.issued_by = issued_on, desk.principal.actor
        await desk.perform(case, ISSUE, Act(replied, issued_on, paper=paper))
        return case

    async def record_delivery(
        self,
        case_id: UUID,
        expected: IfMatch,
        stated: Stated,
        *,
        service: ServiceMode,
    ) -> Case:
        """Put on record how and when the reply was served (国办公开办函〔2016〕235号); where it
        came back, that it was served again, and the first day stands.
        """
        desk = self._desk
        case, reply = await self._take(case_id, RECORD_DELIVERY, expected)
        if is_reply_back(case.servings) and reply.delivered_on is not None:
            again = ReplyServedAgain(ref=reply.id, service=service)
            back = last_return(case.servings, REPLY_PART)
            act = desk.dated(case, again, stated, after=back)
        else:
            act = desk.dated(case, ReplyDelivered(service=service), stated)
            reply.delivered_on, reply.delivery = stated.on, service
        await desk.perform(case, RECORD_DELIVERY, act)
        return case

    async def take_back(
        self, case_id: UUID, expected: IfMatch, stated: Stated, *, service: ServiceMode
    ) -> Case:
        """The reply came back undelivered; its first day stands, and it can be served again."""
        desk = self._desk
        case, reply = await self._take(case_id, RECORD_RETURN, expected)
        returned = ReplyCameBack(ref=reply.id, service=service)
        after = last_delivery(case.servings, REPLY_PART)
        act = desk.dated(case, returned, stated, after=after)
        await desk.perform(case, RECORD_RETURN, act)
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


def _is_corrected(case: Case) -> bool:
    return case.correction is not None and case.correction["received_on"] is not None


def _levels_given(file: RecordFile) -> Sequence[tuple[Recorded, LevelApproved]]:
    """The levels that approved the draft since it was handed in last, with the days stated."""
    handed_in = max((item.seq for item, _ in file.of(ApprovalRequested)), default=0)
    return [given for given in file.of(LevelApproved) if given[0].seq > handed_in]


def _in_whose_place(approvals: Approvals, desk: CaseDesk, case: Case) -> str | None:
    """For whom the caller stands in, if not in their own right."""
    judged = approvals.judge(desk.principal, case.drafted_by)
    return judged.instead_of if isinstance(judged, Mandate) else None


def _drafted(reply: Reply, consulted: tuple[UUID, ...], found: Sequence[Finding]) -> ReplyDrafted:
    return ReplyDrafted(
        reply_id=reply.id,
        draft=reply.draft,
        decision=reply.decision,
        spares=consulted,
        found=counted(each.kind for each in found),
        report_row=reply.report_row,
    )
