"""What stands on record of publications."""

from gongkai.record import RecordedEvent


class VersionPublished(RecordedEvent):
    """A version was published: the one that was reviewed."""

    TYPE = "entry_published"
    LABEL = "发布"

    content_version: int
    """The version: number of the event that wrote it."""
    digest: str
    """Its digest."""
    index_number: str
    """The index number."""


class VersionWithdrawn(RecordedEvent):
    """What was published was withdrawn. The reason is kept beside the record, append-only."""

    TYPE = "entry_withdrawn"
    LABEL = "撤回"

    content_version: int
    """The version that had been published."""
    digest: str
    """Its digest."""
