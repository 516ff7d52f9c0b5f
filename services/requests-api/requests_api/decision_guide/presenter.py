"""The guided check for people."""

from collections.abc import Sequence

from gongkai.http.language import Language
from gongkai.steps import Reason
from requests_api.decision_guide.guide import Answered, EvidenceState, Option, Piece
from requests_api.decision_guide.schemas import (
    DecisionGuideOut,
    OptionOut,
    PieceOut,
    QuestionOut,
    SaidOut,
)
from requests_api.decisions.model import DecisionCode


def guide_out(
    answered: Sequence[Answered], draft: DecisionCode | None, language: Language
) -> DecisionGuideOut:
    """The questions with what the file says; ``draft`` is what the present draft decides."""
    return DecisionGuideOut(
        questions=[
            QuestionOut(
                code=one.question,
                label=one.question.label,
                facts=_said(one.facts, language),
                decisions=[_option(option, draft, language) for option in one.options],
            )
            for one in answered
        ]
    )


def _option(option: Option, draft: DecisionCode | None, language: Language) -> OptionOut:
    decision = option.decision
    return OptionOut(
        decision=decision.code,
        decision_label=decision.label,
        articles=decision.articles,
        remains=not option.against,
        against=_said(option.against, language),
        evidence=[_piece(piece) for piece in option.evidence],
        missing=[
            piece.spec.kind for piece in option.evidence if piece.state is EvidenceState.MISSING
        ],
        is_drafted=decision.code is draft,
    )


def _piece(piece: Piece) -> PieceOut:
    spec = piece.spec
    return PieceOut(
        kind=spec.kind,
        kind_label=spec.label,
        form=spec.form,
        form_label=spec.form.label,
        state=piece.state,
        state_label=piece.state.label,
        references=list(piece.references),
    )


def _said(reasons: Sequence[Reason], language: Language) -> list[SaidOut]:
    return [
        SaidOut(code=reason.code, text=reason.text if language == "zh" else reason.text_en)
        for reason in reasons
    ]
