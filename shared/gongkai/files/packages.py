"""What stands in a ZIP package (DOCX, XLSX, OFD), looked at without unpacking it. Pure but for
reading.

Sizes are those that the directory states. A member that is larger than stated ends there: Python's
`zipfile`, by which such files are read later, stops at the stated size.
"""

import zipfile
from collections.abc import Sequence
from typing import IO, BinaryIO, cast

from gongkai.files.errors import FileTypeNotAllowed, FileUnsafe
from gongkai.files.kinds import MediaType

_LARGEST_READ = 1024 * 1024
"""Bytes of a directory, or of the list of content types: thousands of members."""
_MOST_MEMBERS = 5000
_LARGEST_UNPACKED = 500 * 1024 * 1024
_LARGEST_RATIO = 200
"""Texts of large tables pack 1:60, empty rows more; a bomb packs 1:1000."""
_SMALL = 1024 * 1024
"""Unpacked bytes below which no ratio is too large."""
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCKED = 0x1
_TYPES = "[content_types].xml"
_MAIN = {
    "wordprocessingml.document.main+xml": MediaType.DOCX,
    "spreadsheetml.sheet.main+xml": MediaType.XLSX,
}
_PROGRAMS = ("vbaproject", "/activex/", "/macrosheets/", "/scripts/")
"""Parts of the names of members that are programs, in small letters."""
_PROGRAM_TYPES = ("macroenabled", "vbaproject", "activex", "macrosheet")


class _Bounded:
    """A file of which nobody reads much at once: a directory may claim to be as long as the file,
    and each of its entries takes ten times its room in memory.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """At most `_LARGEST_READ` bytes at once."""
        found = self._file.read(_LARGEST_READ + 1 if size < 0 else min(size, _LARGEST_READ + 1))
        if len(found) > _LARGEST_READ:
            raise zipfile.BadZipFile("the directory is too long")
        return found


def media_type_of(file: BinaryIO, size: int) -> MediaType:
    """The format of a package of ``size`` bytes. Raises `FileUnsafe` and `FileTypeNotAllowed`."""
    try:
        with zipfile.ZipFile(cast("IO[bytes]", _Bounded(file))) as package:
            members = package.infolist()
            _check(members, size)
            return _format(package, {member.filename.lower(): member for member in members})
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise FileUnsafe("文件已损坏", "The package is damaged") from None


def _check(members: Sequence[zipfile.ZipInfo], size: int) -> None:
    if any(member.flag_bits & _LOCKED for member in members):
        raise FileUnsafe("文件已加密", "The file is locked by a password")
    if any(member.compress_type not in _PACKINGS for member in members):
        raise FileUnsafe("文件的压缩方式不受支持", "The package is packed in an unusual way")
    unpacked = sum(member.file_size for member in members)
    is_bomb = unpacked > max(_SMALL, size * _LARGEST_RATIO) or unpacked > _LARGEST_UNPACKED
    if is_bomb or len(members) > _MOST_MEMBERS:
        raise FileUnsafe("文件解压后过大", "The package unpacks to too much")
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names):
        raise FileUnsafe("文件已损坏", "The package has a member twice")
    if any(part in f"/{name}" for name in names for part in _PROGRAMS):
        raise FileUnsafe("文件含有宏或者脚本", "The file holds macros or scripts")


def _format(package: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo]) -> MediaType:
    if _TYPES in members:
        return _office_format(_text(package, members[_TYPES]))
    if "ofd.xml" in members:
        return MediaType.OFD
    raise FileTypeNotAllowed


def _office_format(types: str) -> MediaType:
    if any(word in types for word in _PROGRAM_TYPES):
        raise FileUnsafe("文件含有宏或者脚本", "The file holds macros or scripts")
    if "<!" in types.replace("<!--", ""):
        raise FileUnsafe("文件已损坏", "The list of content types is not plain")
    found = {kind for words, kind in _MAIN.items() if words in types}
    if len(found) != 1:
        raise FileTypeNotAllowed
    return found.pop()


def _text(package: zipfile.ZipFile, member: zipfile.ZipInfo) -> str:
    """A member in small letters; in UTF-8, so that no other spelling hides a word."""
    if member.file_size > _LARGEST_READ:
        raise FileUnsafe("文件已损坏", "The list of content types is too long")
    try:
        text = package.read(member).decode("utf-8-sig").lower()
    except UnicodeDecodeError:
        raise FileUnsafe("文件已损坏", "The list of content types is not in UTF-8") from None
    if "&#" in text:
        raise FileUnsafe("文件已损坏", "The list of content types is not plain")
    return text
