"""What a file says to each of the four questions, and what stands against each decision. Pure.

The guide decides nothing and forbids nothing that the procedure allows: it reads what is on record
and names what is missing. The order is that of 苏政办函〔2019〕98号 (`Question`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.codes import LabelledEnum
from gongkai.steps import Reason
from requests_api.cases.steps import APPLICANT_HEARD
from requests_api.decision_guide.facts import (
    FACTS,
    FileFacts,
    cited,
    objections,
    third_parties,
)
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind, EvidenceSpec
from requests_api.decisions.model import Decision, DecisionCode, Question
from requests_api.decisions.taxonomy import TAXONOMIES


class EvidenceState(LabelledEnum):
    """Whether what a decision demands is there."""

    STATED = "stated", "拟稿中已列明"
    ON_FILE = "on_file", "卷内已有，拟稿时列明"
    MISSING = "missing", "尚缺"


@dataclass(frozen=True, slots=True)
class Piece:
    """A kind of evidence that a decision demands, and whether it is there."""

    spec: EvidenceSpec
    state: EvidenceState
    references: Sequence[str]
    """What of the file would be named."""


@dataclass(frozen=True, slots=True)
class Option:
    """A decision, what stands against it by the file, and its evidence."""

    decision: Decision
    against: Sequence[Reason]
    evidence: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what the file says to it, and the decisions that it leads to."""

    question: Question
    facts: Sequence[Reason]
    options: Sequence[Option]


def guide(file: FileFacts) -> list[Answered]:
    """The four questions in their order."""
    return [
        Answered(
            question,
            tuple(FACTS[question](file)),
            tuple(
                Option(decision, tuple(_against(decision, file)), _evidence(decision, file))
                for decision in TAXONOMIES[file.text].values()
                if decision.question is question and decision.has_reply
            ),
        )
        for question in Question
    ]


def _against(decision: Decision, file: FileFacts) -> Iterator[Reason]:
    """What the file says against a decision now."""
    if not file.is_open:
        yield Reason("ended", "本件已办结", "The case has ended")
    elif not file.is_registered:
        yield Reason("not_registered", "尚未登记", "The case is not registered yet")
    if file.is_open and file.awaits_answer:
        yield Reason(
            "answer_awaited", "尚在等待补正、缴费或者征求意见的答复", "An answer is still awaited"
        )
    yield from (each.told(file) for each in _OWN.get(decision.code, ()) if each.stands(file))


@dataclass(frozen=True, slots=True)
class _Against:
    """What speaks against one decision in particular, when, and by which article: of 2019, and of
    2007.
    """

    stands: Callable[[FileFacts], bool]
    reason: Reason
    articles: tuple[int, int] | None = None

    def told(self, file: FileFacts) -> Reason:
        """The reason with the article of the text that applies."""
        if self.articles is None:
            return self.reason
        law, law_en = cited(file, *self.articles)
        code, text, text_en = self.reason
        return Reason(code, f"{text}（{law}）", f"{text_en} ({law_en})")


_OWN: Mapping[DecisionCode, tuple[_Against, ...]] = {
    DecisionCode.STILL_UNCLEAR: (
        _Against(
            lambda file: not file.correction_notices,
            Reason(
                "no_correction_notice",
                "未曾告知补正，不能以补正后仍不明确为由答复",
                "No correction was asked for",
            ),
            (30, 21),
        ),
    ),
    DecisionCode.EXCESSIVE: (
        _Against(
            lambda file: not file.explanations_asked,
            Reason(
                "no_explanation_asked",
                "未曾要求申请人说明理由（条例第35条）",
                "The applicant was not asked for reasons (Art. 35)",
            ),
        ),
        _Against(lambda file: file.is_explanation_awaited, APPLICANT_HEARD.reason),
    ),
    DecisionCode.THIRD_PARTY_INTERESTS: (
        _Against(
            lambda file: not third_parties(file),
            Reason(
                "no_third_party_consulted", "未曾征求第三方意见", "No third party was consulted"
            ),
            (32, 23),
        ),
    ),
    DecisionCode.DISCLOSED: (
        _Against(
            lambda file: bool(objections(file)),
            Reason(
                "objection_stands",
                "第三方不同意公开且未作不采纳处理",
                "A third party objects and is not overridden",
            ),
            (32, 23),
        ),
    ),
    DecisionCode.NO_SPECIAL_NEED: (
        _Against(
            lambda file: not file.needs_stated,
            Reason(
                "need_not_stated",
                "卷内没有申请人对特殊需要的说明，应当先请申请人说明（2007年条例第13条）",
                "No need is on file; the applicant is asked first",
            ),
        ),
    ),
}


def _evidence(decision: Decision, file: FileFacts) -> tuple[Piece, ...]:
    pieces = []
    for kind in decision.evidence:
        on_file = tuple(_on_file(kind, file))
        state = EvidenceState.ON_FILE if on_file else EvidenceState.MISSING
        if kind in file.stated and decision.code is file.draft:
            state = EvidenceState.STATED
        pieces.append(Piece(EVIDENCE[kind], state, on_file))
    return tuple(pieces)


def _on_file(kind: EvidenceKind, file: FileFacts) -> Sequence[str]:
    """What the record itself holds of a kind of evidence."""
    match kind:
        case EvidenceKind.CONSULTATION:
            return [str(one.id) for one in third_parties(file)]
        case EvidenceKind.CORRECTION_NOTICE:
            return file.correction_notices
        case EvidenceKind.EXPLANATION_REQUESTED:
            return file.explanations_asked
        case EvidenceKind.FEE_NOTICE:
            return file.fee_notices
        case EvidenceKind.PRIOR_REPLY:
            return file.prior_replies
        case _:
            return ()
