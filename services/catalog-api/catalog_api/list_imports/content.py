"""From a file's rows to what is stored of them: time limits read, names looked up. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from catalog_api.list_imports.csv_import import ListRow
from catalog_api.lists.content import RowContent, UnitContent
from catalog_api.lists.kinds import TimeLimitKind, UnitKind, UnitRole
from catalog_api.time_limit_readings import read_cell
from catalog_api.unit_references import Directory, GroupPatterns, UnitReference, resolve_cell
from gongkai.characters import plain

_STATED = {"lead": UnitRole.LEAD, "implementing": UnitRole.IMPLEMENTING}
"""Roles that a cell states; "responsible" says no more than the heading of any column."""
_ORDER = {role: place for place, role in enumerate(UnitRole)}


@dataclass(frozen=True, slots=True)
class Lookup:
    """What names can mean: the organs of the list's scope, groups, and the document's other
    lists by their part (`附件2`); `year` is that of the list, for dates without one.
    """

    directory: Directory
    groups: GroupPatterns
    annexes: Mapping[str, UUID]
    year: int
    _known: dict[str, tuple[UnitReference, ...]] = field(default_factory=dict)

    def units_in(self, cell: str) -> tuple[UnitReference, ...]:
        """The names in a cell; the cells of a long list are mostly the same few."""
        if cell not in self._known:
            self._known[cell] = resolve_cell(cell, self.directory, self.groups)
        return self._known[cell]


def row_contents(rows: Iterable[ListRow], lookup: Lookup) -> Iterator[RowContent]:
    """The rows of a file with their limits read and their names looked up, one by one."""
    return (_row(row, lookup) for row in rows)


def units_of(cells: Mapping[UnitRole, str], lookup: Lookup) -> tuple[UnitContent, ...]:
    """Every name in the cells of one row, in the order of the roles and of the names.

    What a cell says of a unit (某局牵头, 某局配合) goes before the heading of its column; where the
    row has a column for that role too, its names come first.
    """
    found = [unit for role in UnitRole for unit in _cell(role, cells.get(role, ""), lookup)]
    placed = [unit for unit, is_own in found if is_own]
    free = dict.fromkeys(UnitRole, 0)
    for unit in placed:
        free[unit.role] = max(free[unit.role], unit.position + 1)
    for unit, is_own in found:
        if not is_own:
            position = max(free[unit.role], unit.position)
            placed.append(replace(unit, position=position))
            free[unit.role] = position + 1
    return tuple(sorted(placed, key=lambda unit: (_ORDER[unit.role], unit.position)))


def _row(row: ListRow, lookup: Lookup) -> RowContent:
    written = {
        UnitRole.RESPONSIBLE: row.responsible_organs,
        UnitRole.LEAD: row.lead_organs,
        UnitRole.IMPLEMENTING: row.implementing_organs,
    }
    cells = {role: cell for role, cell in written.items() if cell is not None}
    limit = read_cell(row.time_limit, lookup.year).limit if row.time_limit else None
    columns = {
        "group": row.group or None,
        "item": row.title,
        "requirement": row.requirement or None,
        "cells": {role.value: cell for role, cell in cells.items()},
        "time_limit": limit and limit.model_dump(mode="json"),
        "time_limit_kind": TimeLimitKind(limit.kind if limit else TimeLimitKind.NONE).value,
        "lead_missing": cells.get(UnitRole.LEAD) == "",
    }
    return RowContent(row.seq, row.part, columns, cells, units_of(cells, lookup))


def _cell(column: UnitRole, cell: str, lookup: Lookup) -> Iterator[tuple[UnitContent, bool]]:
    """The names in a cell, and whether each has the role of its column."""
    for found in lookup.units_in(cell):
        role = _STATED.get(found.role or "", column)
        annex = lookup.annexes.get(plain(found.text).removeprefix("见"))
        unit = UnitContent(
            role=role,
            position=found.position,
            text=found.text,
            kind=UnitKind(found.kind),
            organ_id=None if found.organ_key is None else UUID(found.organ_key),
            group_code=found.group_code,
            annex_list_id=annex if found.kind == "annex" else None,
        )
        yield unit, role == column
