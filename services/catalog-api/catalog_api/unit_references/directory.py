"""The organs of one jurisdiction by the names that its documents use."""

from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.characters import plain


@dataclass(frozen=True, slots=True)
class OrganNames:
    """An organ as the resolver needs it: `key` is whatever the caller identifies organs by.

    `former` are the names that it bore before it was renamed.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


class Directory:
    """Finds an organ by its name or an alias, in any width and with stray white space.

    A name that two organs share finds neither: which one a document means is not for software
    to choose. A former name is found where no organ bears it now: older documents still print it.
    """

    def __init__(self, organs: Iterable[OrganNames]) -> None:
        self._keys: dict[str, str] = {}
        self.ambiguous: set[str] = set()
        """Names, folded for comparison, that more than one organ bears."""
        former: list[tuple[str, str]] = []
        for organ in organs:
            self._add(organ.key, (organ.name, *organ.aliases))
            former += ((organ.key, name) for name in organ.former)
        present = frozenset(self._keys)
        for key, name in former:
            if plain(name) not in present:
                self._add(key, (name,))

    def _add(self, key: str, names: Iterable[str]) -> None:
        for name in names:
            known = self._keys.setdefault(plain(name), key)
            if known != key:
                self.ambiguous.add(plain(name))

    def find(self, name: str) -> str | None:
        """The key of the one organ with this name, or None."""
        folded = plain(name)
        return None if folded in self.ambiguous else self._keys.get(folded)
