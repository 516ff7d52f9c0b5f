"""What a file is: its content is asked, and name and header are only held against that."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

import puremagic

from gongkai.files.errors import FileTypeDiffers, FileTypeNotAllowed
from gongkai.files.kinds import SUFFIXES, MediaType
from gongkai.files.names import suffix_of
from gongkai.files.packages import media_type_of

_HEAD = 4096
_PIECE = 256 * 1024
_BY_MAGIC = (MediaType.PDF, MediaType.PNG, MediaType.JPEG, MediaType.TIFF)
_TEXTS = (MediaType.TEXT, MediaType.CSV)
_ZIP = b"PK\x03\x04"
_NOT_IN_A_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Control characters; tab, line feed, form feed and carriage return are text."""
_ENCODINGS = ("utf-8-sig", "gb18030")


def sniff(file: BinaryIO, size: int, name: str, declared: str | None) -> MediaType:
    """The format of the whole ``file``; reads it, so outside of the event loop.

    ``declared`` is the media type of a header: what browsers call a file varies, so it counts only
    where it is one of our types. Raises `FileTypeNotAllowed`, `FileUnsafe`, and `FileTypeDiffers`
    for a file that lies about its type.
    """
    found = _found(file, size)
    suffix = suffix_of(name)
    known = {end: kind for kind, ends in SUFFIXES.items() for end in ends}
    if suffix not in known:
        if found in _TEXTS:  # any script is text
            raise FileTypeNotAllowed
        raise FileTypeDiffers(*_said(found))
    if not _agree(known[suffix], found):
        raise FileTypeDiffers(*_said(found))
    stated = next((kind for kind in MediaType if kind.value == declared), None)
    if stated is not None and not _agree(stated, found):
        raise FileTypeDiffers(*_said(found))
    return known[suffix]


def _said(found: MediaType) -> tuple[str, str]:
    return f"文件内容实为{found.label}", f"The content is {found.value}"


def _agree(stated: MediaType, found: MediaType) -> bool:
    return stated is found or (stated in _TEXTS and found in _TEXTS)


def _found(file: BinaryIO, size: int) -> MediaType:
    file.seek(0)
    head = file.read(_HEAD)
    if head.startswith(_ZIP):
        return media_type_of(file, size)
    try:
        told = {match.mime_type for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        told = set()
    for kind in _BY_MAGIC:
        if kind.value in told:
            return kind
    if any(_is_text(file, encoding) for encoding in _ENCODINGS):
        return MediaType.TEXT
    raise FileTypeNotAllowed


def _is_text(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(file):
            if _NOT_IN_A_TEXT.search(decoder.decode(piece)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(_PIECE):
        yield piece
