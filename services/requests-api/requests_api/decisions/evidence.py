"""Kinds of evidence that a decision rests on: what the file of a case must hold."""

from dataclasses import dataclass
from enum import StrEnum


class EvidenceKind(StrEnum):
    """What a piece of evidence shows."""

    ACCESS_CHANNEL = "access_channel"
    CONSULTATION = "consultation"
    CORRECTION_NOTICE = "correction_notice"
    DISCLOSURE_DUTY_CHECK = "disclosure_duty_check"
    EXPLANATION_REQUESTED = "explanation_requested"
    FEE_NOTICE = "fee_notice"
    LEGAL_BASIS = "legal_basis"
    MERGED_CASE = "merged_case"
    PRIOR_REPLY = "prior_reply"
    REASON = "reason"
    RESPONSIBLE_ORGAN = "responsible_organ"
    RISK_ASSESSMENT = "risk_assessment"
    SEARCH_RECORD = "search_record"
    SECRECY_BASIS = "secrecy_basis"
    SUPPLY = "supply"
    WHERE_PUBLISHED = "where_published"
    WITHDRAWAL = "withdrawal"
    WITHHELD_ITEMS_AND_REASONS = "withheld_items_and_reasons"


class Form(StrEnum):
    """What a piece of evidence must state to count."""

    NOTE = "note"
    """Words of the office."""
    REFERENCE = "reference"
    """The number or id of a record or document."""
    EITHER = "either"
    """Words or a reference."""


@dataclass(frozen=True, slots=True)
class EvidenceSpec:
    """A kind with its label, its form, and the thing of the case that its reference names.

    `refers_to` is None where the reference is a number on paper; the case feature looks up the
    others (a consultation must be one of this case).
    """

    kind: EvidenceKind
    label: str
    form: Form
    refers_to: str | None = None


_K = EvidenceKind

EVIDENCE: dict[EvidenceKind, EvidenceSpec] = {
    spec.kind: spec
    for spec in (
        EvidenceSpec(_K.ACCESS_CHANNEL, "获取或者反映的途径", Form.NOTE),
        EvidenceSpec(_K.CONSULTATION, "征求第三方意见记录", Form.REFERENCE, "consultation"),
        EvidenceSpec(_K.CORRECTION_NOTICE, "补正告知书", Form.EITHER),
        EvidenceSpec(_K.DISCLOSURE_DUTY_CHECK, "是否属于依法应当公开的核查意见", Form.NOTE),
        EvidenceSpec(_K.EXPLANATION_REQUESTED, "要求说明理由的通知", Form.EITHER),
        EvidenceSpec(_K.FEE_NOTICE, "收费通知", Form.EITHER),
        EvidenceSpec(_K.LEGAL_BASIS, "法律、行政法规依据（条款）", Form.NOTE),
        EvidenceSpec(_K.MERGED_CASE, "并入的申请", Form.REFERENCE, "case"),
        EvidenceSpec(_K.PRIOR_REPLY, "此前的答复", Form.EITHER),
        EvidenceSpec(_K.REASON, "理由", Form.NOTE),
        EvidenceSpec(
            _K.RESPONSIBLE_ORGAN, "负责公开的机关及联系方式（无法确定的予以说明）", Form.NOTE
        ),
        EvidenceSpec(_K.RISK_ASSESSMENT, "风险评估报告", Form.EITHER),
        EvidenceSpec(_K.SEARCH_RECORD, "检索记录", Form.EITHER),
        EvidenceSpec(_K.SECRECY_BASIS, "定密依据及密级", Form.EITHER),
        EvidenceSpec(_K.SUPPLY, "提供的信息，或者获取的方式、途径和时间", Form.EITHER),
        EvidenceSpec(_K.WHERE_PUBLISHED, "已公开信息的获取方式、途径", Form.NOTE),
        EvidenceSpec(_K.WITHDRAWAL, "申请人撤回申请的记录", Form.EITHER),
        EvidenceSpec(_K.WITHHELD_ITEMS_AND_REASONS, "不予公开的内容及理由", Form.NOTE),
    )
}
