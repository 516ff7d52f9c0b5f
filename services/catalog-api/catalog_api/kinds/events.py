"""What stands on the record of a kind of information."""

from gongkai.record import RecordedEvent


class KindDefined(RecordedEvent):
    """A kind was defined, or defined anew: the version of this event's number. The definition
    itself is kept beside the record, append-only, and known by its digest.
    """

    TYPE = "kind_defined"
    LABEL = "定义信息类别"

    code: str
    """The kind."""
    digest: str
    """The SHA-256 of the definition, hexadecimal."""
