"""The cells of a workbook: texts stand in one part and are named by the cells of others. Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.screening.kinds import Part
from gongkai.screening.passages import Passages, Place, TooMuchError

_SHEET = re.compile(r"^xl/(?:worksheets|dialogsheets|chartsheets)/[a-z]*(\d*)\.xml$")
_SHARED = "xl/sharedstrings.xml"
_PHONETIC = "rPh"
_MOST_CELLS = 2_000_000
_SHORTEST_NUMBER = 10**10
"""Numbers of fewer digits are nobody's."""
_Elements = Iterable[tuple[str, str, Any]]


class Sheets:
    """The sheets of one workbook while they are read."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._shared: list[str] = []
        self._shown_at: dict[int, Place] = {}
        self._cells = 0

    @staticmethod
    def reads(name: str) -> bool:
        """Whether a part of this name holds cells, or their texts."""
        return name == _SHARED or _SHEET.match(name) is not None

    def read(self, name: str, elements: _Elements) -> None:
        """A part. Raises `TooMuchError`."""
        sheet = _SHEET.match(name)
        if sheet is None:
            self._read_shared(elements)
        else:
            self._read_cells(sheet[1], elements)

    def end(self) -> None:
        """Every text by the first cell that shows it; what no cell shows is in the file as well."""
        nowhere = Place(Part.FURTHER, "sharedStrings")
        for number, text in enumerate(self._shared):
            place = self._shown_at.get(number, nowhere)
            self._passages.add(place.part, place.at, text)

    def _read_shared(self, elements: _Elements) -> None:
        held: list[str] = []
        for event, tag, element in elements:
            if event == "start" or tag not in {"t", "si"}:
                continue
            if tag == "t" and _parent(element) != _PHONETIC:
                held.append(element.text or "")
            elif tag == "si":
                self._shared.append("".join(held))
                held = []
                self._count()

    def _read_cells(self, sheet: str, elements: _Elements) -> None:
        at, kind = "", "n"
        for event, tag, element in elements:
            if tag == "c" and event == "start":
                at, kind = f"{sheet}!{element.get('r') or ''}", element.get("t") or "n"
                self._count()
            elif event == "end" and element.text:
                self._take(tag, element.text, Place(Part.CELL, at), kind)

    def _take(self, tag: str, text: str, place: Place, kind: str) -> None:
        """A value, a formula, a text in the cell, or what stands beside the cells."""
        if tag != "v":
            self._passages.add(place.part, place.at, text)
        elif kind == "s" and text.isdecimal():
            self._shown_at.setdefault(int(text), place)
        elif kind != "n" or _is_long_number(text):
            self._passages.add(place.part, place.at, _plain(text) if kind == "n" else text)

    def _count(self) -> None:
        self._cells += 1
        if self._cells > _MOST_CELLS:
            raise TooMuchError


def _parent(element: Any) -> str:  # noqa: ANN401 - an element
    parent = element.getparent()
    return "" if parent is None else str(parent.tag).rpartition("}")[2]


def _is_long_number(text: str) -> bool:
    try:
        return _SHORTEST_NUMBER <= float(text) < 10 * 10**19
    except ValueError:
        return True


def _plain(text: str) -> str:
    """`1.3800000001E10` as it is shown: 13800000001."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return str(int(number)) if number == int(number) else text
