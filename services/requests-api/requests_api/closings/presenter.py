"""The end of a case as it is kept beside the record, and as it is shown."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gongkai.crypto.unreadable import UNREADABLE
from requests_api.closings.schemas import (
    ClosingForApplicantOut,
    ClosingOut,
    MergedCaseOut,
    ReopeningOut,
)
from requests_api.decisions.schemas import EvidenceIn, EvidenceOut
from requests_api.decisions.taxonomy import decision_of
from requests_api.matters.presenter import Words


def words_of(
    evidence: Sequence[EvidenceIn], no_good_reason: str | None, transferred_to: str | None
) -> str:
    """What an end rests on, as it is sealed beside the record."""
    said = {
        "evidence": [piece.model_dump(mode="json") for piece in evidence],
        "no_good_reason": no_good_reason,
        "transferred_to": transferred_to,
    }
    return json.dumps(said, ensure_ascii=False)


def closing_out(
    closing: Mapping[str, Any] | None, words: Words, names: Mapping[str, str]
) -> ClosingOut | None:
    """The column `closing` for people; ``names`` has those of people, by subject."""
    if closing is None:
        return None
    said = _read(words.of(closing["seq"]), closing["evidence"])
    return ClosingOut(
        decision=closing["decision"],
        decision_label=decision_of(closing["decision"]).label,
        closed_on=closing["closed_on"],
        closed_by=closing["closed_by"],
        closed_by_name=names.get(closing["closed_by"]),
        letter_id=closing["letter_id"],
        evidence=[EvidenceOut(**piece) for piece in said["evidence"]],
        no_good_reason=said["no_good_reason"],
        merged_into=closing["merged_into"],
        merged_into_number=closing["merged_into_number"],
        transferred_to=said["transferred_to"],
    )


def closing_for_applicant(closing: Mapping[str, Any] | None) -> ClosingForApplicantOut | None:
    """What the applicant is told of the end; the letter says the rest."""
    if closing is None:
        return None
    return ClosingForApplicantOut(
        decision=closing["decision"],
        decision_label=decision_of(closing["decision"]).label,
        closed_on=closing["closed_on"],
        merged_into_number=closing["merged_into_number"],
    )


def reopenings_out(
    reopenings: Iterable[Mapping[str, Any]] | None, words: Words
) -> list[ReopeningOut]:
    """The column `reopenings` for people, oldest first."""
    return [
        ReopeningOut(on=each["on"], decision=each["decision"], reason=words.of(each["seq"]))
        for each in reopenings or ()
    ]


def merged_cases_out(merged: Iterable[Mapping[str, Any]] | None) -> list[MergedCaseOut]:
    """The column `merged_cases` for people, oldest first."""
    return [MergedCaseOut(**each) for each in merged or ()]


def _read(said: str | None, kinds: Iterable[str]) -> Mapping[str, Any]:
    """What was said, or the kinds of evidence alone where it may not, or cannot, be read."""
    if said is not None and said != UNREADABLE:
        read: Mapping[str, Any] = json.loads(said)
        return read
    bare = [{"kind": kind, "note": said, "reference": None, "dated_on": None} for kind in kinds]
    return {"evidence": bare, "no_good_reason": said, "transferred_to": said}
