"""What attachments put on record."""

from uuid import UUID

from gongkai.files.kinds import MediaType
from requests_api.access_codes.events import UnderCode
from requests_api.attachments.kinds import AttachmentOrigin
from requests_api.cases.story import CaseEvent


class AttachmentAdded(UnderCode):
    """A file was added. It moves no period: that it corrects the application (条例30), or is an
    answer, is put on record by the step of that name. Its name stands nowhere on record.
    """

    TYPE = "attachment_added"
    LABEL = "添加附件"

    attachment_id: UUID
    """The attachment, and its file."""
    origin: AttachmentOrigin
    """Who brought it."""
    media_type: MediaType
    """Its format, by its content."""
    size: int
    """Its bytes."""
    sha256: str
    """The digest of its content (SHA-256, hexadecimal)."""


class AttachmentRemoved(CaseEvent):
    """An attachment of the office was taken out of the file; its content is kept."""

    TYPE = "attachment_removed"
    LABEL = "移出附件"

    attachment_id: UUID
    """Which."""
