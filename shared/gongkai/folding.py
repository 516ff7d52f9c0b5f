"""Text as people compare it: width, case, blanks and kind of bracket make no difference. Pure."""

import re

from gongkai.characters import PLAIN, half_width

OPENING, CLOSING = "([{〔【〖﹝「『", ")]}〕】〗﹞」』"
"""Brackets that keyboards offer for the same thing; full-width forms are ASCII by then."""
_BRACKETS = str.maketrans(
    {**dict.fromkeys(OPENING, "("), **dict.fromkeys(CLOSING, ")")},
)
# Width and bracket in one pass: a text that is filed is folded eight times.
_FOLDED = {
    code: half_width(chr(code)).translate(_BRACKETS).translate(PLAIN)
    for code in (*PLAIN, *_BRACKETS)
}
_DIGITS = str.maketrans({chr(0xFF10 + n): str(n) for n in range(10)})
# Every gap is bounded: what looks like a number and is none costs no more than its length.
_NUMBER = re.compile(
    rf"[{re.escape(OPENING)}［（｛]\s{{0,5}}([12]\d{{3}})\s{{0,5}}年?\s{{0,5}}"
    rf"[{re.escape(CLOSING)}］）｝]\s{{0,5}}第?\s{{0,5}}0{{0,9}}(\d{{1,9}})\s{{0,5}}(号|$)"
)
_BLANK_BEFORE = re.compile(r"\s{1,20}(?=〔[12]\d{3}〕\d{1,9}号)")


def folded(text: str) -> str:
    """A text for comparison and search."""
    return "".join(text.translate(_FOLDED).split()).casefold()


def words(text: str) -> tuple[str, ...]:
    """What somebody searches for, each word folded: all of them are wanted."""
    found = (folded(word) for word in half_width(text).split())
    return tuple(dict.fromkeys(word for word in found if word))


def document_number(text: str) -> str:
    """A document's number in its one form, 县政办〔2021〕5号, wherever it stands in ``text``.

    Brackets of any kind, full-width digits, blanks, leading zeros and 第 are how it is typed
    (domain.md 8.5); anything else in the text stays as it is.
    """
    with_digits = text.translate(_DIGITS)
    if _NUMBER.search(with_digits) is None:
        return text
    written = _NUMBER.sub(r"〔\1〕\2号", with_digits)
    return _BLANK_BEFORE.sub("", written)
