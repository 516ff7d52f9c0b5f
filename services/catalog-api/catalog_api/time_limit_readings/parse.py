"""From words to structure."""

from dataclasses import dataclass

from catalog_api.time_limit_readings.cells import limits_in
from catalog_api.time_limit_readings.single import one_limit, only_limit
from catalog_api.time_limit_readings.words import Words
from catalog_api.time_limits.render import render
from catalog_api.time_limits.structure import CellLimit, Several, TimeLimit, Unknown
from catalog_api.time_limits.wording import AMBIGUOUS, BEFORE_WHICH_END, NOTHING

LONGEST = 500
"""Characters of a wording that is looked at; a longer one is a paragraph and stays unknown."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. Not understood, it holds one `Unknown` with the text; a cell without a
    time limit (`—`, `无`) is understood and holds none.
    """

    understood: bool
    limits: tuple[TimeLimit, ...]
    text: str

    @property
    def limit(self) -> CellLimit | None:
        """The one limit of the cell, all of them as one, or None."""
        if len(self.limits) > 1:
            return Several(text=self.text, kind="several", limits=list(self.limits))
        return self.limits[0] if self.limits else None


def read_cell(text: str, year: int | None = None) -> Reading:
    """Every time limit in a cell; `year` is the year of its list. Never fails.

    A wrong reading costs an office a deadline, an unclear one a look: what is read in several
    ways, or in part only, is kept and marked. Linear in the text.
    """
    if len(text) > LONGEST:
        return _unclear(text, Unknown(kind="unknown", text=text))
    words = Words.of(text, year)
    if words.simple in NOTHING:
        return Reading(understood=True, limits=(), text=text)
    one = only_limit(words)
    found = one if one is not None else limits_in(text, year)
    if isinstance(found, Unknown):
        return _unclear(text, found)
    if found and _holds(found if isinstance(found, list) else [found], year):
        limits = found if isinstance(found, list) else [found]
        if len(limits) == 1:
            limits = [limits[0].model_copy(update={"text": text})]
        return Reading(understood=True, limits=tuple(limits), text=text)
    several = AMBIGUOUS.search(words.simple) or BEFORE_WHICH_END.search(words.simple)
    reason = "ambiguous" if several else "not_understood"
    return _unclear(text, Unknown(kind="unknown", text=text, reason=reason))


def parse_time_limit(text: str, year: int | None = None) -> TimeLimit:
    """The first limit of a cell, which is mostly its only one, Unknown where it has none."""
    limits = read_cell(text, year).limits
    return limits[0] if limits else Unknown(kind="unknown", text=text)


def _holds(limits: list[TimeLimit], year: int | None) -> bool:
    """Whether each limit, written in its usual words, is read as the same: one that is not was
    guessed from a wording that has another reading.
    """
    for limit in limits:
        text = render(limit)
        again = one_limit(Words.of(text, year)) or limits_in(text, year)
        found = again[0] if isinstance(again, list) and len(again) == 1 else again
        if isinstance(found, list) or found is None:
            return False
        if found.model_copy(update={"text": limit.text}) != limit:
            return False
    return True


def _unclear(text: str, found: Unknown) -> Reading:
    kept = found.model_copy(update={"text": text, "element": None})
    return Reading(understood=False, limits=(kept,), text=text)
