"""Names of files, as people gave them. Pure."""

from pathlib import PurePosixPath

from pydantic_core import PydanticCustomError

from gongkai.files.errors import FileNameUnusable
from gongkai.http.schemas import clean_line

_LONGEST = 200
"""Characters; a file system takes 255 bytes, and who saves the file there has to have room."""
_LONGEST_BYTES = 240
_NEVER = frozenset('/\\:*?"<>|')
"""What one of the usual file systems takes for something else than a name."""


def file_name(text: str | None) -> str:
    """The name in NFC; raises `FileNameUnusable`.

    What would have to be changed to be safe is refused: the name stands on receipts, and two
    people must read the same.
    """
    try:
        name = clean_line(text)
    except PydanticCustomError:
        raise FileNameUnusable from None
    if not isinstance(name, str) or not name.strip(". "):
        raise FileNameUnusable
    too_long = len(name) > _LONGEST or len(name.encode()) > _LONGEST_BYTES
    if too_long or _NEVER.intersection(name) or name.startswith("."):
        raise FileNameUnusable
    return name


def suffix_of(name: str) -> str:
    """How the name ends, in small letters: `.pdf`."""
    return PurePosixPath(name).suffix.lower()
