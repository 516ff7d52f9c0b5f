"""Unit references: the names in a cell of responsible organs, and what each of them means.

Pure: a cell, the organs of a jurisdiction by name and the patterns of groups go in, references
come out. Nothing is guessed: what is neither an organ nor a group stays text and is marked.
"""

from catalog_api.unit_references.directory import Directory, OrganNames
from catalog_api.unit_references.groups import Group, GroupPatterns
from catalog_api.unit_references.resolve import UnitReference, resolve_cell

__all__ = ["Directory", "Group", "GroupPatterns", "OrganNames", "UnitReference", "resolve_cell"]
