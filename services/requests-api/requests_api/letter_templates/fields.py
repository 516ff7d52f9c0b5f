"""What a template may name. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a kind of letter: single ones, and lists with the members of their entries
    (none: the entries are texts). A template must write out what is ``required``.
    """

    single: frozenset[str]
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self.single or name in self.lists
