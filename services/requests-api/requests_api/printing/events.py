"""What printing a file puts on record."""

from requests_api.cases.story import CaseEvent
from requests_api.matters.events import Mark
from requests_api.printing.kinds import PrintView


class FilePrinted(Mark, CaseEvent):
    """Somebody was given the file as one document, masked as they see it."""

    TYPE = "file_printed"
    LABEL = "打印卷宗"

    view: PrintView
    """What of it."""
    sha256: str
    """The digest of the document (SHA-256, hexadecimal)."""
