"""Character forms that mean the same in the documents of different offices."""

import sys
from functools import cache

# Full-width forms of ASCII are exactly 0xFEE0 above it, and a few marks have a small or a
# half-width form. The wave of look-alikes stops there: a general compatibility folding would
# also turn ① into 1.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(form): ord(usual) for form, usual in zip("｡､﹐﹑﹔﹕﹙﹚", "。、,、;:()", strict=True)
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
PLAIN = {**_HALF_WIDTH, **dict.fromkeys(map(ord, _INVISIBLE))}
"""What `plain` makes of single characters, as `str.translate` takes it."""


def half_width(text: str) -> str:
    """Full-width digits, letters, brackets and punctuation as ASCII; as long as before."""
    return text.translate(_HALF_WIDTH)


def is_space(character: str) -> bool:
    """White space of any width, seen or unseen."""
    return character.isspace() or character in _INVISIBLE


def plain(text: str) -> str:
    """A wording for comparison: half-width and without any white space."""
    return "".join(text.translate(PLAIN).split())


@cache
def plain_translation() -> tuple[str, str]:
    """What `plain` does, as the two last arguments of `translate` in SQL: what it finds there
    becomes what stands at the same place of the second, and what has no counterpart goes.
    """
    spaces = (chr(code) for code in range(sys.maxunicode + 1) if is_space(chr(code)))
    wide = "".join(map(chr, _HALF_WIDTH))
    return wide + "".join(spaces), half_width(wide)
