"""Every kind of letter as data: whom it addresses, what it may say, what its author must add.

What the record knows stands in no variable, so that a letter and the file cannot differ. Variables
are what the record cannot know, or does not know yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.codes import LabelledEnum
from requests_api.letter_templates.fields import Fields
from requests_api.letter_templates.kinds import Addressee, LetterKind


class VariableForm(LabelledEnum):
    """How a variable is stated."""

    LINE = "line", "一行文字"
    TEXT = "text", "一段文字"
    LINES = "lines", "若干项"
    DAY = "day", "日期"
    CLOSING = "closing", "结案情形代码"


@dataclass(frozen=True, slots=True)
class Variable:
    """What the author of a letter states."""

    label: str
    form: VariableForm = VariableForm.TEXT
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class LetterSpec:
    """A kind of letter. ``facts`` are the fields that the record gives beside the common ones,
    ``lists`` those of them that are lists; ``has_law`` says whether articles of the 条例
    stand in it, which are other ones under the text of 2007, ``tells_remedies`` whether it ends the
    case.
    """

    kind: LetterKind
    addressee: Addressee
    facts: frozenset[str] = frozenset()
    lists: Mapping[str, frozenset[str]] | None = None
    variables: Mapping[str, Variable] | None = None
    required: frozenset[str] = frozenset()
    is_numbered: bool = True
    has_law: bool = True
    tells_remedies: bool = False
    is_about_letter: bool = False
    """Whether its author names another letter."""

    @property
    def stated(self) -> Mapping[str, Variable]:
        """Its variables by name."""
        return self.variables or {}

    @property
    def fields(self) -> Fields:
        """What its template may name, and must write out."""
        lines = {
            n: frozenset[str]() for n, v in self.stated.items() if v.form is VariableForm.LINES
        }
        lists = {**(self.lists or {}), **lines}
        single = (COMMON | self.facts | self.stated.keys()) - lists.keys()
        required = self.required | {n for n, v in self.stated.items() if v.is_required}
        if self.is_numbered:
            required |= {"document_number"}
        if self.addressee is not Addressee.FILE:
            required |= {"organ_name", "issued_on", "addressee"}
        if self.tells_remedies:
            lists["remedies"] = frozenset()
            required |= {"remedies", "information"}
        return Fields(single, lists, required - _CODES)


COMMON = frozenset(
    {
        "addressee",
        "applicant_name",
        "arrived_on",
        "case_number",
        "channel",
        "document_number",
        "information",
        "issued_on",
        "office_address",
        "office_name",
        "office_phone",
        "organ_name",
        "receipt_number",
        "received_on",
        "you",
    }
)
"""What every letter may say."""
_CODES = frozenset({"closing", "to"})
"""Variables that are not written out under their own name: the decision, and the addressee."""
_K, _A = LetterKind, Addressee
_PARTY = frozenset({"party_kind", "sent_on"})
_OF_FEE = frozenset(
    {"amount", "amount_due", "basis", "grounds", "quantity", "standard", "working_days"}
)
_ASKED = frozenset(
    {
        "contact",
        "description",
        "document",
        "document_reference",
        "supply_forms",
        "supply_ways",
    }
)
_UNTIL = Variable("最迟日期", VariableForm.DAY)
_REASON = Variable("理由")

SPECS: Mapping[LetterKind, LetterSpec] = {
    spec.kind: spec
    for spec in (
        LetterSpec(
            # What 条例29 lets an office ask, and nothing else.
            _K.APPLICATION_FORM,
            _A.FILE,
            facts=_ASKED | {"is_filled_in"},
            required=frozenset({"applicant_name", "information"}) | _ASKED,
            is_numbered=False,
        ),
        LetterSpec(
            _K.RECEIPT,
            _A.APPLICANT,
            required=frozenset({"information", "receipt_number", "arrived_on"}),
            is_numbered=False,
        ),
        LetterSpec(
            _K.REGISTRATION,
            _A.APPLICANT,
            facts=frozenset({"due_on"}),
            required=frozenset({"information", "case_number", "received_on"}),
            is_numbered=False,
        ),
        LetterSpec(
            _K.CORRECTION_NOTICE,
            _A.APPLICANT,
            facts=frozenset({"reply_by", "working_days"}),
            lists={"items": frozenset()},
            required=frozenset({"information", "items", "reply_by", "working_days"}),
        ),
        LetterSpec(
            _K.EXPLANATION_REQUEST,
            _A.APPLICANT,
            facts=frozenset({"reply_by", "working_days"}),
            variables={"grounds": Variable("数量、频次情况")},
            required=frozenset({"information", "reply_by", "working_days"}),
        ),
        LetterSpec(
            _K.EXTENSION_NOTICE,
            _A.APPLICANT,
            facts=frozenset({"working_days", "approved_on", "due_on"}),
            variables={"reason": Variable("延长的理由", is_required=False)},
            required=frozenset({"information", "working_days"}),
        ),
        LetterSpec(
            _K.CONSULTATION,
            _A.PARTY,
            facts=_PARTY,
            variables={"contents": Variable("涉及该第三方的信息内容")},
            required=frozenset(),
        ),
        LetterSpec(
            _K.CONSULTATION_ORGAN,
            _A.PARTY,
            facts=_PARTY | {"is_co_author"},
            variables={"contents": Variable("征求意见的信息内容")},
        ),
        LetterSpec(
            _K.CONSULTATION_NOTICE,
            _A.APPLICANT,
            facts=_PARTY,
            required=frozenset({"information", "sent_on"}),
        ),
        LetterSpec(
            _K.THIRD_PARTY_NOTICE,
            _A.PARTY,
            facts=frozenset({"ground", "reason", "sent_on", "answered_on"}),
            variables={"contents": Variable("决定公开的信息内容")},
            required=frozenset({"ground", "reason"}),
        ),
        LetterSpec(
            _K.FEE_NOTICE,
            _A.APPLICANT,
            facts=_OF_FEE | {"counted_before", "pay_by"},
            variables={"payment": Variable("缴费方式")},
            required=_OF_FEE | {"information"},
        ),
        LetterSpec(
            _K.DELAY_NOTICE,
            _A.APPLICANT,
            facts=frozenset({"reply_by", "reason"}),
            required=frozenset({"information", "reply_by", "reason"}),
        ),
        LetterSpec(
            _K.TRANSFER_NOTICE,
            _A.APPLICANT,
            variables={"transferred_to": Variable("办理的渠道"), "reason": _REASON},
            tells_remedies=True,
        ),
        LetterSpec(
            _K.CLOSING_NOTICE,
            _A.APPLICANT,
            facts=frozenset({"decision", "law"}),
            variables={"closing": Variable("结案情形", VariableForm.CLOSING), "reason": _REASON},
            required=frozenset({"decision"}),
            tells_remedies=True,
        ),
        LetterSpec(
            _K.SPLIT_NOTICE,
            _A.APPLICANT,
            variables={"parts": Variable("拆分后的各件申请", VariableForm.LINES)},
            required=frozenset({"information"}),
        ),
        LetterSpec(
            _K.ASSISTANCE_REQUEST,
            _A.ORGAN,
            variables={
                "to": Variable("协办单位", VariableForm.LINE),
                "request": Variable("协办事项"),
                "reply_by": _UNTIL,
            },
            has_law=False,
        ),
        LetterSpec(
            _K.REPLY,
            _A.APPLICANT,
            facts=frozenset({"decision", "decision_text", "law"}),
            lists={"content": frozenset()},
            required=frozenset({"received_on", "content", "decision_text"}),
            tells_remedies=True,
        ),
        LetterSpec(
            # 巴彦淖尔市办法26; what was supplied at the office leaves no other trace (条例40).
            _K.INSPECTION_CERTIFICATE,
            _A.APPLICANT,
            facts=frozenset({"reply_number", "reply_on"}),
            variables={
                "inspected_on": Variable("查阅日期", VariableForm.DAY),
                "place": Variable("查阅地点", VariableForm.LINE),
                "materials": Variable("查阅的材料", VariableForm.LINES),
                "copied": Variable("抄录、复制情况", is_required=False),
            },
            required=frozenset({"applicant_name", "information", "reply_on"}),
            has_law=False,
        ),
        LetterSpec(
            _K.RECTIFICATION,
            _A.APPLICANT,
            facts=frozenset({"corrected_title", "corrected_number", "corrected_on", "unchanged"}),
            variables={"corrections": Variable("更正内容：原文和更正后的文字", VariableForm.LINES)},
            required=frozenset({"corrected_number", "corrected_on", "unchanged"}),
            has_law=False,
            is_about_letter=True,
        ),
        LetterSpec(
            _K.REVOCATION_NOTICE,
            _A.APPLICANT,
            facts=frozenset({"reply_number", "reply_on", "reason"}),
            required=frozenset({"reply_number", "reply_on", "reason"}),
            has_law=False,
        ),
        LetterSpec(
            _K.EVIDENCE_LIST,
            _A.FILE,
            lists={"pieces": frozenset({"title", "number", "dated_on", "shows"})},
            required=frozenset({"case_number", "pieces"}),
            is_numbered=False,
            has_law=False,
        ),
        LetterSpec(
            _K.DELIVERY_RECEIPT,
            _A.FILE,
            lists={"letters": frozenset({"title", "document_number"})},
            required=frozenset({"letters", "applicant_name"}),
            is_numbered=False,
            has_law=False,
        ),
        LetterSpec(
            _K.CASE_COVER,
            _A.FILE,
            facts=frozenset({"decision", "closed_on", "drafted_by_name"}),
            required=frozenset({"case_number", "information"}),
            is_numbered=False,
            has_law=False,
        ),
    )
}
"""The kinds that can be drawn up today; others follow with the steps whose facts they tell."""
