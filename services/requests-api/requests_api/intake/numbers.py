"""Receipt numbers: how they are made, and how people type them."""

import re
import secrets
from datetime import date

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LETTERS = 8
_RECEIPT_NUMBER = re.compile(r"S(\d{8})-?([2-9A-Z]{8})", re.ASCII)


def new_receipt_number(today: date) -> str:
    """A number that can be read out over the telephone and not be guessed from another one."""
    drawn, letters = secrets.randbelow(len(_ALPHABET) ** _LETTERS), ""
    for _ in range(_LETTERS):
        drawn, place = divmod(drawn, len(_ALPHABET))
        letters += _ALPHABET[place]
    return f"S{today:%Y%m%d}-{letters}"


def receipt_number_of(heard: str) -> str:
    """A receipt number as it was given out, whichever way it was typed.

    Small letters, blanks and a missing dash do not matter. Takes any text; what is no receipt
    number stays as it is.
    """
    match = _RECEIPT_NUMBER.fullmatch("".join(heard.upper().split()))
    return heard if match is None else f"S{match[1]}-{match[2]}"
