"""A report as it lies in a file, and the answer of the check.

Descriptive members are ignored; a table, row or cell may be missing or null.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
)
from pydantic_core import PydanticKnownError

from gongkai.http.schemas import CHECKED, Count, OpenIn, Out, refusal
from requests_api.annual_reports.check import Cell, CheckResult, ReportFigures
from requests_api.annual_reports.layout import (
    DOCUMENT_ROW_LABELS,
    ROW_KEYS,
    TOTAL_COLUMN,
    FormatVersion,
    ReportRow,
)

Number = Annotated[Count, Strict()]
"""A printed number: whole, not negative, and a number in JSON, not a text."""
Amount = Annotated[float, Field(ge=0, le=1e12), Strict(), CHECKED]
"""An amount in 万元; printed, never compared."""
RowKey = Annotated[str, Field(max_length=100), Strict(), CHECKED]
"""The key of a row; an unknown one is descriptive and ignored, so it is not cleaned either."""


class CellsIn(OpenIn):
    """One row of table 三."""

    natural: Number | None = None
    business: Number | None = None
    research: Number | None = None
    public_welfare: Number | None = None
    legal_service: Number | None = None
    other: Number | None = None
    total: Number | None = None


class RowIn(OpenIn):
    """A row of table 三 under its key."""

    key: RowKey
    cells: CellsIn | None = None


class DocumentCountsIn(OpenIn):
    """Table 二, 第二十条第（一）项: issued and abolished in the year, in force at its end."""

    issued: Number | None = None
    abolished: Number | None = None
    in_force: Number | None = None


class TableTwoIn(OpenIn):
    """Table 二 of 〔2021〕30号."""

    rules: DocumentCountsIn | None = None
    normative_documents: DocumentCountsIn | None = None
    permits: Number | None = None
    penalties: Number | None = None
    coercion: Number | None = None
    administrative_fees_10k_yuan: Amount | None = None


class ResultsIn(OpenIn):
    """One group of table 四; also what the narrative says of it."""

    total: Number | None = None
    upheld: Number | None = None
    corrected: Number | None = None
    other: Number | None = None
    pending: Number | None = None


class TableFourIn(OpenIn):
    """Reconsideration, and suits without and after it."""

    reconsideration: ResultsIn | None = None
    suit_direct: ResultsIn | None = None
    suit_after_reconsideration: ResultsIn | None = None


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


class NarrativeIn(OpenIn):
    """The numbers in the text (部分一 to 六) that a table holds too."""

    received: Number | None = None
    answered: Number | None = None
    carried_in: Number | None = None
    carried_out: Number | None = None
    granted: Number | None = None
    partial: Number | None = None
    in_force_normative: Number | None = None
    reconsideration: ReconsiderationIn | None = None

    def cells(self) -> Iterator[tuple[Cell, int | None]]:
        """Each number with the cell that must hold the same."""
        for row, number in (
            (ReportRow.NEW, self.received),
            (ReportRow.CARRIED_IN, self.carried_in),
            (ReportRow.GRANTED, self.granted),
            (ReportRow.PARTIAL, self.partial),
            (ReportRow.TOTAL, self.answered),
            (ReportRow.CARRIED_OUT, self.carried_out),
        ):
            yield Cell(3, row.value, TOTAL_COLUMN), number
        yield Cell(2, "normative_documents", "in_force"), self.in_force_normative
        if self.reconsideration is not None:
            for column, number in _numbers(self.reconsideration):
                yield Cell(4, "reconsideration", column), number


def _numbers(model: OpenIn) -> Iterator[tuple[str, int | None]]:
    """The columns of a row with their numbers."""
    return ((name, getattr(model, name)) for name in type(model).model_fields)


def _table_two_open_in_2019(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema what `_open_in_2019` does."""
    closed = schema["properties"]["table2"]
    schema["properties"]["table2"] = {"type": ["object", "null"], "title": "Table2"}
    schema["if"] = {
        "properties": {"format_version": {"const": FormatVersion.V2019.value}},
        "required": ["format_version"],
    }
    schema["else"] = {"properties": {"table2": closed}}


class AnnualReportIn(OpenIn):
    """The tables and the narrative of one year. Without `format_version` it is of 2021."""

    model_config = ConfigDict(json_schema_extra=_table_two_open_in_2019)

    format_version: FormatVersion = FormatVersion.V2021
    table2: TableTwoIn | None = None
    table3: Annotated[list[RowIn | None], Field(max_length=100)] | None = None
    table4: TableFourIn | None = None
    narrative: NarrativeIn | None = None

    @field_validator("table2", mode="wrap")
    @classmethod
    def _open_in_2019(
        cls, value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> object:
        # The columns of 2019 (新制作, 新公开, 对外公开总数量) answer none of our questions.
        if info.data.get("format_version") is FormatVersion.V2019 and isinstance(value, dict):
            return None
        return handler(value)

    @field_validator("table3")
    @classmethod
    def _each_row_once(cls, rows: list[RowIn | None] | None) -> list[RowIn | None] | None:
        keys = [row.key for row in rows or () if row is not None and row.key in ROW_KEYS]
        if len(keys) != len(set(keys)):
            raise refusal("row_given_twice", "同一行只能出现一次", "A row must be given once")
        return rows

    def figures(self) -> ReportFigures:
        """The numbers that are there, each under its cell."""
        told = self.narrative.cells() if self.narrative else ()
        return ReportFigures(
            self.format_version,
            {cell: number for cell, number in self._cells() if number is not None},
            {cell: number for cell, number in told if number is not None},
        )

    def _cells(self) -> Iterator[tuple[Cell, int | None]]:
        for name in DOCUMENT_ROW_LABELS:
            counts = getattr(self.table2, name, None)
            if counts is not None:
                yield from ((Cell(2, name, column), n) for column, n in _numbers(counts))
        for row in self.table3 or ():
            if row is not None and row.cells is not None:
                yield from ((Cell(3, row.key, column), n) for column, n in _numbers(row.cells))
        for group in TableFourIn.model_fields:
            results = getattr(self.table4, group, None)
            if results is not None:
                yield from ((Cell(4, group, column), n) for column, n in _numbers(results))


class ReportCheckIn(AnnualReportIn):
    """A report, with the year before where rules I5 and I6 shall be checked too."""

    previous: AnnualReportIn | None = None


def _row_may_be_absent(schema: dict[str, Any]) -> None:
    schema["required"].remove("row")
    schema["properties"]["row"] = {"type": "string", "title": "Row"}


class ViolationOut(Out):
    """A comparison that did not hold; no `row` where the rule is about a whole column."""

    model_config = ConfigDict(json_schema_extra=_row_may_be_absent)

    rule: str
    table: int
    column: str
    row: str | None
    expected: int
    printed: int
    message: str


class ReportCheckOut(Out):
    """What did not hold, and how many single comparisons did."""

    violations: list[ViolationOut]
    checks_passed: int

    @classmethod
    def of(cls, result: CheckResult) -> Self:
        """The answer for a result."""
        violations = [ViolationOut.model_validate(c) for c in result.violations]
        return cls(violations=violations, checks_passed=result.checks_passed)


class TableRowOut(Out):
    """A row of table 三: its key, its printed label, its numbers by column."""

    key: str
    label: str
    cells: dict[str, int]


class TableThreeOut(Out):
    """Table 三 of a year, counted from the records of the cases."""

    year: int
    organ_id: UUID
    format_version: FormatVersion
    rows: list[TableRowOut]
    checks_passed: int
    """How many comparisons of its sums (I1, I2, I3) held; they all do by construction."""
    entered_late: int
    """Applications of the year in which something was entered later than it happened."""
    awaiting_confirmation: int
    """Those of them whose late entry a second person has yet to confirm; it counts on the day of
    its entry until then.
    """
