"""The procedure of an entry: its situation, and the table that features enter steps into."""

from dataclasses import dataclass
from uuid import UUID

from catalog_api.entries.errors import EntryOfOtherOrgan
from catalog_api.entries.kinds import EntryState, EntryStep
from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, StepTable

_S = EntryState
REVIEW_LEVELS = 3
"""How many levels of review ship; `entry_reviews.kinds` says who gives each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySituation:
    """What decides which steps make sense."""

    state: str
    organ_id: UUID
    written_by: str
    """Who wrote the newest version."""
    is_published: bool = False
    """Whether a version, be it an older one, is published."""
    reviewers: tuple[str, ...] = ()
    """Who has agreed to the newest version, in the order of the levels."""
    levels: int = REVIEW_LEVELS
    """How many levels of review are valid for the organ."""
    is_sent_back: bool = False
    """Whether the review at hand sends it back."""
    has_text: bool = True
    """Whether there is anything to publish: a text, elements or a file."""

    @property
    def missing_levels(self) -> int:
        """How many levels have not agreed to the newest version."""
        return max(0, self.levels - len(self.reviewers))


ENTRY_STEPS: StepTable[EntrySituation] = StepTable(
    "entry", {state.value: state.label for state in EntryState}
)
"""Every step of an entry; features declare theirs where they are imported."""

IS_PUBLISHED: Guard[EntrySituation] = Guard(
    Reason("entry_not_published", "尚未发布", "It is not published"),
    lambda situation: situation.is_published,
)
HAS_TEXT: Guard[EntrySituation] = Guard(
    Reason("entry_empty", "没有正文、要素或者附件", "There is neither text nor element nor file"),
    lambda situation: situation.has_text,
)

REVISE = ENTRY_STEPS.declare(
    Step(
        code=EntryStep.REVISE,
        label=EntryStep.REVISE.label,
        path="revision",
        permission=Permission.ENTRIES_WRITE,
        # What was reviewed is another version: the review of the new one begins anew.
        moves=dict.fromkeys((_S.DRAFT, _S.RETURNED, _S.IN_REVIEW, _S.APPROVED), _S.DRAFT),
        needs=EntryOfOtherOrgan,
    )
)
