"""How numbers are typed: with the brackets and letters that a keyboard offers."""

from collections.abc import Sequence

from gongkai.folding import document_number, words
from requests_api.intake.numbers import receipt_number_of


def spellings(typed: str) -> Sequence[str]:
    """What a number may be in the register or on a receipt if it was typed like this."""
    return tuple(dict.fromkeys((typed, document_number(typed), receipt_number_of(typed))))


def readings(typed: str) -> Sequence[Sequence[str]]:
    """What may be meant by a text to search for, as words of which all are wanted: as it is typed,
    or with the document numbers in it in their one form (第007号 is 7号).
    """
    return tuple(dict.fromkeys((words(typed), words(document_number(typed)))))
