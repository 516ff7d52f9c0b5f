"""The organs of one jurisdiction by the names that its documents use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalog_api.unit_references.names import LEVEL, canonical, equivalents, region_of
from gongkai.characters import plain

_WIDER = re.compile("(?:[^省市县区州盟]{2,8}(?:省|市|自治区|自治州|州|盟|地区)){1,2}")
_LOWER = re.compile("[^省市县区州旗镇乡]{1,8}(?:镇|乡|街道|街办)")
_QUOTES = "“”‘’「」\"'"
LONGEST_NAME = 60
"""Characters of a name, folded, that are looked for in a cell."""


@dataclass(frozen=True, slots=True)
class OrganNames:
    """An organ as the resolver needs it: `key` is whatever the caller identifies organs by.

    `former` are the names that it bore before it was renamed. `is_ended` says that it did not
    exist when the document was made; it is found where no other organ has the name.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    is_ended: bool = False


class _Names:
    """Organs by folded names; a name of two organs is kept as such and finds none."""

    def __init__(self) -> None:
        self._keys: dict[str, str] = {}
        self.shared: set[str] = set()
        self.heads: set[str] = set()

    def add(self, key: str, names: Iterable[str]) -> None:
        for name in names:
            self.heads.add(name[:1])
            if self._keys.setdefault(name, key) != key:
                self.shared.add(name)

    def __contains__(self, name: str) -> bool:
        return name in self._keys

    def find(self, name: str) -> str | None:
        return None if name in self.shared else self._keys.get(name)


class Directory:
    """Finds an organ by its name or an alias, in any width and with stray white space.

    A name that two organs share finds neither: which one a document means is not for software
    to choose. What is written is tried as it stands, then in its other ways of writing; a former
    name is found where no organ bears it now, as older documents still print it, and an organ
    that has ended comes last. `home` is the key of the government whose documents are read: its
    own organs are known with and without the name of its region (遂溪县财政局, 县财政局).
    """

    def __init__(self, organs: Iterable[OrganNames], *, home: str | None = None) -> None:
        known = list(organs)
        self.regions = _regions(known, home)
        """Names of the home region, the longest first."""
        self._tiers: list[tuple[_Names, _Names]] = []
        for is_ended in (False, True):
            some = [organ for organ in known if organ.is_ended is is_ended]
            self._tiers.append(self._tier(((o.key, (o.name, *o.aliases)) for o in some), True))
            self._tiers.append(self._tier(((o.key, o.former) for o in some), False))
        self._heads = {"原", "中"}.union(*(names.heads for tier in self._tiers for names in tier))
        self.ambiguous = self._tiers[0][0].shared
        """Names, folded for comparison, that more than one organ bears."""

    def find(self, name: str) -> str | None:
        """The key of the one organ with this name, or None."""
        folded = plain(name).strip(_QUOTES)
        if not folded or len(folded) > LONGEST_NAME or not self._may_be_known(folded):
            return None
        short = canonical(folded)
        for exact, written in self._tiers:
            if folded in exact:
                return exact.find(folded)
            if short in written:
                return written.find(short)
        return self._find_shorter(folded)

    def _may_be_known(self, name: str) -> bool:
        """Whether any organ's name begins so: most texts of a cell are told apart by that."""
        return name[0] in self._heads or any(region in name for region in self.regions)

    def _find_shorter(self, name: str) -> str | None:
        """The organ by its name without what stands before it: 原, a wider region, the own one."""
        if name.startswith("原"):
            return self.find(name[1:])
        for region in self.regions:
            before, found, rest = name.partition(region)
            if found and before and _WIDER.fullmatch(before):
                return self.find(region + rest)
            if found and not before and _LOWER.match(rest):
                return self.find(rest)
        return None

    def _tier(
        self, named: Iterable[tuple[str, tuple[str, ...]]], has_forms: bool
    ) -> tuple[_Names, _Names]:
        exact, written = _Names(), _Names()
        for key, names in named:
            exact.add(key, map(plain, names))
            is_government = any("政府" in name for name in names)
            for name in names:
                forms = equivalents(name) if has_forms else {canonical(name)}
                if is_government:
                    forms = {form for form in forms if not form.endswith("管委会")}
                for form in forms:
                    written.add(key, (form, *self._with_region(form)))
        return exact, written

    def _with_region(self, name: str) -> Iterable[str]:
        for region in self.regions:
            rest = name.removeprefix(region)
            if rest != name and len(rest) > 1:
                yield region[-1] + rest
        is_level = self.regions and name.startswith(self.regions[0][-1]) and LEVEL.match(name)
        if is_level and name[2:]:
            yield from (region + name[1:] for region in self.regions)


def _regions(organs: Iterable[OrganNames], home: str | None) -> tuple[str, ...]:
    """The region's names by the names of its government; only one government may be guessed."""
    found: dict[str, set[str]] = {}
    for organ in organs:
        names = {region_of(name) for name in (organ.name, *organ.aliases)} - {None}
        if names:
            found[organ.key] = {canonical(name) for name in names if name}
    if home is None and len(found) == 1:
        home = next(iter(found))
    return tuple(sorted(found.get(home or "", ()), key=lambda name: (-len(name), name)))
