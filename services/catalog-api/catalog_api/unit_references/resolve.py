"""Splitting a cell of responsible units and resolving each name in it."""

from dataclasses import dataclass
from typing import Literal

from catalog_api.unit_references.cell import read_cell
from catalog_api.unit_references.directory import Directory
from catalog_api.unit_references.groups import GroupPatterns
from catalog_api.unit_references.reader import CellReader
from catalog_api.unit_references.roles import Role


@dataclass(frozen=True, slots=True)
class UnitReference:
    """One name in a cell and what it means.

    `text` is `cell[start : start + len(text)]`, `position` counts the references of the cell
    from 0. What lies between two references is separators, numbers of items, white space, "and"
    and words of roles only, so that texts and what lies between them are the cell. `organ_key` is
    set for organs, `group_code` for groups; an annex points to the organs of another list;
    unresolved is kept as text. `role` is what the cell itself says that the unit does.
    """

    text: str
    kind: Literal["organ", "group", "annex", "unresolved"]
    organ_key: str | None
    group_code: str | None
    position: int
    start: int
    role: Role | None = None


def resolve_cell(
    cell: str, directory: Directory, groups: GroupPatterns
) -> tuple[UnitReference, ...]:
    """The references of a cell in their order; none for an empty cell. Never fails.

    The longest meaning wins at each place: a phrase such as 市、县区政府各有关部门 is one group
    and not cut at its 、. Nothing is cut inside brackets. Names without a separator between them
    (市自然资源局市发改委) are split only where every part is an organ or a group.
    """
    read = read_cell(cell)
    references = []
    for position, span in enumerate(CellReader(read, directory, groups).spans()):
        start, end = read.origin[span.start], read.origin[span.end - 1] + 1
        references.append(
            UnitReference(
                text=cell[start:end],
                kind=span.kind,
                organ_key=span.organ_key,
                group_code=span.group_code,
                position=position,
                start=start,
                role=span.role,
            )
        )
    return tuple(references)
