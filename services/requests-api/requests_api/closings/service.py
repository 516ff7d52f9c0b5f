"""Closing a case without a reply, and reopening what counted as abandoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.kinds import national_text
from requests_api.cases.models import Case
from requests_api.cases.states import IN_HAND
from requests_api.cases.story import facts_of
from requests_api.clock.facts import EventType
from requests_api.closings.errors import (
    DecisionRequired,
    DeliveryUnknown,
    LetterMissing,
    MergedCaseUnknown,
    MergeNotPossible,
    NothingAwaited,
    PeriodNotOver,
)
from requests_api.closings.events import CaseMergedIn, Closed, Reopened
from requests_api.closings.presenter import words_of
from requests_api.closings.repository import ClosingRepository
from requests_api.closings.steps import CLOSE, NO_LETTER, REOPEN
from requests_api.decisions.errors import EvidenceMissing
from requests_api.decisions.evidence import EvidenceKind
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.schemas import EvidenceIn
from requests_api.decisions.taxonomy import decision_of, missing_evidence
from requests_api.letter_templates.kinds import LetterKind
from requests_api.links.kinds import LinkRelation
from requests_api.links.service import LinkService
from requests_api.matters.desk import Act
from requests_api.matters.kinds import WaitingFor
from requests_api.replies.evidence import EvidenceCheck

_AWAITED: Mapping[DecisionCode, tuple[WaitingFor, EventType]] = {
    DecisionCode.ABANDONED_NO_CORRECTION: (WaitingFor.CORRECTION, EventType.CORRECTION_NOTIFIED),
    DecisionCode.ABANDONED_NO_PAYMENT: (WaitingFor.PAYMENT, EventType.FEE_NOTIFIED),
}
"""What the applicant was silent about, and the notice that asked for it."""
_LETTERS = {DecisionCode.TRANSFERRED: {LetterKind.TRANSFER_NOTICE, LetterKind.CLOSING_NOTICE}}
"""The letters that tell of an end, where not the closing notice alone does."""
_PETITIONS = ("信访", "投诉", "举报")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a case shall end without a reply."""

    decision: DecisionCode
    closed_on: date
    evidence: Sequence[EvidenceIn]
    no_good_reason: str | None
    merged_into: UUID | None
    transferred_to: str | None
    paper: str | None


class ClosingService:
    """Ends without a reply, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk
        self._known = ClosingRepository(desk.session)

    async def close(self, case_id: UUID, expected: IfMatch, ending: Ending) -> Case:
        """End the case. Raises `LetterMissing`, `EvidenceMissing`, `EvidenceReferenceUnknown`; for
        an abandonment `DecisionOfOtherText`, `NothingAwaited`, `DeliveryUnknown`, `PeriodNotOver`;
        for a transfer `DecisionRequired`; for a merger `MergedCaseUnknown`, `MergeNotPossible`.
        """
        desk = self._desk
        # Both rows are locked in the order of their ids, so that two writers cannot wait in a
        # circle.
        into = ending.merged_into
        early = await self._find(into) if into is not None and into < case_id else None
        case = await desk.take(case_id, CLOSE, expected)
        other = None
        if into is not None:
            other = case if into == case_id else early or await self._find(into)
            if other is None:
                raise MergedCaseUnknown.at("/body/merged_into")
            await self._check_merger(case, other, ending.evidence)
        evidence = await self._founded(case, ending)
        await self._check_transfer(case, ending)
        over = await self._end_of_period(case, ending)
        letter = self._letter(case, ending.decision, over)
        closed = Closed(
            decision=ending.decision,
            evidence=tuple(piece.kind for piece in evidence),
            letter_id=UUID(letter["ref"]),
            merged_into=into,
            merged_into_number=None if other is None else other.number,
        )
        drawn_on = date.fromisoformat(letter["on"])
        desk.check_day(case, closed, ending.closed_on, "closed_on", after=drawn_on)
        words = words_of(evidence, ending.no_good_reason, ending.transferred_to)
        await desk.perform(
            case, CLOSE, Act(closed, ending.closed_on, paper=ending.paper, words=words)
        )
        if other is not None:
            merged = CaseMergedIn(case_id=case.id, number=case.number or case.receipt_number)
            await desk.put_on_record(other, Act(merged))
            await LinkService(desk).tie(case, other, LinkRelation.RELATED)
        return case

    async def reopen(
        self, case_id: UUID, expected: IfMatch, *, reason: str, on: date, paper: str | None
    ) -> Case:
        """Let what counted as abandoned go on."""
        desk = self._desk
        case = await desk.take(case_id, REOPEN, expected)
        assert case.decision is not None  # noqa: S101 - the guard of the step
        reopened = Reopened(decision=case.decision)
        desk.check_day(case, reopened, on, "on")
        await desk.perform(case, REOPEN, Act(reopened, on, paper=paper, words=reason))
        return case

    async def _find(self, case_id: UUID) -> Case | None:
        return await self._desk.matters.lock(CASE.model, case_id, self._desk.principal)

    async def _founded(self, case: Case, ending: Ending) -> Sequence[EvidenceIn]:
        """What the end rests on; the case that it is merged into need not be named twice."""
        evidence, into = [*ending.evidence], ending.merged_into
        if into is not None and not _naming(into, evidence):
            evidence.append(EvidenceIn(kind=EvidenceKind.MERGED_CASE, reference=str(into)))
        decision = decision_of(ending.decision, national_text(case.received_on, case.arrived_on))
        missing = missing_evidence(decision, evidence)
        if missing:
            raise EvidenceMissing.of(missing)
        await EvidenceCheck(self._desk).check(case, evidence)
        return evidence

    async def _check_merger(self, case: Case, other: Case, evidence: Sequence[EvidenceIn]) -> None:
        """The other case is live, of the same organ, and of the same applicant or with consent.

        What is merged is live no more, so that no circle can come about.
        """
        consents = [piece for piece in _naming(other.id, evidence) if piece.note is not None]
        if other is case:
            why = "itself"
        elif other.organ_id != case.organ_id:
            why = "other_organ"
        elif other.state not in IN_HAND:
            why = "not_live"
        elif not consents and not await self._known.have_one_applicant(case.id, other.id):
            why = "other_applicant"
        else:
            return
        raise MergeNotPossible(extensions={"why": why})

    async def _check_transfer(self, case: Case, ending: Ending) -> None:
        """What goes elsewhere is no application under the regulation, as far as the file tells."""
        to = ending.transferred_to
        if to is None:
            return
        draft, other = case.draft_decision, DecisionCode.NOT_THIS_ORGAN
        names_organ = any(p.kind is EvidenceKind.RESPONSIBLE_ORGAN for p in ending.evidence)
        petition = DecisionCode.PETITION_OR_COMPLAINT
        if draft is petition or any(word in to for word in _PETITIONS):
            raise DecisionRequired(extensions={"decision": petition.value})
        if draft is other or names_organ or await self._known.is_organ(to.strip()):
            raise DecisionRequired(extensions={"decision": other.value})

    async def _end_of_period(self, case: Case, ending: Ending) -> date | None:
        """The last day of the period that an abandonment lets pass (DL-04, DL-12); None for other
        ends. It counts from the delivery of the notice, and is over on the day that is stated.
        """
        if ending.decision not in _AWAITED:
            return None
        code, notice = _AWAITED[ending.decision]
        waiting = next((each for each in case.waiting_for if each["code"] == code), None)
        if waiting is None or waiting["until"] is None:
            raise NothingAwaited
        facts = facts_of((await self._desk.load(case)).file.effective)
        delivered_on = next(
            each.delivered_on
            for each in facts.events
            if each.type is notice and each.ref == waiting["ref"]
        )
        if delivered_on is None:
            raise DeliveryUnknown
        until = date.fromisoformat(waiting["until"])
        if delivered_on >= until or ending.closed_on <= until:
            raise PeriodNotOver(extensions={"until": until.isoformat()})
        return until

    def _letter(self, case: Case, decision: DecisionCode, over: date | None) -> Mapping[str, Any]:
        """The newest letter that tells of this end; that of an abandonment, ``over`` being the last
        day of its period, is of a later day. Raises `LetterMissing`.
        """
        kinds = _LETTERS.get(decision, {LetterKind.CLOSING_NOTICE})
        fitting: list[Mapping[str, Any]] = [
            letter
            for letter in case.closing_letters or ()
            if letter["kind"] in kinds and (over is None or date.fromisoformat(letter["on"]) > over)
        ]
        if not fitting:
            self._desk.reject(case, CLOSE, NO_LETTER, LetterMissing)
        return fitting[-1]


def _naming(case_id: UUID, evidence: Sequence[EvidenceIn]) -> Sequence[EvidenceIn]:
    """The evidence that names this case as the one that goes on."""
    return [
        piece
        for piece in evidence
        if piece.kind is EvidenceKind.MERGED_CASE
        and (piece.reference or "").lower() == str(case_id)
    ]
