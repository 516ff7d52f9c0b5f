"""The facts of a letter while they are gathered. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from requests_api.letter_templates.filling import Fact
from requests_api.letters.kinds import Lacking
from requests_api.letters.wording import chinese_date


@dataclass(slots=True)
class Gathered:
    """The facts of a letter, and what is lacking."""

    facts: dict[str, Fact] = field(default_factory=dict)
    stated: Mapping[str, Fact | date] = field(default_factory=dict)
    """What its author states, days as such."""
    lacking: list[Lacking] = field(default_factory=list)
    number: str | None = None
    """The number that its part has already."""
    dated_on: date | None = None
    """The day of its part, where that is on record already; else it is dated today."""
    told_on: date | None = None
    """The day on which, by the record, its addressee was told what it says."""

    def day(self, name: str, day: date | None) -> None:
        """A date in words; empty where there is none."""
        self.facts[name] = "" if day is None else chinese_date(day)
