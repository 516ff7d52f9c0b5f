"""Kinds of evidence that a decision rests on: what the file of a case must hold."""

from dataclasses import dataclass

from gongkai.codes import LabelledEnum


class EvidenceKind(LabelledEnum):
    """What a piece of evidence shows."""

    ACCESS_CHANNEL = "access_channel", "获取或者反映的途径"
    CONSULTATION = "consultation", "征求第三方意见记录"
    CORRECTION_NOTICE = "correction_notice", "补正告知书"
    DISCLOSURE_DUTY_CHECK = "disclosure_duty_check", "是否属于依法应当公开的核查意见"
    EXPLANATION_REQUESTED = "explanation_requested", "要求说明理由的通知"
    FEE_NOTICE = "fee_notice", "收费通知"
    LEGAL_BASIS = "legal_basis", "法律、行政法规依据（条款）"
    MERGED_CASE = "merged_case", "并入的申请"
    PRIOR_REPLY = "prior_reply", "此前的答复"
    REASON = "reason", "理由"
    RESPONSIBLE_ORGAN = "responsible_organ", "负责公开的机关及联系方式（无法确定的予以说明）"
    RISK_ASSESSMENT = "risk_assessment", "风险评估报告"
    SEARCH_RECORD = "search_record", "检索记录"
    SECRECY_BASIS = "secrecy_basis", "定密依据及密级"
    SUPPLY = "supply", "提供的信息，或者获取的方式、途径和时间"
    WHERE_PUBLISHED = "where_published", "已公开信息的获取方式、途径"
    WITHDRAWAL = "withdrawal", "申请人撤回申请的记录"
    WITHHELD_ITEMS_AND_REASONS = "withheld_items_and_reasons", "不予公开的内容及理由"


class Form(LabelledEnum):
    """What a piece of evidence must state to count."""

    NOTE = "note", "文字说明"
    """Words of the office."""
    REFERENCE = "reference", "编号或者文号"
    """The number or id of a record or document."""
    EITHER = "either", "文字说明，或者编号、文号"
    """Words or a reference."""


@dataclass(frozen=True, slots=True)
class EvidenceSpec:
    """A kind with its form, and the thing of the case that its reference names.

    `refers_to` is None where the reference is a number on paper; the case feature looks up the
    others (a consultation must be one of this case).
    """

    kind: EvidenceKind
    form: Form
    refers_to: str | None = None

    @property
    def label(self) -> str:
        """What an office calls it."""
        return self.kind.label


_K = EvidenceKind

EVIDENCE: dict[EvidenceKind, EvidenceSpec] = {
    spec.kind: spec
    for spec in (
        EvidenceSpec(_K.ACCESS_CHANNEL, Form.NOTE),
        EvidenceSpec(_K.CONSULTATION, Form.REFERENCE, "consultation"),
        EvidenceSpec(_K.CORRECTION_NOTICE, Form.EITHER),
        EvidenceSpec(_K.DISCLOSURE_DUTY_CHECK, Form.NOTE),
        EvidenceSpec(_K.EXPLANATION_REQUESTED, Form.EITHER),
        EvidenceSpec(_K.FEE_NOTICE, Form.EITHER),
        EvidenceSpec(_K.LEGAL_BASIS, Form.NOTE),
        EvidenceSpec(_K.MERGED_CASE, Form.REFERENCE, "case"),
        EvidenceSpec(_K.PRIOR_REPLY, Form.EITHER),
        EvidenceSpec(_K.REASON, Form.NOTE),
        EvidenceSpec(_K.RESPONSIBLE_ORGAN, Form.NOTE),
        EvidenceSpec(_K.RISK_ASSESSMENT, Form.EITHER),
        EvidenceSpec(_K.SEARCH_RECORD, Form.EITHER),
        EvidenceSpec(_K.SECRECY_BASIS, Form.EITHER),
        EvidenceSpec(_K.SUPPLY, Form.EITHER),
        EvidenceSpec(_K.WHERE_PUBLISHED, Form.NOTE),
        EvidenceSpec(_K.WITHDRAWAL, Form.EITHER),
        EvidenceSpec(_K.WITHHELD_ITEMS_AND_REASONS, Form.NOTE),
    )
}
