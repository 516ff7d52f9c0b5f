"""Which decisions each text knows, and what a decision lacks."""

from collections.abc import Iterable, Mapping

from requests_api.annual_reports.layout import ReportRow
from requests_api.decisions.answers_of_2007 import ANSWERS
from requests_api.decisions.errors import DecisionOfOtherText, ReportRowFixed, UnknownDecision
from requests_api.decisions.evidence import EVIDENCE, EvidenceKind, EvidenceSpec, Form
from requests_api.decisions.model import Decision, DecisionCode, EvidenceLike, NationalText
from requests_api.decisions.taxonomy_of_2019 import DECISIONS

__all__ = ["DECISIONS", "TAXONOMIES", "check_row", "decision_of", "missing_evidence"]

TAXONOMIES: Mapping[NationalText, Mapping[DecisionCode, Decision]] = {
    NationalText.OF_2019: DECISIONS,
    NationalText.OF_2007: ANSWERS,
}


def decision_of(code: str, text: NationalText | None = None) -> Decision:
    """The decision of that code under a text; None: as the newest text that knows it has it.

    Raises `UnknownDecision` when there is none, `DecisionOfOtherText` where the text has none.
    """
    try:
        known = DecisionCode(code)
    except ValueError:
        raise UnknownDecision.at("/body/decision") from None
    for each, decisions in TAXONOMIES.items():
        if text in {None, each} and known in decisions:
            return decisions[known]
    assert text is not None  # noqa: S101 - every code is known to some text
    raise DecisionOfOtherText.of(text, TAXONOMIES[text])


def check_row(decision: Decision, row: ReportRow | None) -> None:
    """Go on only if the decision may be counted there. Raises `ReportRowFixed`."""
    if row is not None and row not in decision.rows:
        raise ReportRowFixed.of(decision.rows)


def missing_evidence(decision: Decision, evidence: Iterable[EvidenceLike]) -> list[EvidenceSpec]:
    """What the decision demands and `evidence` does not state, in the order of the decision.

    A piece counts when it has the form its kind demands. That a reference exists is not known
    here: see `EvidenceSpec.refers_to`.
    """
    stated: set[EvidenceKind] = {piece.kind for piece in evidence if _counts(piece)}
    return [EVIDENCE[kind] for kind in decision.evidence if kind not in stated]


def _counts(piece: EvidenceLike) -> bool:
    match EVIDENCE[piece.kind].form:
        case Form.NOTE:
            return bool(piece.note)
        case Form.REFERENCE:
            return bool(piece.reference)
        case Form.EITHER:
            return bool(piece.note or piece.reference)
