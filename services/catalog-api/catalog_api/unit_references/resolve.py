"""Splitting a cell of responsible organs and resolving each name in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from catalog_api.unit_references.directory import Directory
from catalog_api.unit_references.groups import END, GroupPatterns
from gongkai.characters import half_width, is_space

LONGEST_JOINED = 60
"""Characters of a name that is tried as several names without a separator between them."""

_SEPARATOR = re.compile("[、,;。]+")
_AND = re.compile("以及|及(?!其)|和")
_NAME = re.compile("等(?=[、,;。]|$)|[^、,;。]+?(?=等?(?:[、,;。]|$))")
_ANNEX = re.compile(f"见?附件[0-9一二三四五六七八九十]*{END}")


@dataclass(frozen=True, slots=True)
class UnitReference:
    """One name in a cell and what it means.

    `text` is `cell[start : start + len(text)]`, `position` counts the references of the cell
    from 0. What lies between two references is separators, white space and "and" only, so that
    texts and what lies between them are the cell. `organ_key` is set for organs, `group_code`
    for groups; an annex points to the organs of another list; unresolved is kept as text.
    """

    text: str
    kind: Literal["organ", "group", "annex", "unresolved"]
    organ_key: str | None
    group_code: str | None
    position: int
    start: int


@dataclass(frozen=True, slots=True)
class _Span:
    """A reference in the folded cell, before it is placed in the cell as written."""

    start: int
    end: int
    kind: Literal["organ", "group", "annex", "unresolved"]
    organ_key: str | None = None
    group_code: str | None = None


def resolve_cell(
    cell: str, directory: Directory, groups: GroupPatterns
) -> tuple[UnitReference, ...]:
    """The references of a cell in their order; none for an empty cell. Never fails.

    The longest meaning wins at each place: a phrase such as 市、县区政府各有关部门 is one group
    and not cut at its 、. Names without a separator between them (市自然资源局市发改委) are split
    only where every part is an organ or a group.
    """
    folded, origin = _fold(cell)
    references = []
    for position, span in enumerate(_spans(folded, directory, groups)):
        start, end = origin[span.start], origin[span.end - 1] + 1
        references.append(
            UnitReference(
                text=cell[start:end],
                kind=span.kind,
                organ_key=span.organ_key,
                group_code=span.group_code,
                position=position,
                start=start,
            )
        )
    return tuple(references)


def _fold(cell: str) -> tuple[str, list[int]]:
    """The cell half-width and without white space, and where each character comes from.

    A line break separates (tables set names below one another); other white space does not: it
    is as often a slip inside a name.
    """
    folded, origin = [], []
    for index, character in enumerate(half_width(cell)):
        if character in "\r\n":
            folded.append(",")
        elif is_space(character):
            continue
        else:
            folded.append(character)
        origin.append(index)
    return "".join(folded), origin


def _spans(folded: str, directory: Directory, groups: GroupPatterns) -> Iterator[_Span]:
    at = 0
    while at < len(folded):
        between = _SEPARATOR.match(folded, at)
        if between:
            at = between.end()
            continue
        name = _NAME.match(folded, at)
        end = name.end() if name else len(folded)
        spans = _at(folded, at, end, directory, groups)
        yield from spans
        at = spans[-1].end
        conjunction = _AND.match(folded, at)
        if conjunction and conjunction.end() < len(folded):
            at = conjunction.end()


def _at(
    folded: str, start: int, end: int, directory: Directory, groups: GroupPatterns
) -> list[_Span]:
    """The reference that begins at `start`; `end` is where the name up to a separator ends."""
    group = groups.find_at(folded, start)
    key = directory.find(folded[start:end])
    if key is not None and (group is None or group[1] <= end):
        return [_Span(start, end, "organ", organ_key=key)]
    if group is not None:
        return [_Span(start, group[1], "group", group_code=group[0])]
    annex = _ANNEX.match(folded, start)
    if annex:
        return [_Span(start, annex.end(), "annex")]
    return _joined(folded, start, end, directory, groups) or [_Span(start, end, "unresolved")]


def _joined(
    folded: str, start: int, end: int, directory: Directory, groups: GroupPatterns
) -> list[_Span] | None:
    """Names without a separator between them, or None unless all of it resolves."""
    if end - start > LONGEST_JOINED:
        return None
    hopeless: set[int] = set()

    def rest_from(at: int) -> list[_Span] | None:
        if at == end:
            return []
        if at in hopeless:
            return None
        for stop in range(end, at + 1, -1):
            span = _whole(folded, at, stop, directory, groups)
            if span is None:
                continue
            conjunction = _AND.match(folded, stop, end)
            after = conjunction.end() if conjunction and conjunction.end() < end else stop
            rest = rest_from(after)
            if rest is not None:
                return [span, *rest]
        hopeless.add(at)
        return None

    return rest_from(start)


def _whole(
    folded: str, start: int, end: int, directory: Directory, groups: GroupPatterns
) -> _Span | None:
    name = folded[start:end]
    key = directory.find(name)
    if key is not None:
        return _Span(start, end, "organ", organ_key=key)
    code = groups.find(name)
    return None if code is None else _Span(start, end, "group", group_code=code)
