"""The groups of units that are shipped, as `data/unit-groups.json` states them."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel

from catalog_api.unit_references.groups import Group, GroupPatterns


class _File(BaseModel):
    groups: tuple[Group, ...]


@cache
def unit_groups() -> tuple[Group, ...]:
    """The groups of units with code, Chinese label and pattern."""
    file = files("catalog_api") / "data" / "unit-groups.json"
    return _File.model_validate_json(file.read_bytes()).groups


@cache
def unit_group_patterns() -> GroupPatterns:
    """The groups, ready to recognise."""
    return GroupPatterns(unit_groups())
