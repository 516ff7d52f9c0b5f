"""What goes into and comes out of the public reading of a time limit."""

from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, Field, Strict, StringConstraints

from catalog_api.time_limit_readings.parse import LONGEST, Reading
from catalog_api.time_limits.structure import TimeLimit
from gongkai.http.schemas import CHECKED, In, Out, Year, clean_text

# A merged cell is empty: it may be asked about like any other.
_CellText = Annotated[
    str, StringConstraints(max_length=LONGEST), BeforeValidator(clean_text), CHECKED
]
_CELL = "审核信息：制定或获取信息之日起10个工作日内；初审名单：公示7个工作日"


class TimeLimitsParseIn(In):
    """A cell with a time limit in words, as a list or a catalogue prints it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": _CELL, "year": 2025}]})

    text: _CellText
    """The cell, with its line breaks; empty for a merged one."""
    year: Annotated[Year, Strict(), Field(ge=1949, le=2198)] | None = None
    """The year of the list, for dates without one (年底前)."""


class TimeLimitsParseOut(Out):
    """What the cell says. What is unclear is kept as one limit of kind `unknown`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "understood": True,
                    "limits": [
                        {
                            "text": "制定或获取信息之日起10个工作日内",
                            "element": "审核信息",
                            "kind": "after_event",
                            "event": "制定或获取信息",
                            "link": "from",
                            "n": 10,
                            "unit": "working_day",
                        },
                        {
                            "text": "公示7个工作日",
                            "element": "初审名单",
                            "kind": "posting",
                            "n": 7,
                            "unit": "working_day",
                            "at_least": False,
                        },
                    ],
                    "text": _CELL,
                }
            ]
        }
    )

    understood: bool
    """Whether the whole cell has one clear reading; a cell that states no limit (无) has."""
    limits: list[TimeLimit]
    """Its time limits in their order, none where it states none."""
    text: str
    """The cell as it was given."""

    @classmethod
    def of(cls, reading: Reading) -> Self:
        """The answer for a reading."""
        return cls(understood=reading.understood, limits=list(reading.limits), text=reading.text)
