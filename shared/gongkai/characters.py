"""Character forms that mean the same in the documents of different offices."""

# Full-width forms of ASCII are exactly 0xFEE0 above it. The wave of look-alikes stops there:
# a general compatibility folding would also turn ① into 1.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_INVISIBLE = frozenset("\u200b\ufeff")


def half_width(text: str) -> str:
    """Full-width digits, letters, brackets and punctuation as ASCII; as long as before."""
    return text.translate(_HALF_WIDTH)


def is_space(character: str) -> bool:
    """White space of any width, seen or unseen."""
    return character.isspace() or character in _INVISIBLE


def plain(text: str) -> str:
    """A wording for comparison: half-width and without any white space."""
    return "".join(c for c in half_width(text) if not is_space(c))
