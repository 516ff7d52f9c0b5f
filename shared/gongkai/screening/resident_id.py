"""Numbers of resident identity cards (GB 11643): the form, the day of birth, the check character.

The check character is python-stdnum's. Its whole `validate` is not used, because it refuses real
people: residents of a county younger than its list, holders of the residence permits (810000,
820000, 830000) and foreign permanent residents.
"""

import re
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

_RESIDENT = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9])[0-9]{15}[0-9X]"
)
"""Begins with a province (GB/T 2260), 81–83 on residence permits of people from Hong Kong, Macau
and Taiwan, 9 on the identity cards of foreign permanent residents (2023).
"""
_BIRTH = slice(6, 14)
_EARLIEST_BIRTH = date(1900, 1, 1)
_OLD_CENTURY = "19"


def is_resident_id(number: str) -> bool:
    """Whether 18 characters can be the number of somebody's card: digits, at the end also X."""
    return (
        bool(_RESIDENT.fullmatch(number))
        and ric.calc_check_digit(number) == number[-1]
        and birth_date(number) is not None
    )


def is_old_resident_id(number: str) -> bool:
    """Whether 15 digits can be a number of before 1999: a county, a day, no check character."""
    whole = f"{number[:6]}{_OLD_CENTURY}{number[6:]}0"
    if not _RESIDENT.fullmatch(whole) or birth_date(whole) is None:
        return False
    try:
        ric.get_birth_place(whole)
    except (ValidationError, LookupError):  # it stumbles over a county that a province never had
        return False
    return True


def birth_date(number: str) -> date | None:
    """The day of birth in a number of 18 characters; None where it names no day."""
    digits = number[_BIRTH]
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return born if born >= _EARLIEST_BIRTH else None
