"""The applicant's reasons as they are shown."""

from collections.abc import Mapping
from typing import Any

from requests_api.explanations.schemas import ExplanationForApplicantOut, ExplanationOut
from requests_api.matters.presenter import Words


def explanation_out(explanation: Mapping[str, Any] | None, words: Words) -> ExplanationOut | None:
    """The column `explanation` for people."""
    if explanation is None:
        return None
    return ExplanationOut(
        id=explanation["ref"],
        requested_on=explanation["requested_on"],
        delivered_on=explanation["delivered_on"],
        until=explanation["until"],
        working_days=explanation.get("working_days"),
        due_on=explanation.get("due_on"),
        received_on=explanation["received_on"],
        reasons=words.of(explanation["received_seq"]),
    )


def explanation_for_applicant(
    explanation: Mapping[str, Any] | None,
) -> ExplanationForApplicantOut | None:
    """That the applicant is asked for reasons."""
    if explanation is None:
        return None
    return ExplanationForApplicantOut(
        requested_on=explanation["requested_on"],
        until=explanation.get("due_on") or explanation["until"],
        received_on=explanation["received_on"],
    )
