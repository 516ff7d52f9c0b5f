"""The organs of one jurisdiction by the names that its documents use."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog_api.characters import plain


@dataclass(frozen=True, slots=True)
class OrganNames:
    """An organ as the resolver needs it: `key` is whatever the caller identifies organs by."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()


class Directory:
    """Finds an organ by its name or an alias, in any width and with stray white space.

    A name that two organs share finds neither: which one a document means is not for software
    to choose.
    """

    def __init__(self, organs: Iterable[OrganNames]) -> None:
        self._keys: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        """Names, folded for comparison, that more than one organ bears."""
        for organ in organs:
            for name in (organ.name, *organ.aliases):
                known = self._keys.setdefault(plain(name), organ.key)
                if known != organ.key:
                    self.ambiguous.add(plain(name))

    def find(self, name: str) -> str | None:
        """The key of the one organ with this name, or None."""
        folded = plain(name)
        return None if folded in self.ambiguous else self._keys.get(folded)
