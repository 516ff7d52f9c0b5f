"""A cell of responsible units made ready to be read: folded, with its brackets and breaks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog_api.unit_references.groups import SEPARATORS
from catalog_api.unit_references.roles import BRACKET
from gongkai.characters import half_width, is_space

_WRAPPERS = frozenset("([{【〔")
_PAIRS = dict(zip("([{【〔《「“", ")]}】〕》」”", strict=True))
_NUMERAL = "[一二三四五六七八九十]{1,3}"
NUMBER = re.compile(
    rf"(?:[0-9]{{1,2}}(?:[.)、](?![0-9])|(?=[\u4e00-\u9fff](?<!个|家|级|号)))|\((?:[0-9]{{1,2}}|{_NUMERAL})\)"
    rf"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|{_NUMERAL}(?:[、.)]|是(?!否))|第{_NUMERAL}[,、:]|[A-Za-z][.)、])[.、]?"
)
"""The number of an item: 1. （一） ① 二、"""
_NUMBER_INSIDE = re.compile(
    rf"[A-Za-z][.)、]|[0-9]{{1,2}}[.)、](?![0-9])|\((?:[0-9]{{1,2}}|{_NUMERAL})\)|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|(?<=[局委办部会府队心]){_NUMERAL}[、.]"
)
_BULLET = re.compile(r"[·•●○■□◆◇▪▲★※*\-–—―－_~.…\\]+")
_NOTHING = re.compile(r"\(?(?:无|暂无|没有|不涉及|[-–—―－_~.…*\\/]+|N/?A)\)?[。.]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` is half-width and without white space; a line break in it is a comma.

    `origin` has the place of each character in the cell as written, `closing` that of the bracket
    which closes the one at a place, `stops` for each place the next separator outside of
    brackets. `spaces` are places before which white space stood, `lines` those of line breaks.
    """

    text: str
    origin: list[int]
    closing: dict[int, int]
    stops: list[int]
    spaces: frozenset[int]
    lines: frozenset[int]
    is_numbered: bool

    def item_ends_at(self, at: int) -> bool:
        """Whether the number of the next item stands here, in a cell that numbers its items."""
        return self.is_numbered and _NUMBER_INSIDE.match(self.text, at) is not None

    def number_end(self, at: int) -> int:
        """Where the number or bullet that stands here before a name ends."""
        for pattern in (NUMBER, _BULLET):
            found = pattern.match(self.text, at)
            if found:
                return found.end()
        return at

    def name(self, start: int, end: int) -> str:
        """The text from one place to another, a name that runs over lines put together."""
        if not any(at in self.lines for at in range(start, end)):
            return self.text[start:end]
        return "".join(self.text[at] for at in range(start, end) if at not in self.lines)


def read_cell(written: str) -> Cell:
    """The cell as the resolver reads it. A cell that says 无 or / holds nothing, and brackets
    around the whole of it hold no name together.
    """
    characters: list[str] = []
    origin: list[int] = []
    spaces: set[int] = set()
    lines: set[int] = set()
    for index, character in enumerate(half_width(written).replace("\\", "/")):
        if character in "\r\n":
            lines.add(len(characters))
            characters.append(",")
        elif is_space(character):
            spaces.add(len(characters))
            continue
        else:
            characters.append(character)
        origin.append(index)
    text = "".join(characters)
    if _NOTHING.fullmatch(text):
        text, origin = "", []
    closing = dict(_brackets(text))
    around = closing.get(0, len(text))
    is_wrapped = text[:1] in _WRAPPERS and not text[around + 1 :].strip(SEPARATORS)
    if around < len(text) and is_wrapped and not BRACKET.match(text):
        text = f",{text[1:around]},{text[around + 1 :]}"
        del closing[0]
    return Cell(
        text=text,
        origin=origin,
        closing=closing,
        stops=_stops(text, closing),
        spaces=frozenset(spaces),
        lines=frozenset(lines),
        is_numbered=NUMBER.match(text.lstrip(SEPARATORS)) is not None,
    )


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Opening and closing places of pairs; a bracket without its other half is a character."""
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in _PAIRS:
            opened.append(at)
        elif opened and character == _PAIRS[text[opened[-1]]]:
            yield opened.pop(), at


def _stops(text: str, closing: dict[int, int]) -> list[int]:
    """For each place the next separator outside of brackets, or the end."""
    inside, depth_until = bytearray(len(text)), -1
    for at in range(len(text)):
        if at in closing:
            depth_until = max(depth_until, closing[at])
        inside[at] = at <= depth_until
    stops = [len(text)] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        is_stop = text[at] in SEPARATORS and not inside[at]
        stops[at] = at if is_stop else stops[at + 1]
    return stops
