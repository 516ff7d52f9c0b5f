"""What a file says to each of the four questions, and what stands against each decision. Pure.

The guide decides nothing and forbids nothing that the procedure allows: it reads what is on record
and names what is missing. The order is that of 苏政办函〔2019〕98号 (`Question`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.codes import LabelledEnum
from gongkai.steps import Reason
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind, EvidenceSpec
from requests_api.decisions.model import Decision, DecisionCode, Question
from requests_api.decisions.taxonomy import DECISIONS


class EvidenceState(LabelledEnum):
    """Whether what a decision demands is there."""

    STATED = "stated", "拟稿中已列明"
    ON_FILE = "on_file", "卷内已有，拟稿时列明"
    MISSING = "missing", "尚缺"


@dataclass(frozen=True, slots=True)
class Letter:
    """A consultation as far as the guide asks: to whom, and what came of it."""

    id: UUID
    is_third_party: bool
    is_answered: bool
    objects: bool
    is_overridden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a file says that bears on its decision."""

    is_open: bool
    is_registered: bool
    awaits_answer: bool
    """Whether a correction, a payment or an opinion is awaited (nothing is decided meanwhile)."""
    correction_notices: Sequence[str] = ()
    """Numbers of the events by which a correction was asked for."""
    correction_received: bool = False
    correction_notice_until: date | None = None
    """The last day on which one can be asked for in time (DL-03), while that is to come."""
    explanations_asked: Sequence[str] = ()
    """Numbers of the events by which reasons were asked for (条例35)."""
    fee_notices: Sequence[str] = ()
    in_month: int | None = None
    """The how many-th of the applicant's month it is, where that is marked."""
    prior_replies: Sequence[str] = ()
    """Numbers of the applicant's answered files that wanted the same of this organ."""
    letters: Sequence[Letter] = ()
    draft: DecisionCode | None = None
    stated: frozenset[EvidenceKind] = frozenset()
    """What the present draft states as its evidence."""


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
            tuple(_FACTS[question](file)),
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
    own = _OWN.get(decision.code)
    if own is not None and own[0](file):
        yield own[1]


def _objections(file: FileFacts) -> list[Letter]:
    return [one for one in _third(file) if one.objects and not one.is_overridden]


def _third(file: FileFacts) -> list[Letter]:
    return [one for one in file.letters if one.is_third_party]


_OWN = {
    DecisionCode.STILL_UNCLEAR: (
        lambda file: not file.correction_notices,
        Reason(
            "no_correction_notice",
            "未曾告知补正，不能以补正后仍不明确为由答复（条例第30条）",
            "No correction was asked for (Art. 30)",
        ),
    ),
    DecisionCode.EXCESSIVE: (
        lambda file: not file.explanations_asked,
        Reason(
            "no_explanation_asked",
            "未曾要求申请人说明理由（条例第35条）",
            "The applicant was not asked for reasons (Art. 35)",
        ),
    ),
    DecisionCode.THIRD_PARTY_INTERESTS: (
        lambda file: not _third(file),
        Reason(
            "no_third_party_consulted",
            "未曾征求第三方意见（条例第32条）",
            "No third party was consulted (Art. 32)",
        ),
    ),
    DecisionCode.DISCLOSED: (
        lambda file: bool(_objections(file)),
        Reason(
            "objection_stands",
            "第三方不同意公开且未作不采纳处理（条例第15条、第32条）",
            "A third party objects and is not overridden (Art. 15, 32)",
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
            return [str(one.id) for one in _third(file)]
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


def _of_correction(file: FileFacts) -> Iterator[Reason]:
    if file.correction_received:
        yield Reason("corrected", "申请人已补正", "The applicant has corrected the application")
    elif file.correction_notices:
        yield Reason(
            "correction_asked",
            "已告知补正（只告知一次），申请人尚未补正",
            "A correction was asked for, once, and has not come",
        )
    elif file.correction_notice_until is not None:
        until = file.correction_notice_until
        yield Reason(
            "correction_possible",
            f"尚未告知补正；内容不明确的，须在{until}前一次性告知（条例第30条）",
            f"No correction was asked for; one is asked for by {until} if it is unclear (Art. 30)",
        )
    else:
        yield Reason("no_correction", "未曾告知补正", "No correction was asked for")


def _of_competence(file: FileFacts) -> Iterator[Reason]:
    if file.prior_replies:
        known = file.prior_replies
        yield Reason(
            "answered_before",
            f"同一申请人此前的相同申请已由本机关答复：{'、'.join(known)}",
            f"This organ has answered the applicant on the same: {', '.join(known)}",
        )
    if file.in_month is not None:
        yield Reason(
            "frequent",
            f"申请人当月第{file.in_month}件申请；数量、频次明显超过合理范围的，可以要求说明理由"
            "（条例第35条）",
            f"Application {file.in_month} of the applicant's month; reasons may be asked for"
            " (Art. 35)",
        )
    if file.explanations_asked:
        yield Reason("explanation_asked", "已要求申请人说明理由", "Reasons were asked for")
    organs = [one for one in file.letters if not one.is_third_party]
    if organs:
        answered = sum(one.is_answered for one in organs)
        yield Reason(
            "organs_asked",
            f"已征求其他机关意见{len(organs)}件，收到答复{answered}件（条例第34条）",
            f"Other organs asked: {len(organs)}, answered: {answered} (Art. 34)",
        )


def _of_existence(file: FileFacts) -> Iterator[Reason]:
    if EvidenceKind.SEARCH_RECORD in file.stated:
        yield Reason("searched", "拟稿中已列明检索记录", "The draft states a search record")
    else:
        yield Reason(
            "not_searched",
            "卷内没有检索记录；以不存在答复的，须能证明已尽检索义务（法释〔2025〕8号第5条）",
            "No search is on file; an answer that nothing exists must show one",
        )


def _of_disclosure(file: FileFacts) -> Iterator[Reason]:
    letters = _third(file)
    if not letters:
        yield Reason("nobody_asked", "未征求第三方意见", "No third party was consulted")
        return
    silent = sum(not one.is_answered for one in letters)
    standing = len(_objections(file))
    yield Reason(
        "third_parties",
        f"已征求第三方意见{len(letters)}件：未答复{silent}件，不同意公开且未作不采纳处理{standing}件；"
        "逾期未提出意见的，由本机关依法决定（条例第32条）",
        f"Third parties asked: {len(letters)}, silent: {silent}, objecting: {standing}; where "
        "one is silent the organ decides (Art. 32)",
    )


_FACTS = {
    Question.CORRECTION: _of_correction,
    Question.COMPETENCE: _of_competence,
    Question.EXISTENCE: _of_existence,
    Question.DISCLOSURE: _of_disclosure,
}
