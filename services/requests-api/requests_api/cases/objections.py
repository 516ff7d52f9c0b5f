"""Whether a draft discloses what a third party objects to (条例15、32). Pure."""

from collections.abc import Collection

from requests_api.decisions.model import DecisionCode


def discloses_over(
    decision: DecisionCode | str | None, objections: Collection[str], spared: Collection[str]
) -> bool:
    """Whether an objection stands against ``decision``.

    ``objections`` are the consultations of third parties that object and are not overridden,
    ``spared`` those whose objected part a partial disclosure withholds.
    """
    if decision == DecisionCode.DISCLOSED:
        return bool(objections)
    if decision == DecisionCode.PARTLY_DISCLOSED:
        return not set(objections) <= set(spared)
    return False
