"""Bank cards: length and prefix of an issuer in use here, and the check digit (ISO/IEC 7812)."""

import re

from stdnum import luhn

_PREFIXES = re.compile(
    r"62[0-9]{14,17}|81[0-9]{14,17}"  # UnionPay
    r"|4(?:[0-9]{15}|[0-9]{18})"  # Visa; older domestic cards with 19 digits
    r"|(?:5[1-5][0-9]{2}|222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720)[0-9]{12}"
    r"|3[47][0-9]{13}|35(?:2[89]|[3-8][0-9])[0-9]{12}|3(?:0[0-5]|[68][0-9])[0-9]{11}"
    r"|(?:9558|9559|6013|6033|9400)[0-9]{12,15}"  # domestic cards older than UnionPay's prefix
)
_GROUPINGS = re.compile(r"4,4,4,4(?:,[1-3])?|4,4,4,4,[1-3]|6,1[0-3]|4,6,[45]|1[3-9]")


def is_bank_card(digits: str, groups: tuple[int, ...], *, is_spelled: bool) -> bool:
    """Whether digits in these groups can be a card's number.

    Cards are written in fours or in one; what is grouped otherwise is a code of something else.
    """
    if not is_spelled and not _GROUPINGS.fullmatch(",".join(map(str, groups))):
        return False
    return bool(_PREFIXES.fullmatch(digits)) and luhn.is_valid(digits)
