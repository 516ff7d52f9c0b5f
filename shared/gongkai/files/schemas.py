"""A file as callers see it."""

from uuid import UUID

from gongkai.files.kinds import MediaType, ScanState
from gongkai.http.schemas import Out

FILE_EXAMPLE: dict[str, object] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "name": "示例附图.pdf",
    "media_type": "application/pdf",
    "media_type_label": "PDF 文件",
    "size": 48213,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "scan": "clean",
    "scan_label": "未发现病毒",
}
"""For the examples of what shows files."""


class FileOut(Out, json_schema_extra={"examples": [FILE_EXAMPLE]}):
    """A file: what it is, how large, and by which digest it is known."""

    id: UUID
    """The file."""
    name: str | None
    """Its name as it was handed in; null for who may not read it."""
    media_type: MediaType
    """Its format, by its content."""
    media_type_label: str
    """What an office calls the format."""
    size: int
    """Its bytes."""
    sha256: str
    """The digest of its content (SHA-256, hexadecimal)."""
    scan: ScanState
    """What the virus scanner says; `pending` and `refused` are not handed out."""
    scan_label: str
    """What an office calls that."""
