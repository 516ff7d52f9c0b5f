"""A report as it lies in a file: its tables and what its text says.

Descriptive members are allowed; a table, row or cell may be missing or null.
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic_core import PydanticKnownError

from gongkai.http.schemas import refusal
from requests_api.annual_reports.figures import Cell, ReportFigures
from requests_api.annual_reports.layout import (
    LITIGATION,
    OTHER_ROWS_2021,
    ROW_KEYS,
    TOTAL_COLUMN,
    FormatVersion,
    ReportRow,
)
from requests_api.annual_reports.report_tables import (
    Number,
    OpenTableTwoIn,
    PartIn,
    ResultsIn,
    RowIn,
    TableFourIn,
    TableTwoIn,
    numbers_of,
)

_ListOfResults = Annotated[list[Number | None], Field(max_length=5)]


def _named_results(value: object) -> object:
    """A lone total or a list as an object with the names of `ResultsIn`, in its order."""
    if isinstance(value, list):
        names = list(ResultsIn.model_fields)
        if len(value) > len(names):
            raise PydanticKnownError(
                "too_long",
                {"field_type": "List", "max_length": len(names), "actual_length": len(value)},
            )
        return dict(zip(names, value, strict=False))
    if isinstance(value, int) and not isinstance(value, bool):
        return {TOTAL_COLUMN: value}
    return value


ReconsiderationIn = Annotated[
    ResultsIn,
    BeforeValidator(_named_results, json_schema_input_type=Number | _ListOfResults | ResultsIn),
]
"""The total, the list [total, upheld, corrected, other, pending], or an object of these names."""


class NarrativeIn(PartIn):
    """The numbers in the text (部分一 to 六) that a table holds too."""

    received: Number | None = None
    """Applications received in the year (一)."""
    answered: Number | None = None
    """Applications finished in the year (（七）总计)."""
    carried_in: Number | None = None
    """Carried over from the year before (二)."""
    carried_out: Number | None = None
    """Carried over to the next year (四)."""
    granted: Number | None = None
    """予以公开."""
    partial: Number | None = None
    """部分公开."""
    refused: Number | None = None
    """不予公开: the sum of its eight rows."""
    not_provided: Number | None = None
    """无法提供: the sum of its three rows."""
    not_processed: Number | None = None
    """不予处理: the sum of its five rows."""
    other: Number | None = None
    """其他处理: its three rows, or its single one."""
    in_force_normative: Number | None = None
    """行政规范性文件 in force."""
    reconsideration: ReconsiderationIn | None = None
    """行政复议, as a total, a list or an object."""
    litigation: ReconsiderationIn | None = None
    """行政诉讼, both kinds of suit together."""

    def cells(self) -> Iterator[tuple[Cell, int | None]]:
        """Each number with the cell that must hold the same."""
        for row, number in (
            (ReportRow.NEW, self.received),
            (ReportRow.CARRIED_IN, self.carried_in),
            (ReportRow.GRANTED, self.granted),
            (ReportRow.PARTIAL, self.partial),
            (ReportRow.TOTAL, self.answered),
            (ReportRow.CARRIED_OUT, self.carried_out),
            ("d", self.refused),
            ("u", self.not_provided),
            ("n", self.not_processed),
            (ReportRow.O, self.other),
        ):
            yield Cell(3, str(row), TOTAL_COLUMN), number
        yield Cell(2, "normative_documents", "in_force"), self.in_force_normative
        for name in ("reconsideration", LITIGATION):
            results = getattr(self, name)
            if results is not None:
                yield from ((Cell(4, name, column), n) for column, n in numbers_of(results))


def _table_two_open_in_2019(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema what `_open_in_2019` does."""
    closed = schema["properties"]["table2"]
    schema["properties"]["table2"] = {
        "type": ["object", "null"],
        "title": "Table2",
        "description": closed["description"],
    }
    schema["if"] = {
        "properties": {"format_version": {"const": FormatVersion.V2019.value}},
        "required": ["format_version"],
    }
    schema["else"] = {"properties": {"table2": closed}}


class AnnualReportIn(PartIn):
    """The tables and the narrative of one year. Without `format_version` it is of 2021."""

    model_config = ConfigDict(json_schema_extra=_table_two_open_in_2019)

    format_version: FormatVersion = FormatVersion.V2021
    """The form that was used."""
    table2: TableTwoIn | None = None
    """主动公开政府信息情况; in the form of 2019 an open object."""
    table3: Annotated[list[RowIn | None], Field(max_length=100)] | None = None
    """收到和处理政府信息公开申请情况."""
    table4: TableFourIn | None = None
    """行政复议、行政诉讼情况."""
    narrative: NarrativeIn | None = None
    """What the text says in numbers."""

    @field_validator("table2", mode="wrap")
    @classmethod
    def _open_in_2019(
        cls, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> object:
        if info.data.get("format_version") is FormatVersion.V2019 and isinstance(value, dict):
            return OpenTableTwoIn.holding(value)
        return handler(value)

    @field_validator("table3")
    @classmethod
    def _each_row_once(cls, rows: list[RowIn | None] | None) -> list[RowIn | None] | None:
        keys = [row.key for row in rows or () if row is not None and row.key in ROW_KEYS]
        if len(keys) != len(set(keys)):
            raise refusal("row_given_twice", "同一行只能出现一次", "A row must be given once")
        return rows

    def form(self) -> FormatVersion:
        """The form that was used: 2021 with the single row of 2019 where only that is filled in."""
        if self.format_version is not FormatVersion.V2021:
            return self.format_version
        filled = {cell.row for cell, number in self._cells() if number is not None}
        is_single = ReportRow.O in filled and not filled & set(OTHER_ROWS_2021)
        return FormatVersion.V2021_OLD_ROW if is_single else FormatVersion.V2021

    def figures(self) -> ReportFigures:
        """The numbers that are there, each under its cell."""
        told = self.narrative.cells() if self.narrative else ()
        return ReportFigures(
            self.form(),
            {cell: number for cell, number in self._cells() if number is not None},
            {cell: number for cell, number in told if number is not None},
        )

    def _cells(self) -> Iterator[tuple[Cell, int | None]]:
        if self.table2 is not None:
            yield from self.table2.cells()
        for row in self.table3 or ():
            if row is not None and row.cells is not None and row.key in ROW_KEYS:
                yield from ((Cell(3, row.key, column), n) for column, n in numbers_of(row.cells))
        for group in TableFourIn.model_fields:
            results = getattr(self.table4, group, None)
            if results is not None:
                yield from ((Cell(4, group, column), n) for column, n in numbers_of(results))
