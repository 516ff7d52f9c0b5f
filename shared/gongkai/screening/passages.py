"""A file as the texts in it, each with its place; how much is read is bounded. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.screening.kinds import Kind, Part

MOST_CHARACTERS = 8_000_000
MOST_PASSAGES = 500_000
"""Paragraphs, lines and cells."""


class Place(NamedTuple):
    """Where a text stands: the third page, cell B7 of the second sheet (`2!B7`)."""

    part: Part
    at: str


class TooMuchError(Exception):
    """The file holds more than is read of one."""


@dataclass(slots=True)
class Passages:
    """What was read of a file so far, and why something was not."""

    texts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unscreened: set[Kind] = field(default_factory=set)
    _characters: int = 0

    def add(self, part: Part, at: str | int, text: str) -> None:
        """A text of the file. Raises `TooMuchError`."""
        text = text.strip()
        if not text:
            return
        self._characters += len(text)
        if self._characters > MOST_CHARACTERS or len(self.texts) >= MOST_PASSAGES:
            raise TooMuchError
        self.texts.append(text)
        self.places.append(Place(part, str(at)))

    def in_chunks(self, size: int) -> Iterator[tuple[list[Place], list[str]]]:
        """The texts with their places, so many characters at a time."""
        begin, held = 0, 0
        for at, text in enumerate(self.texts, start=1):
            held += len(text)
            if held >= size or at == len(self.texts):
                yield self.places[begin:at], self.texts[begin:at]
                begin, held = at, 0
