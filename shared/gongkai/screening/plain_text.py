"""A text file, line by line, in the encodings that offices use. Pure but for reading."""

import codecs
from typing import BinaryIO

from gongkai.screening.kinds import Kind, Part
from gongkai.screening.passages import Passages

_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text(file: BinaryIO, passages: Passages) -> None:
    """Every line of the file."""
    for encoding in _ENCODINGS:
        file.seek(0)
        try:
            decoded = codecs.getreader(encoding)(file).read()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(decoded.split("\n"), start=1):
            passages.add(Part.LINE, number, line)
        return
    passages.unscreened.add(Kind.NOT_SCREENED_UNREADABLE)
