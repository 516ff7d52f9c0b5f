"""Reading a cell from its beginning to its end, name by name, with the roles that it states."""

import re

from catalog_api.unit_references.cell import Cell
from catalog_api.unit_references.directory import Directory
from catalog_api.unit_references.groups import SEPARATORS, GroupPatterns
from catalog_api.unit_references.meanings import Meanings, Span
from catalog_api.unit_references.roles import (
    AGENT,
    BRACKET,
    PREFIX,
    TOGETHER,
    Role,
    role_of,
)

_SEPARATOR = re.compile(f"[{SEPARATORS}]+")
_IS_BODY = re.compile("[局委办部院厅队会府所站处室社署台馆库校行司心厂]$")
"""How the name of a body ends; 发展 of 发展和改革局 is none."""
_ENDS_SENTENCE = frozenset(";。")


class CellReader:
    """Takes the references of one cell in their order."""

    def __init__(self, cell: Cell, directory: Directory, groups: GroupPatterns) -> None:
        self._cell = cell
        self._text = cell.text
        self._meanings = Meanings(cell, directory, groups)
        self._found: list[Span] = []
        self._open = 0
        """The first reference to which a role behind it still applies."""
        self._has_headings = False
        """Whether roles stand in brackets before the names, as in 【牵头单位】县发改局."""
        self._stated: Role | None = None
        """The role that stood before the names that follow."""

    def spans(self) -> list[Span]:
        """Every reference of the cell."""
        at = self._name_start(0)
        while at < len(self._text):
            for span in self._read(at):
                span.role = self._stated
                self._found.append(span)
                self._meanings.note(span)
            at = self._name_start(self._behind(self._found[-1].end))
        return self._found

    def _name_start(self, at: int) -> int:
        """The place of the next name, behind separators, numbers and roles before it."""
        before = -1
        while before != at < len(self._text):
            before = at
            separator = _SEPARATOR.match(self._text, at)
            if separator:
                self._pass_separator(at, separator.end())
                at = separator.end()
            at = self._cell.number_end(at)
            at = self._role_before(at)
        return at

    def _pass_separator(self, start: int, end: int) -> None:
        if any(
            self._text[at] in _ENDS_SENTENCE or at in self._cell.lines for at in range(start, end)
        ):
            self._open = len(self._found)

    def _role_before(self, at: int) -> int:
        """Behind a role that stands before names: 牵头单位:, (牵头), 由."""
        bracket = BRACKET.match(self._text, at)
        prefix = PREFIX.match(self._text, at)
        if bracket and bracket.end() < len(self._text):
            self._has_headings = self._has_headings or not self._found
            return self._state(bracket["acts"], bracket.end())
        if prefix and prefix.end() < len(self._text):
            end = prefix.end()
            is_break = prefix["colon"] or end in self._cell.lines
            if is_break or (prefix["noun"] and self._meanings.at(end)):
                return self._state(prefix["acts"], end)
        together = TOGETHER.match(self._text, at)
        if together and self._is_behind_lead() and self._meanings.at(together.end()):
            return self._state("配合", together.end())
        agent = AGENT.match(self._text, at)
        return agent.end() if agent and self._meanings.at(agent.end()) else at

    def _is_behind_lead(self) -> bool:
        return bool(self._found) and self._found[-1].role == "lead"

    def _state(self, words: str, end: int) -> int:
        self._stated = role_of(words)
        self._open = len(self._found)
        return end

    def _read(self, start: int) -> list[Span]:
        others = self._meanings.others_end(start)
        if others is not None:
            return [Span(start, others, "group", group_code="unnamed_others")]
        meaning = self._meanings.at(start)
        if meaning is not None:
            return [meaning]
        stop = self._cell.stops[start]
        joined = self._meanings.joined(start, self._end_of_phrase(start, stop))
        return joined or [Span(start, self._end_of_text(start, stop), "unresolved")]

    def _end_of_phrase(self, start: int, stop: int) -> int:
        """Where names written together end: before a bracket of a role, 等 or a separator."""
        for at in range(start + 1, min(stop, start + 80)):
            if (
                BRACKET.match(self._text, at)
                or self._meanings.others_end(at) is not None
                or self._role_ends_phrase(start, at)
            ):
                return at
        return stop

    def _role_ends_phrase(self, start: int, at: int) -> bool:
        if _IS_BODY.search(self._text, max(start, at - 1), at) is None:
            return False
        return self._meanings.role_end(at) is not None

    def _end_of_text(self, start: int, stop: int) -> int:
        """Where a name that nobody knows ends: nothing is cut in its middle or in a bracket."""
        at = start + 1
        while at < stop:
            if at in self._cell.closing and BRACKET.match(self._text, at) is None:
                at = self._cell.closing[at] + 1
                continue
            if self._ends_unknown(start, at):
                return at
            at += 1
        return min(at, stop) if at > start else stop

    def _ends_unknown(self, start: int, at: int) -> bool:
        if (
            self._cell.item_ends_at(at)
            or BRACKET.match(self._text, at)
            or self._meanings.others_end(at) is not None
        ):
            return True
        if _IS_BODY.search(self._text, max(start, at - 1), at) is None:
            return False
        behind = self._meanings.and_end(at)
        if behind > at or at in self._cell.spaces:
            following = self._meanings.at(behind)
            return following is not None and self._meanings.is_said_in_full(following)
        return self._meanings.role_end(at) is not None

    def _behind(self, at: int) -> int:
        """Behind the roles and the "and" that follow a name; a role applies to names before it."""
        before = -1
        while before != at < len(self._text):
            before = at
            bracket = BRACKET.match(self._text, at)
            if bracket and not self._has_headings:
                self._found[-1].role = role_of(bracket["acts"])
                self._open = len(self._found)
                at = bracket.end()
            end = self._meanings.role_end(at)
            if end is not None:
                at = self._close(role_of(self._text[at:end]), end)
        if self._found[-1].kind == "organ" and self._text.startswith("及其", at):
            return at + len("及其")
        behind = self._meanings.and_end(at)
        if self._found[-1].role == "lead" and self._text[at:behind] in ("会同", "联合"):
            self._stated = "implementing"
        return behind

    def _close(self, role: Role | None, end: int) -> int:
        for span in self._found[self._open :]:
            # 县财政局统管,县教育局配合: who does something else does not help.
            is_name = span.kind != "unresolved" or _IS_BODY.search(self._text, span.start, span.end)
            span.role = role if is_name or span is self._found[-1] else None
        self._open = len(self._found)
        together = TOGETHER.match(self._text, end) if role == "lead" else None
        self._stated = "implementing" if together else None
        return together.end() if together else end
