"""Pairs of neighbouring characters, by which an index finds words inside Chinese text. Pure.

A text of Chinese has no blanks to cut it at, and most words people search for have two characters,
one fewer than PostgreSQL's trigrams want. So the index holds every pair. The function
`grams` of the database makes them of a text, the last character paired with the end, and adds whose
text it is; `query_of` asks for those of the words. A pair says nothing of its place, so whoever
searches compares the text as well.
"""

from collections.abc import Iterable
from uuid import UUID


def query_of(readings: Iterable[Iterable[str]], owner: UUID | None = None) -> str:
    """A tsquery, as text, that every text (of ``owner``) meets which holds all words of a reading.

    A word of one character asks for any pair that it begins.
    """
    either = " | ".join(f"({_all_of(words)})" for words in readings if words)
    return either if owner is None else f"{_quoted(str(owner))} & ({either})"


def _all_of(words: Iterable[str]) -> str:
    asked: dict[str, None] = {}
    for word in words:
        pairs = [word[at : at + 2] for at in range(len(word) - 1)]
        asked |= dict.fromkeys(map(_quoted, pairs) if pairs else [f"{_quoted(word)}:*"])
    return " & ".join(asked)


def _quoted(gram: str) -> str:
    return "'" + gram.replace("\\", "\\\\").replace("'", "''") + "'"
