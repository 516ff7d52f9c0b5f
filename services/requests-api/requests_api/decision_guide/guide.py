"""What a file says to each of the four questions, and what stands against each decision. Pure.

The guide decides nothing and forbids nothing that the procedure allows: it reads what is on record
and names what is missing. The order is that of 苏政办函〔2019〕98号 (`Question`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.codes import LabelledEnum
from gongkai.steps import Reason
from requests_api.cases.steps import APPLICANT_HEARD
from requests_api.decision_guide.facts import FACTS, FileFacts, objections, third_parties
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind, EvidenceSpec
from requests_api.decisions.model import Decision, DecisionCode, Question
from requests_api.decisions.taxonomy import DECISIONS


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
                for decision in DECISIONS.values()
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
    own = _OWN.get(decision.code, ())
    yield from (reason for stands, reason in own if stands(file))


_OWN: Mapping[DecisionCode, tuple[tuple[Callable[[FileFacts], bool], Reason], ...]] = {
    DecisionCode.STILL_UNCLEAR: (
        (
            lambda file: not file.correction_notices,
            Reason(
                "no_correction_notice",
                "未曾告知补正，不能以补正后仍不明确为由答复（条例第30条）",
                "No correction was asked for (Art. 30)",
            ),
        ),
    ),
    DecisionCode.EXCESSIVE: (
        (
            lambda file: not file.explanations_asked,
            Reason(
                "no_explanation_asked",
                "未曾要求申请人说明理由（条例第35条）",
                "The applicant was not asked for reasons (Art. 35)",
            ),
        ),
        (lambda file: file.is_explanation_awaited, APPLICANT_HEARD.reason),
    ),
    DecisionCode.THIRD_PARTY_INTERESTS: (
        (
            lambda file: not third_parties(file),
            Reason(
                "no_third_party_consulted",
                "未曾征求第三方意见（条例第32条）",
                "No third party was consulted (Art. 32)",
            ),
        ),
    ),
    DecisionCode.DISCLOSED: (
        (
            lambda file: bool(objections(file)),
            Reason(
                "objection_stands",
                "第三方不同意公开且未作不采纳处理（条例第15条、第32条）",
                "A third party objects and is not overridden (Art. 15, 32)",
            ),
        ),
    ),
}
"""What speaks against one decision in particular, and when."""


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
