"""What a time limit in words says, each kind with the words it was read from."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FIRST_YEAR = 1949
LAST_YEAR = 2199
MOST = 999
"""The largest count ("999个工作日内") that is believed to be a time limit."""

Unit = Literal["hour", "natural_day", "working_day", "week", "month", "year"]
"""What is counted; a week is seven natural days."""
Sense = Literal["ongoing", "stays_public", "kept_current"]
Period = Literal["day", "working_day", "week", "month", "quarter", "half_year", "year", "term"]
Precision = Literal["year", "half_year", "quarter", "month", "ten_days", "day"]
Month = Annotated[int, Field(ge=1, le=12)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]
YearNumber = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Amount = Annotated[int, Field(ge=1, le=MOST)]


def _shown(**example: Any) -> ConfigDict:  # noqa: ANN401 - JSON of any shape
    return ConfigDict(json_schema_extra={"examples": [example]})


class _Part(BaseModel):
    # What an older release stored lacks the newer members; an answer always has them all.
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,
        use_attribute_docstrings=True,
    )


class _Worded(_Part):
    """`text` is the wording exactly as it was given; the other members say what it means."""

    text: str
    """The words that were read, as they stood."""
    element: str | None = None
    """For which part of the content alone it holds (处罚决定), in the document's own words."""


class Since(_Part):
    """The first month or day of a stretch of time (`3月至6月`)."""

    model_config = _shown(year=None, month=3, day=None)

    year: YearNumber | None
    """Its year, where the words name one."""
    month: Month
    """Its month."""
    day: DayOfMonth | None
    """Its day, where the words name one."""


class ByDate(_Worded):
    """Done by the end of a year, half, quarter, month, ten days or day (`2021年3月底前`).

    `month` is set for precision month, ten_days and day, `day` for day, `half`, `quarter` and
    `ten_days` for theirs. `year` is null where the words name none (`6月底前`): the year of the
    list then holds, or the one after it (`次年1月31日前`: `years_later` is 1).
    """

    model_config = _shown(
        text="2021年3月底前",
        element=None,
        kind="by_date",
        precision="month",
        year=2021,
        month=3,
        day=None,
        half=None,
        quarter=None,
        ten_days=None,
        years_later=0,
        since=None,
        then_standing=False,
        due_on="2021-03-31",
    )

    kind: Literal["by_date"]
    """A date to be kept."""
    precision: Precision
    """What ends on the last day."""
    year: YearNumber | None
    """The year that the words name."""
    month: Month | None
    """The month, where one is meant."""
    day: DayOfMonth | None
    """The day of the month, where one is meant."""
    half: Annotated[int, Field(ge=1, le=2)] | None = None
    """Which half of the year (上半年 is 1)."""
    quarter: Annotated[int, Field(ge=1, le=4)] | None = None
    """Which quarter of the year."""
    ten_days: Annotated[int, Field(ge=1, le=3)] | None = None
    """Which ten days of the month (上旬 is 1, 下旬 lasts to its end)."""
    years_later: Annotated[int, Field(ge=0, le=1)] = 0
    """1 where the words name the year after (次年)."""
    since: Since | None = None
    """When it begins, where the words name a stretch of time."""
    then_standing: bool = False
    """Whether the work then goes on without an end (6月底前完成，长期坚持)."""
    due_on: date | None = None
    """The last day, where the year is known; it may be a rest day."""


class Standing(_Worded):
    """Without an end: work that goes on (`常态化`), something that stays public (`长期公开`), or
    something that always shows the present state (`实时更新`).
    """

    model_config = _shown(text="常态化推进", element=None, kind="standing", sense="ongoing")

    kind: Literal["standing"]
    """Without an end."""
    sense: Sense
    """Whether work goes on, something stays public, or is kept current."""


class AfterEvent(_Worded):
    """A count from an event (`信息形成或者变更之日起20个工作日内`) or before one (`听证前7日`).

    `event` is the event in the document's own words; event and `link` are null where the words
    name none (`20个工作日内`), `link` alone where they only imply it. From and after count from
    the day after the event; they are kept apart to be written back as they were. `n` is 0 for
    the day of the event itself (`当日`).
    """

    model_config = _shown(
        text="信息形成或者变更之日起20个工作日内",
        element=None,
        kind="after_event",
        event="信息形成或者变更",
        link="from",
        n=20,
        unit="working_day",
    )

    kind: Literal["after_event"]
    """A count from or before an event."""
    event: str | None
    """The event, in the document's own words."""
    link: Literal["from", "after", "before"] | None
    """How the count stands to the event."""
    n: Annotated[int, Field(ge=0, le=MOST)]
    """How many units."""
    unit: Unit
    """What is counted."""


class By(_Part):
    """Until when within a period, or so long after or before its end or start.

    `number` is a day of the month, a weekday (Monday is 1), which week or working day of the
    period, which ten days, or the count of an `after_…` or `before_…`.
    """

    model_config = _shown(at="day", number=10, month=None, next_period=False, unit=None)

    at: Literal[
        "day", "weekday", "ten_days", "week", "working_day", "last_working_day", "month", "end",
        "start", "after_end", "before_end", "after_start", "before_start",
    ]  # fmt: skip
    """What the words name."""
    number: Annotated[int, Field(ge=1, le=MOST)] | None = None
    """Which one, or how many."""
    month: Month | None = None
    """The month of the year, or which month of the quarter, half or term."""
    next_period: bool = False
    """Whether it lies in the month or year that follows (季度终了后次月10日前, 次年1月31日前)."""
    unit: Unit | None = None
    """What a count counts."""


class Recurring(_Worded):
    """Once, or `times`, in every period (`每季度`), by a point of it where the words name one."""

    model_config = _shown(
        text="每月10日前",
        element=None,
        kind="recurring",
        every="month",
        interval=1,
        by={"at": "day", "number": 10, "month": None, "next_period": False, "unit": None},
        times=None,
        at_least=False,
    )

    kind: Literal["recurring"]
    """Again and again."""
    every: Period
    """The period."""
    interval: Amount = 1
    """2 for every second period (每两年)."""
    by: By | None = None
    """Until when, where the words say it."""
    times: Amount | None = None
    """How often in a period, where the words say it."""
    at_least: bool = False
    """Whether `times` is the least (至少1次)."""


class Posting(_Worded):
    """How long something stays posted (`公示7个工作日`, `不少于30日`)."""

    model_config = _shown(
        text="公示不少于7个工作日",
        element=None,
        kind="posting",
        n=7,
        unit="working_day",
        at_least=True,
    )

    kind: Literal["posting"]
    """How long it stays posted."""
    n: Amount
    """How many units."""
    unit: Unit
    """What is counted."""
    at_least: bool
    """Whether it may be longer."""


class Inherit(_Worded):
    """What the row above says (`同上`); only who sees the table knows it."""

    model_config = _shown(text="同上", element=None, kind="inherit")

    kind: Literal["inherit"]
    """As above."""


class Unknown(_Worded):
    """A wording that is not understood. It is kept, shown as such, and given no date."""

    model_config = _shown(text="及时", element=None, kind="unknown", reason="ambiguous")

    kind: Literal["unknown"]
    """Not understood."""
    reason: Literal["not_understood", "ambiguous", "no_such_day"] = "not_understood"
    """Whether offices read it differently, or it names a day that does not exist."""


TimeLimit = Annotated[
    ByDate | Standing | AfterEvent | Recurring | Posting | Inherit | Unknown,
    Field(discriminator="kind"),
]


class Several(_Part):
    """A cell that holds more than one time limit; `text` is the whole cell."""

    model_config = _shown(
        text="办事指南:长期公开;处罚决定:同上",
        kind="several",
        limits=[
            {
                "text": "长期公开",
                "element": "办事指南",
                "kind": "standing",
                "sense": "stays_public",
            },
            {"text": "同上", "element": "处罚决定", "kind": "inherit"},
        ],
    )

    text: str
    """The whole cell."""
    kind: Literal["several"]
    """More than one."""
    limits: list[TimeLimit]
    """Its limits, in their order."""


CellLimit = Annotated[TimeLimit | Several, Field(discriminator="kind")]
