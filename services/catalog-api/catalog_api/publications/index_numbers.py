"""How an index number is written, by the place of its organ (domain: 索引号). Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FIELD = re.compile(r"\{(code|code9|year|serial)(?::(\d))?\}", re.ASCII)


@dataclass(frozen=True, slots=True)
class IndexPattern:
    """The pattern of a place: `{code}/{year}-{serial:5}`.

    `code` is the organ's unified social credit code, `code9` its nine characters of the body (GB
    11714), `year` the year in which the information was formed, `serial` its number in that year.
    """

    jurisdiction: str
    pattern: str

    @property
    def needs_code(self) -> bool:
        """Whether an organ without a code can have no number."""
        return "{code" in self.pattern

    def written(self, *, code: str | None, year: int, serial: int) -> str:
        """The number."""
        values: Mapping[str, str] = {
            "code": code or "",
            "code9": (code or "")[8:17],
            "year": str(year),
            "serial": str(serial),
        }
        return _FIELD.sub(lambda found: values[found[1]].zfill(int(found[2] or 0)), self.pattern)


@cache
def index_patterns() -> tuple[IndexPattern, ...]:
    """The shipped patterns, the narrowest place first."""
    told = tomllib.loads(
        (files("catalog_api.data") / "index-numbers.toml").read_text(encoding="utf-8")
    )
    found = [IndexPattern(each["jurisdiction"], each["pattern"]) for each in told["patterns"]]
    for each in found:
        if "{serial" not in each.pattern or "{year}" not in each.pattern:
            raise ValueError(f"{each.pattern} makes one number twice")
    return tuple(sorted(found, key=lambda each: -len(each.jurisdiction)))


def pattern_of(region_code: str | None) -> IndexPattern:
    """The pattern for an organ of a place; that of the whole country where nothing else is."""
    region = region_code or ""
    return next(each for each in index_patterns() if region.startswith(each.jurisdiction))
