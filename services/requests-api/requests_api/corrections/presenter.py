"""A correction as it is shown in the file."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from gongkai.crypto.unreadable import UNREADABLE
from requests_api.corrections.kinds import WantedPart
from requests_api.corrections.schemas import (
    CorrectionForApplicantOut,
    CorrectionOut,
    FormerWantedOut,
)
from requests_api.matters.presenter import Words

_LATE = "correction_received_late"


def correction_out(
    correction: Mapping[str, Any] | None, words: Words, remarked: Collection[str]
) -> CorrectionOut | None:
    """The column `correction` for people; ``remarked`` are the codes of what the clock remarks."""
    if correction is None:
        return None
    return CorrectionOut(
        id=correction["ref"],
        notified_on=correction["notified_on"],
        delivered_on=correction["delivered_on"],
        items=_items(words.of(correction["seq"])),
        working_days=correction["working_days"],
        until=correction["until"],
        due_on=correction["due_on"],
        received_on=correction["received_on"],
        is_received_late=_LATE in remarked,
        by=correction["by"],
        changed=correction["changed"],
        former=_former(words.of(correction["received_seq"])),
    )


def correction_for_applicant(
    correction: Mapping[str, Any] | None, words: Words
) -> CorrectionForApplicantOut | None:
    """What the applicant is asked to correct: nothing that the office keeps for itself."""
    if correction is None:
        return None
    return CorrectionForApplicantOut(
        notified_on=correction["notified_on"],
        delivered_on=correction["delivered_on"],
        items=_items(words.of(correction["seq"])) or [],
        due_on=correction["due_on"],
        received_on=correction["received_on"],
    )


def _items(said: str | None) -> list[str] | None:
    if said is None or said == UNREADABLE:
        return None if said is None else [UNREADABLE]
    items: list[str] = json.loads(said)
    return items


def _former(said: str | None) -> FormerWantedOut | None:
    if said is None:
        return None
    unreadable: Mapping[str, str] = {part.value: UNREADABLE for part in WantedPart}
    former = unreadable if said == UNREADABLE else json.loads(said)
    return FormerWantedOut(
        title=former.get(WantedPart.TITLE),
        description=former.get(WantedPart.DESCRIPTION),
        document_reference=former.get(WantedPart.DOCUMENT_REFERENCE),
    )
