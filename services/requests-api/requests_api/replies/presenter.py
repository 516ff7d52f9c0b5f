"""The reply as it is shown in the file, and its evidence as it is kept."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE
from requests_api.annual_reports.layout import ReportRow
from requests_api.approval_chains.presenter import (
    ApprovalColumns,
    approval_levels_out,
    approvals_of,
    next_level_out,
)
from requests_api.approval_chains.schemas import NextLevelOut
from requests_api.cases.states import CaseState
from requests_api.cases.story import REPLY_PART
from requests_api.clock.facts import ServiceMode
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.schemas import EvidenceIn, EvidenceOut
from requests_api.decisions.taxonomy import decision_of
from requests_api.replies.models import CONTENT, EVIDENCE_WORDS, RETURN_REASON
from requests_api.replies.schemas import ReplyOut
from requests_api.servings.presenter import attempts_out


class WaitingRow(ApprovalColumns, Protocol):
    """A case whose draft may be in approval."""

    state: str


class ReplyRow(WaitingRow, Protocol):
    """What a reply is made from: a row of a reading with `REPLY_COLUMNS`."""

    organ_id: UUID
    reply_id: UUID | None
    reply_draft: int
    reply_decision: DecisionCode
    reply_report_row: ReportRow | None
    reply_evidence: list[Any]
    reply_evidence_sealed: bytes
    reply_content: bytes
    reply_document_number: str | None
    reply_drafted_by: str
    reply_drafted_at: datetime
    reply_approved_by: str | None
    reply_approved_at: datetime | None
    reply_return_reason_sealed: bytes | None
    reply_issued_on: date | None
    reply_delivered_on: date | None
    reply_delivery: ServiceMode | None
    servings: dict[str, Any] | None


def reply_out(
    row: ReplyRow, keys: KeyRing, names: Mapping[str, str], *, with_words: bool
) -> ReplyOut | None:
    """The present reply; ``names`` has those of who drafted and approved it, ``with_words`` says
    whether the caller may read its words.
    """
    if row.reply_id is None:
        return None
    words = _words(row, row.reply_id, keys) if with_words else (None, None, None)
    content, return_reason, said = words
    decision = decision_of(row.reply_decision)
    report_row = row.reply_report_row or decision.row
    return ReplyOut(
        id=row.reply_id,
        draft=row.reply_draft,
        decision=row.reply_decision,
        decision_label=decision.label,
        report_row=report_row,
        report_row_label=report_row.label,
        evidence=_evidence(row.reply_evidence, said, with_words=with_words),
        content=content,
        document_number=row.reply_document_number,
        drafted_by=row.reply_drafted_by,
        drafted_by_name=names.get(row.reply_drafted_by),
        drafted_at=row.reply_drafted_at,
        approval_levels=approval_levels_out(row, names),
        next_approval=waiting_at(row, names),
        approved_by=row.reply_approved_by,
        approved_by_name=names.get(row.reply_approved_by or ""),
        approved_at=row.reply_approved_at,
        return_reason=return_reason,
        issued_on=row.reply_issued_on,
        delivered_on=row.reply_delivered_on,
        delivery=row.reply_delivery,
        attempts=attempts_out(row.servings, REPLY_PART),
        free_text_withheld=not with_words,
    )


def waiting_at(case: WaitingRow, names: Mapping[str, str]) -> NextLevelOut | None:
    """The level of approval at which a case waits; None for one that is not in approval."""
    if case.state != CaseState.IN_APPROVAL:
        return None
    return next_level_out(approvals_of(case), names)


def facts_of(evidence: Sequence[EvidenceIn]) -> list[dict[str, Any]]:
    """What is kept of evidence in the clear: kinds, days, and records of the file that it names."""
    return [
        {
            **piece.model_dump(mode="json"),
            "note": None,
            "reference": piece.reference if EVIDENCE[piece.kind].refers_to else None,
        }
        for piece in evidence
    ]


def words_of(evidence: Sequence[EvidenceIn]) -> str:
    """What is sealed of it."""
    said = [{"note": piece.note, "reference": piece.reference} for piece in evidence]
    return json.dumps(said, ensure_ascii=False)


def _words(row: ReplyRow, reply_id: UUID, keys: KeyRing) -> tuple[str, str | None, str | None]:
    """Letter, reason of the return and words of the evidence, as people are shown them."""
    reason = row.reply_return_reason_sealed
    return (
        CONTENT.shown(keys, row.reply_content, reply_id),
        None if reason is None else RETURN_REASON.shown(keys, reason, reply_id),
        EVIDENCE_WORDS.shown(keys, row.reply_evidence_sealed, reply_id),
    )


def _evidence(
    facts: Sequence[dict[str, Any]], said: str | None, *, with_words: bool
) -> list[EvidenceOut]:
    """The pieces with what is ``said`` of them, if it can be told."""
    words: Sequence[dict[str, Any]] = [{} for _ in facts]
    if said == UNREADABLE:
        words = [{"note": UNREADABLE} for _ in facts]
    elif said is not None:
        words = json.loads(said)
    elif not with_words:  # of an older release, in the clear beside the facts
        words = [{"note": None, "reference": _named(piece)} for piece in facts]
    return [
        EvidenceOut.model_validate({**piece, **more})
        for piece, more in zip(facts, words, strict=True)
    ]


def _named(piece: dict[str, Any]) -> str | None:
    """The record of the file that a piece of evidence names: a fact, where a number on paper is
    words.
    """
    return piece["reference"] if EVIDENCE[EvidenceKind(piece["kind"])].refers_to else None
