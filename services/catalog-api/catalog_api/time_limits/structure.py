"""What a time limit in words says: five kinds, each with the words it was read from."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FIRST_YEAR = 1949
LAST_YEAR = 2199
MOST = 999
"""The largest count ("999个工作日内") that is believed to be a time limit."""


class _Worded(BaseModel):
    """`text` is the wording exactly as it was given; the other members say what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str


class ByDate(_Worded):
    """Done by the end of a year, of a month, or of a day (`2021年年底前`, `2021年3月底前`).

    `month` is set from precision month on, `day` for precision day. `year` is null where the
    words name none (`6月底前`): the year of the list then holds.
    """

    kind: Literal["by_date"]
    precision: Literal["year", "month", "day"]
    year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None
    month: Annotated[int, Field(ge=1, le=12)] | None
    day: Annotated[int, Field(ge=1, le=31)] | None


class Standing(_Worded):
    """Without an end: work that goes on (`常态化`), or something that stays public (`长期公开`)."""

    kind: Literal["standing"]
    sense: Literal["ongoing", "stays_public"]


class AfterEvent(_Worded):
    """A count of days, months or years from an event (`信息形成或者变更之日起20个工作日内`).

    `event` is the event in the document's own words; event and `link` are null where the words
    name none (`20个工作日内`). Both links count from the day after the event; they are kept
    apart to be written back as they were.
    """

    kind: Literal["after_event"]
    event: str | None
    link: Literal["from", "after"] | None
    n: Annotated[int, Field(ge=1, le=MOST)]
    unit: Literal["working_day", "natural_day", "month", "year"]


class Recurring(_Worded):
    """Once in every period (`每季度`)."""

    kind: Literal["recurring"]
    every: Literal["week", "month", "quarter", "half_year", "year"]


class Unknown(_Worded):
    """A wording that is not understood. It is kept, shown as such, and given no date."""

    kind: Literal["unknown"]


TimeLimit = Annotated[
    ByDate | Standing | AfterEvent | Recurring | Unknown, Field(discriminator="kind")
]
