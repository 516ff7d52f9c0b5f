"""What stands on record of submissions and reviews: conclusions and digests, never words."""

from catalog_api.entry_reviews.kinds import ContentCheck, ReviewConclusion
from gongkai.record import RecordedEvent


class EntrySubmitted(RecordedEvent):
    """The newest version was handed in for review."""

    TYPE = "entry_submitted"
    LABEL = "送审"

    content_version: int
    """The version: number of the event that wrote it."""
    digest: str
    """Its digest."""


class EntryReviewed(RecordedEvent):
    """A person concluded on one level whether this very version may be public. The basis and the
    opinion are kept beside the record, append-only.
    """

    TYPE = "entry_reviewed"
    LABEL = "审查"

    content_version: int
    """The version: number of the event that wrote it."""
    digest: str
    """Its digest."""
    level: int
    """On which level, from 1."""
    conclusion: ReviewConclusion
    """What was concluded."""
    passed: tuple[ContentCheck, ...]
    """The checks that were stated to have passed."""
    failed: tuple[ContentCheck, ...]
    """Those that were stated not to have passed."""
