"""What the name that begins at a place of a cell can mean: the longest organ, group or annex."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from catalog_api.unit_references.cell import Cell
from catalog_api.unit_references.directory import LONGEST_NAME, Directory
from catalog_api.unit_references.groups import AND, END, OTHERS, SEPARATORS, GroupPatterns
from catalog_api.unit_references.names import LEVEL, heads
from catalog_api.unit_references.roles import BRACKET, PREFIX, SUFFIX, Role

_AND = re.compile(AND)
_AND_ITS = re.compile("及其")
_OTHERS = re.compile(OTHERS)
_ANNEX = re.compile(f"(?:详?见)?附[件表录](?:[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}})?{END}")
_ROLE_FOLLOWED = re.compile(f"[{SEPARATORS}(【\\[〔]|$|{AND}|各|有关|相关|由")
_MARKS = "*-–—―~.…·•●○■□◆◇▪▲★※"
"""What may stand between two names without being a separator everywhere."""
_IS_WHOLE_GROUP = re.compile("[^省市县区州镇乡街)]$")
"""How a group ends that another name may follow without a separator."""
_MOST_SPACES = 4
"""White spaces in one phrase up to which it is tried in parts."""


@dataclass(slots=True)
class Span:
    """A reference in the folded cell, before it is placed in the cell as written."""

    start: int
    end: int
    kind: Literal["organ", "group", "annex", "unresolved"]
    organ_key: str | None = None
    group_code: str | None = None
    role: Role | None = None


class Meanings:
    """Looks names of one cell up; `carried` is what the next names may leave out (县)."""

    def __init__(self, cell: Cell, directory: Directory, groups: GroupPatterns) -> None:
        self._cell = cell
        self._text = cell.text
        self._directory = directory
        self._groups = groups
        self._carried: tuple[str, ...] = ()

    def note(self, span: Span) -> None:
        """Remember which word of a level the names behind this one may leave out."""
        if span.kind == "group":
            self._carried = ()
        elif span.kind != "annex":
            name = self._cell.name(span.start, min(span.end, span.start + LONGEST_NAME))
            said = heads(name, self._directory.regions)
            self._carried = self._carried if said is None else said

    def at(self, start: int) -> Span | None:
        """The meaning of the name that begins here, without what is written together with it."""
        organ = self._organ(start)
        group = self._group(start)
        if organ and group and group.end > organ.end:
            is_others = self.others_end(organ.end) is not None
            return organ if is_others else group
        if organ or group:
            return organ or group
        annex = _ANNEX.match(self._text, start)
        return Span(start, annex.end(), "annex") if annex else None

    def is_said_in_full(self, span: Span) -> bool:
        """Whether it would be known without the names before it."""
        return span.kind == "organ" or self._text[span.start] in "各有相其全省市县区镇乡"

    def others_end(self, at: int) -> int | None:
        """The end of 等有关部门 that stands here."""
        found = _OTHERS.match(self._text, at)
        return found.end() if found else None

    def and_end(self, at: int) -> int:
        """The end of the word "and" that stands here; nothing at the end of the cell."""
        found = _AND.match(self._text, at)
        return found.end() if found and found.end() < len(self._text) else at

    def role_end(self, at: int) -> int | None:
        """The end of the words of a role that stand behind a name, here."""
        found = SUFFIX.match(self._text, at)
        if not found:
            return None
        end = found.end()
        if self._text.startswith(":", end):  # 配合:县财政局 states the role of what follows
            return None
        is_followed = (
            _ROLE_FOLLOWED.match(self._text, end)
            or end in self._cell.spaces
            or self._begins_name(end)
        )
        return end if is_followed else None

    def joined(self, start: int, end: int) -> list[Span] | None:
        """Names without a separator between them, or None unless all of it resolves."""
        if end - start > LONGEST_NAME:
            return None
        starts = [at for at in range(start, end) if at == start or self._begins_name(at)]
        if len(starts) == 1:
            return None
        rest: dict[int, list[Span] | None] = {end: []}
        for at in reversed(starts):
            rest[at] = None
            for stop in [end, *(s for s in reversed(starts) if s > at + 1)]:
                behind = rest[stop]
                span = None if behind is None else self._whole(at, self._before_and(at, stop))
                if span is not None and behind is not None:
                    rest[at] = [span, *behind]
                    break
        return rest[start]

    def _before_and(self, start: int, stop: int) -> int:
        for word in ("以及", "和", "与", "及"):
            if self._text.endswith(word, start + 2, stop):
                return stop - len(word)
        return stop

    def _whole(self, start: int, end: int) -> Span | None:
        name = self._cell.name(start, end)
        key = self._directory.find(name)
        if key is not None:
            return Span(start, end, "organ", organ_key=key)
        code = self._groups.find(name) if _IS_WHOLE_GROUP.search(name) else None
        return None if code is None else Span(start, end, "group", group_code=code)

    def _begins_name(self, at: int) -> bool:
        text = self._text
        return (
            text.startswith(("各", "有关", "相关"), at)
            or LEVEL.match(text, at) is not None
            or any(text.startswith(region, at) for region in self._directory.regions)
        )

    def _organ(self, start: int) -> Span | None:
        for name_end, end in reversed(list(self._ends(start))):
            key = self._find(self._cell.name(start, name_end))
            if key is not None:
                return Span(start, end, "organ", organ_key=key)
        return None

    def _find(self, name: str) -> str | None:
        """The organ of this name, or of this name behind what an earlier one stated.

        Where the two differ nobody knows which is meant.
        """
        found = {self._directory.find(name)}
        if self._carried and len(name) > 1 and not LEVEL.match(name):
            found |= {self._directory.find(head + name) for head in self._carried}
        found -= {None}
        return found.pop() if len(found) == 1 else None

    def _ends(self, start: int) -> Iterator[tuple[int, int]]:
        """Where a name can end, and where its reference then ends: behind its brackets."""
        at, last = start + 1, min(len(self._text), start + LONGEST_NAME)
        while at <= last:
            if self._is_end(at) and at - 1 not in self._cell.lines:
                yield at, at
            if at in self._cell.closing:
                close = self._cell.closing[at] + 1
                if BRACKET.match(self._text, at) is None and self._is_end(close):
                    yield at, close
                    if close <= last:
                        yield close, close
                at = close + 1
            elif at < len(self._text) and self._is_stop(at):
                return
            else:
                at += 1

    def _is_stop(self, at: int) -> bool:
        return self._text[at] in SEPARATORS and at not in self._cell.lines

    def _is_end(self, at: int) -> bool:
        """Whether a name that is known may end here."""
        text, cell = self._text, self._cell
        return (
            at >= len(text)
            or text[at] in SEPARATORS
            or text[at] in _MARKS
            or at in cell.spaces
            or cell.item_ends_at(at)
            or self.and_end(at) > at
            or _AND_ITS.match(text, at) is not None
            or BRACKET.match(text, at) is not None
            or self.others_end(at) is not None
            or self.role_end(at) is not None
            or self._is_heading(at)
        )

    def _is_heading(self, at: int) -> bool:
        found = PREFIX.match(self._text, at)
        return found is not None and found["colon"] is not None

    def _group(self, start: int) -> Span | None:
        found = self._groups.find_at(self._text, start)
        if found is None:
            stop = self._cell.stops[start]
            spaces = [at for at in range(start + 2, min(stop, start + LONGEST_NAME))
                      if at in self._cell.spaces]  # fmt: skip
            for at in reversed(spaces[:_MOST_SPACES]):
                found = found or self._groups.find_at(self._text, start, at)
        if found is None:
            return None
        code, end = found
        if end in self._cell.closing and BRACKET.match(self._text, end) is None:
            end = self._cell.closing[end] + 1
            if not self._is_end(end):
                return None
        return Span(start, end, "group", group_code=code)
