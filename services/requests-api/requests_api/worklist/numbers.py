"""How a number of a case is typed: with the brackets and letters that a keyboard offers."""

from collections.abc import Sequence

from gongkai.folding import document_number
from requests_api.intake.numbers import receipt_number_of


def spellings(typed: str) -> Sequence[str]:
    """What a number may be in the register or on a receipt if it was typed like this."""
    return tuple(dict.fromkeys((typed, document_number(typed), receipt_number_of(typed))))
