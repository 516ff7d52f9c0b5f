"""All that a clock counts by: the working days, and the local texts that were loaded.

A calendar like any other, so that whoever computes a date is given both, and its version says by
which of both a date was computed.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from gongkai.calendar import Notice, WorkingCalendar
from requests_api.clock.rules import LOCAL, LocalMeasures

_TEXTS = "~"
"""What stands before the texts in a version."""


class Almanac(WorkingCalendar):
    """A calendar with local texts beside those that ship. `loaded` holds every version of them."""

    __slots__ = ("loaded",)

    loaded: tuple[LocalMeasures, ...]

    def __init__(
        self,
        notices: Iterable[Notice] = (),
        *,
        loaded: Iterable[LocalMeasures] = (),
        **cut: Any,  # noqa: ANN401 - as the calendar takes them
    ) -> None:
        super().__init__(notices, **cut)
        self.loaded = tuple(sorted(loaded, key=lambda each: (each.id, each.version)))
        if self.loaded:
            self.version += f"{_TEXTS}{_digest(self.loaded)}"

    def with_notices(self, notices: Iterable[Notice]) -> "Almanac":
        """The same base and texts with exactly these notices loaded."""
        return Almanac(
            notices,
            loaded=self.loaded,
            through_year=self._through_year,
            jurisdiction=self.jurisdiction,
        )


def loaded_in(calendar: WorkingCalendar) -> Sequence[LocalMeasures]:
    """The local texts that were loaded, every version."""
    return calendar.loaded if isinstance(calendar, Almanac) else ()


def texts_of(calendar: WorkingCalendar) -> Sequence[LocalMeasures]:
    """The local texts that a clock knows by this calendar, every version."""
    return (*LOCAL, *loaded_in(calendar))


def days_of(version: str) -> str:
    """The part of a version that the working days make."""
    return version.partition(_TEXTS)[0]


def _digest(texts: Iterable[LocalMeasures]) -> str:
    told = json.dumps([asdict(each) for each in texts], default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:6]
