"""The festivals of a year: what an arrangement of the whole year names, and one of a part not."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from gongkai.calendar.base import BaseKind, base_table

FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""What 全国年节及纪念日放假办法 gives everybody off for (清明, 端午, 中秋 since 2008)."""

_PART_OF = {"农历除夕": "春节"}


@lru_cache(maxsize=64)
def festival_days(year: int) -> Mapping[str, frozenset[date]]:
    """The days that the law itself gives for each festival of a year, by its name."""
    found: dict[str, set[date]] = {}
    for day, (kind, names) in base_table().rest.items():
        if day.year == year and kind is BaseKind.STATUTORY:
            for name in names.split("; "):
                found.setdefault(_PART_OF.get(name, name), set()).add(day)
    known = {name: frozenset(found[name]) for name in FESTIVALS if name in found}
    return MappingProxyType(known)


def left_out(year: int, named: Iterable[date], until: date) -> list[str]:
    """The festivals of a year, up to a day, of which a notice names no day that the law gives."""
    days = set(named)
    return [
        name
        for name, given in festival_days(year).items()
        if min(given) <= until and not given & days
    ]
