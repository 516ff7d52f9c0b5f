"""The guided check as it is shown."""

from gongkai.http.schemas import Out
from requests_api.decision_guide.guide import EvidenceState
from requests_api.decisions.evidence import EvidenceKind, Form
from requests_api.decisions.model import DecisionCode, Question


class SaidOut(Out):
    """Something that the file says."""

    code: str
    """A stable code."""
    text: str
    """For people, in the language of `Accept-Language`."""


class PieceOut(Out):
    """A kind of evidence that a decision demands."""

    kind: EvidenceKind
    """What it shows."""
    kind_label: str
    """What an office calls it."""
    form: Form
    """What it must state to count."""
    form_label: str
    """The same in words."""
    state: EvidenceState
    """Whether the present draft states it, the file holds it, or it is missing."""
    state_label: str
    """The same in words."""
    references: list[str]
    """What of the file would be named: ids of consultations, numbers of events or of cases."""


class OptionOut(Out):
    """A decision that the question leads to."""

    decision: DecisionCode
    """The decision."""
    decision_label: str
    """What an office calls it."""
    articles: str
    """The articles of the Regulation (条例) that it rests on; empty: none of its own."""
    remains: bool
    """Whether nothing on file stands against it."""
    against: list[SaidOut]
    """What does."""
    evidence: list[PieceOut]
    """What it demands."""
    missing: list[EvidenceKind]
    """What of that neither the present draft states nor the file holds."""
    is_drafted: bool
    """Whether the present draft decides so."""


class QuestionOut(Out):
    """One of the four questions."""

    code: Question
    """The question."""
    label: str
    """As an office asks it."""
    facts: list[SaidOut]
    """What the file says to it."""
    decisions: list[OptionOut]
    """The decisions that it leads to."""


_GUIDE: dict[str, object] = {
    "questions": [
        {
            "code": "correction",
            "label": "补不补",
            "facts": [{"code": "no_correction", "text": "未曾告知补正"}],
            "decisions": [
                {
                    "decision": "still_unclear",
                    "decision_label": "无法提供：补正后申请内容仍不明确",
                    "articles": "30",
                    "remains": False,
                    "against": [
                        {"code": "no_correction_notice", "text": "未曾告知补正（条例第30条）"}
                    ],
                    "evidence": [
                        {
                            "kind": "correction_notice",
                            "kind_label": "补正告知书",
                            "form": "either",
                            "form_label": "文字说明，或者编号、文号",
                            "state": "missing",
                            "state_label": "尚缺",
                            "references": [],
                        }
                    ],
                    "missing": ["correction_notice"],
                    "is_drafted": False,
                }
            ],
        }
    ],
}


class DecisionGuideOut(Out, json_schema_extra={"examples": [_GUIDE]}):
    """The four questions in their order; the guide decides nothing."""

    questions: list[QuestionOut]
    """补不补, 该不该, 有没有, 给不给."""
