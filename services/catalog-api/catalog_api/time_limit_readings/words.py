"""A wording while it is read: as it stood, and as it is compared."""

import re
from dataclasses import dataclass
from typing import Self

from catalog_api.time_limits.wording import simplified
from gongkai.characters import plain


@dataclass(frozen=True, slots=True)
class Words:
    """`text` as it stood, `plain` half-width without blanks, `simple` with simplified characters
    besides. The last two are of one length, so that what is found in one is cut from the other.
    """

    text: str
    plain: str
    simple: str
    year: int | None

    @classmethod
    def of(cls, text: str, year: int | None) -> Self:
        """The wording of a cell or of a part of one; `year` is the year of the list."""
        words = plain(text)
        # A stop at the end says nothing, and neither does a bracket around the whole.
        words = words.rstrip("。.;,")
        if words.startswith("(") and words.endswith(")") and "(" not in words[1:]:
            words = words[1:-1]
        return cls(text, words, simplified(words), year)

    def cut(self, found: re.Match[str], group: str) -> str | None:
        """A group in the document's own words."""
        start, end = found.span(group)
        return self.plain[start:end] or None
