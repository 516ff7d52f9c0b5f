"""What a correction answers with."""

from collections.abc import Iterable, Mapping

from gongkai.crypto.fields import KeyRing
from gongkai.deadlines.book import Move
from gongkai.record.events import label_of
from gongkai.rules import rule_label
from requests_api.date_corrections.models import CORRECTION_REASON, DateCorrection
from requests_api.date_corrections.schemas import (
    ExplainedCorrectionOut,
    MovedOut,
    StepWithMovesOut,
)
from requests_api.matters.models import MatterEvent
from requests_api.matters.schemas import StepOut


def with_moves(head: StepOut, moved: Iterable[Move]) -> StepWithMovesOut:
    """The head with what moved."""
    told = [
        MovedOut(
            rule=move.key[0],
            rule_label=rule_label(move.key[0]),
            ref=move.key[1] or None,
            before=None if move.before is None else move.before.key,
            after=None if move.after is None else move.after.key,
        )
        for move in moved
    ]
    return StepWithMovesOut.model_validate({**dict(head), "moved": told})


def reason_of(correction: DateCorrection, keys: KeyRing) -> str:
    """Why the day was put right."""
    return CORRECTION_REASON.shown(keys, correction.reason_sealed, correction.id)


def explained(
    correction: DateCorrection,
    event: MatterEvent,
    names: Mapping[str, str],
    keys: KeyRing,
    *,
    with_words: bool,
) -> ExplainedCorrectionOut:
    """A correction with its reason; ``event`` is what stands for it on record.

    ``names`` has that of who put the day right; ``with_words`` says whether the caller may read
    what an office writes.
    """
    superseded, corrected = event.supersedes, event.data["corrects"]
    return ExplainedCorrectionOut(
        seq=event.seq,
        supersedes=superseded,
        corrects=corrected,
        corrects_label=label_of(corrected) or corrected,
        on=event.occurred_on,
        reason=reason_of(correction, keys) if with_words else None,
        free_text_withheld=not with_words,
        corrected_by=correction.corrected_by,
        corrected_by_name=names.get(correction.corrected_by),
        corrected_at=correction.corrected_at,
    )
