"""The groups of units that are shipped, as `data/unit-groups.json` states them."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel

from catalog_api.unit_references.groups import Group, GroupPatterns


class _File(BaseModel):
    words: dict[str, str]
    groups: tuple[Group, ...]


@cache
def unit_groups() -> tuple[Group, ...]:
    """The groups of units with code, Chinese label and pattern, its common words written out."""
    data = files("catalog_api") / "data" / "unit-groups.json"
    file = _File.model_validate_json(data.read_bytes())
    return tuple(
        Group(group.code, group.label, _written_out(group.pattern, file.words))
        for group in file.groups
    )


@cache
def unit_group_patterns() -> GroupPatterns:
    """The groups, ready to recognise."""
    return GroupPatterns(unit_groups())


def _written_out(pattern: str, words: dict[str, str]) -> str:
    for word, meaning in words.items():
        pattern = pattern.replace(f"<{word}>", f"(?:{meaning})")
    return pattern
