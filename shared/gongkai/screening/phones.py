"""Telephones by the numbering plan, as Google's libphonenumber has it."""

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from gongkai.screening.digits import is_day

_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9][0-9]{9}$)|0(?=1[3-9][0-9]{9}$)")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_GROUPINGS = frozenset(
    {
        (11,),
        (3, 4, 4),
        (3, 8),
        (7, 4),
        (4, 3, 4),
        (3, 3, 5),
        (5, 6),
        (4, 7),
        (3, 4, 2, 2),
        (3, 2, 6),
    }
)
_BLANK = r"[^\S\n]"
_LOCAL = r"[1-9][0-9]{2,3}(?:[0-9]{4}| [0-9]{4}|-[0-9]{4}(?!-[0-9]))"
_LANDLINE = re.compile(
    rf"(?<![0-9A-Za-z.\-+])(?:\+?86[ \-]{{1,2}})?(?P<open>\()?(?P<area>0[0-9]{{2,3}})"
    rf"(?(open)\){_BLANK}?|(?:{_BLANK}{{1,2}}|{_BLANK}?[\-‐-―−]{_BLANK}?))"
    rf"(?P<local>{_LOCAL})(?![0-9A-Za-z]|\.[0-9]{{1,4}}(?![0-9]))"
)
_ABROAD = re.compile(
    r"(?<![0-9A-Za-z])\+86[ \-]{0,2}\(?(?P<area>[1-9][0-9]{1,2})\)?[ \-]{1,2}"
    rf"(?P<local>{_LOCAL})(?![0-9])"
)
_NAMED = re.compile(
    r"(?:电话|座机|固话|传真|联系方式|[Tt][Ee][Ll])[^0-9A-Za-z\n]{0,6}"
    r"(?P<area>0(?:10|2[0-9]|[3-9][0-9]{2}))(?P<local>[1-9][0-9]{6,7})(?![0-9])"
)
_PATTERNS = ((_LANDLINE, 0), (_ABROAD, 0), (_NAMED, "area"))
"""Each with what of a match is the beginning of the number."""


def is_mobile(digits: str, groups: tuple[int, ...], *, is_spelled: bool) -> bool:
    """Whether digits in these groups are a mobile number, with or without country or trunk code."""
    country = _COUNTRY.match(digits)
    bare = digits[country.end() :] if country else digits
    if not _MOBILE.fullmatch(bare):
        return False
    if country and not is_spelled:
        cut = country.end()
        groups = groups[1:] if groups[0] == cut else (groups[0] - cut, *groups[1:])
    if not is_spelled and groups not in _GROUPINGS:
        return False
    return _is_of_the_plan(bare, PhoneNumberType.MOBILE)


def landlines(text: str) -> Iterator[tuple[int, int]]:
    """Where landlines with their area code stand in a text."""
    for pattern, begin in _PATTERNS:
        for match in pattern.finditer(text):
            local = re.sub(r"[ \-]", "", match["local"])
            number = f"0{match['area'].removeprefix('0')}{local}"
            if not is_day(local) and _is_of_the_plan(number, PhoneNumberType.FIXED_LINE):
                yield match.start(begin), match.end()


def _is_of_the_plan(number: str, kind: int) -> bool:
    try:
        parsed = phonenumbers.parse(number, "CN")
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) == kind
