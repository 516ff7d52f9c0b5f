"""What a decision is: its code, the question it answers, its remedy, its evidence and its row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gongkai.codes import LabelledEnum
from requests_api.annual_reports.layout import ReportRow
from requests_api.decisions.evidence import EvidenceKind


class NationalText(LabelledEnum):
    """The national text under which an application is decided, as `rule_sets` names it."""

    OF_2007 = "regulation-2007", "政府信息公开条例（2007年）"
    """For what was received before 2019-05-15."""
    OF_2019 = "regulation-2019", "政府信息公开条例（2019年）"


class DecisionCode(LabelledEnum):
    """How a case can end."""

    ALREADY_PUBLISHED = "already_published", "已主动公开，告知获取方式、途径"
    DISCLOSED = "disclosed", "予以公开"
    PARTLY_DISCLOSED = "partly_disclosed", "部分公开"
    STATE_SECRET = "state_secret", "不予公开：属于国家秘密"
    PROHIBITED_BY_LAW = "prohibited_by_law", "不予公开：其他法律、行政法规禁止公开"
    ENDANGERS_SECURITY_OR_STABILITY = (
        "endangers_security_or_stability",
        "不予公开：危及“三安全一稳定”",
    )
    THIRD_PARTY_INTERESTS = "third_party_interests", "不予公开：保护第三方合法权益"
    INTERNAL_AFFAIRS = "internal_affairs", "不予公开：属于三类内部事务信息"
    DELIBERATIVE_PROCESS = "deliberative_process", "不予公开：属于四类过程性信息"
    ENFORCEMENT_FILE = "enforcement_file", "不予公开：属于行政执法案卷"
    SPECIAL_ACCESS = "special_access", "属于行政查询事项，告知依照有关规定查询"
    PARTY_INFORMATION = "party_information", "属于党务信息，本机关不予公开"
    NEITHER_CONFIRMED_NOR_DENIED = (
        "neither_confirmed_nor_denied",
        "不予公开：对信息是否存在不予确认",
    )
    NO_SPECIAL_NEED = (
        "no_special_need",
        "不予提供：与自身生产、生活、科研等特殊需要无关（2007年条例）",
    )
    NOT_FOUND = "not_found", "无法提供：经检索，信息不存在"
    NOT_THIS_ORGAN = "not_this_organ", "无法提供：不属于本机关负责公开"
    NEEDS_PROCESSING = "needs_processing", "无法提供：没有现成信息，需要加工、分析"
    STILL_UNCLEAR = "still_unclear", "无法提供：补正后申请内容仍不明确"
    PETITION_OR_COMPLAINT = "petition_or_complaint", "不予处理：信访、举报、投诉类申请"
    REPEATED = "repeated", "不予处理：重复申请"
    PUBLIC_PUBLICATION = "public_publication", "不予处理：要求提供公开出版物"
    EXCESSIVE = "excessive", "不予处理：无正当理由大量反复申请"
    CONFIRMATION_OR_REISSUE = "confirmation_or_reissue", "不予处理：要求确认或者重新出具已获取信息"
    ABANDONED_NO_CORRECTION = "abandoned_no_correction", "逾期不补正，不再处理"
    ABANDONED_NO_PAYMENT = "abandoned_no_payment", "逾期未缴费，不再处理"
    WITHDRAWN = "withdrawn", "申请人撤回申请"
    MERGED = "merged", "并入其他申请办理"
    TRANSFERRED = "transferred", "转其他渠道办理"
    OTHER_CLOSING = "other_closing", "其他结案情形"


ABANDONMENTS = frozenset({DecisionCode.ABANDONED_NO_CORRECTION, DecisionCode.ABANDONED_NO_PAYMENT})
"""What follows from the applicant's silence alone, never from what the office decides."""


class Question(LabelledEnum):
    """The four questions of 苏政办函〔2019〕98号 in their order, which guide to a decision."""

    CORRECTION = "correction", "补不补"
    COMPETENCE = "competence", "该不该"
    EXISTENCE = "existence", "有没有"
    DISCLOSURE = "disclosure", "给不给"


class Remedy(LabelledEnum):
    """What the reply tells of remedies."""

    RECONSIDERATION_FIRST = "reconsideration_first", "应当先申请行政复议"
    """行政复议法(2023) Art. 23(四): 不予公开 goes to reconsideration before the court."""
    RECONSIDERATION_OR_LITIGATION = (
        "reconsideration_or_litigation",
        "可以申请行政复议或者提起行政诉讼",
    )
    """Either way (行政复议法 Art. 20, 行政诉讼法 Art. 46)."""
    NONE = "none", "不出具答复书"
    """The case is closed without a reply."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to end a case.

    `articles` cites the 条例 (empty: none of its own); `has_reply` says whether a letter goes
    out; `other_rows` are the rows that the office may choose in place of `row` where the law leaves
    it open [U], each with what is cited then; `litigable_alone` is False for the matters that a
    court does not take on their own (法释〔2025〕8号 Art. 10).
    """

    code: DecisionCode
    articles: str
    row: ReportRow
    evidence: tuple[EvidenceKind, ...]
    question: Question | None
    remedy: Remedy = Remedy.RECONSIDERATION_OR_LITIGATION
    litigable_alone: bool = True
    other_rows: Mapping[ReportRow, str] = field(default_factory=dict)

    @property
    def row_is_fixed(self) -> bool:
        """Whether the law fixes the report row."""
        return not self.other_rows

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """The rows in which it may be counted, the one that is taken where none is chosen first."""
        return (self.row, *self.other_rows)

    def articles_for(self, row: ReportRow | None) -> str:
        """What is cited where it is counted in this row; None: in its own."""
        return self.articles if row is None else self.other_rows.get(row, self.articles)

    @property
    def label(self) -> str:
        """What an office calls it."""
        return self.code.label

    @property
    def has_reply(self) -> bool:
        """Whether a reply letter is issued."""
        return self.remedy is not Remedy.NONE


class EvidenceLike(Protocol):
    """A piece of evidence as `EvidenceIn` states it."""

    @property
    def kind(self) -> EvidenceKind: ...  # noqa: D102 - named by its type
    @property
    def note(self) -> str | None: ...  # noqa: D102 - words of the office
    @property
    def reference(self) -> str | None: ...  # noqa: D102 - number or id of a record
