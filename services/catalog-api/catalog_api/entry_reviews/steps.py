"""Handing in for review, and reviewing."""

from catalog_api.entries.errors import EntryOfOtherOrgan
from catalog_api.entries.kinds import EntryState, EntryStep
from catalog_api.entries.steps import ENTRY_STEPS, HAS_TEXT, EntrySituation
from catalog_api.entry_reviews.errors import ReviewerRepeats, ReviewOfOtherLevel
from catalog_api.entry_reviews.kinds import LEVELS
from gongkai.auth.principal import Permission, Principal
from gongkai.errors import Problem
from gongkai.steps import Step

_S = EntryState

SUBMIT = ENTRY_STEPS.declare(
    Step(
        code=EntryStep.SUBMIT,
        label=EntryStep.SUBMIT.label,
        path="submission",
        permission=Permission.ENTRIES_WRITE,
        moves=dict.fromkeys((_S.DRAFT, _S.RETURNED), _S.IN_REVIEW),
        guards=(HAS_TEXT,),
        has_body=False,
        needs=EntryOfOtherOrgan,
    )
)


def _bars(principal: Principal, situation: EntrySituation) -> type[Problem] | None:
    """Nobody reviews on two levels, and each level is given by its roles."""
    if principal.actor in situation.reviewers:
        return ReviewerRepeats
    level = min(len(situation.reviewers), len(LEVELS) - 1)
    return None if LEVELS[level].roles & principal.roles else ReviewOfOtherLevel


def _settled(situation: EntrySituation) -> str | None:
    """Where a review leads: back, on to the next level, or through."""
    if situation.is_sent_back:
        return EntryState.RETURNED
    return EntryState.APPROVED if situation.missing_levels == 0 else None


REVIEW = ENTRY_STEPS.declare(
    Step(
        code=EntryStep.REVIEW,
        label=EntryStep.REVIEW.label,
        path="reviews",
        permission=Permission.ENTRIES_REVIEW,
        moves={_S.IN_REVIEW: _S.IN_REVIEW},
        settled=_settled,
        by_people=True,
        needs=EntryOfOtherOrgan,
        bars=_bars,
    )
)
