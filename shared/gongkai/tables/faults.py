"""What is wrong with a table: by row and column, every fault counted, the first ones told."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.errors import Problem
from gongkai.problem_parts import FieldError, ProblemMembers
from gongkai.tables.layouts import Column

MOST_ERRORS = 100
MOST_OF_A_ROW = 20


class FaultMembers(
    ProblemMembers, json_schema_extra={"examples": [{"rows": [3], "error_count": 1}]}
):
    """Where the faults of a table are."""

    rows: list[int]
    """Numbers of the rows concerned, the heading being row 1."""
    error_count: int
    """How many faults there are in all; `errors` has the first of them."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One fault of one row."""

    column: Column | None
    code: str
    zh: str
    en: str


class Faults:
    """Faults found so far, and the problems of the feature that reads the table.

    ``rejected``, which has `FaultMembers`, is raised for faults: its `errors` point to
    `/body/rows/{row}/{column}`, rows being numbered as a spreadsheet does, the first line of the
    file being row 1. ``too_large`` is raised for a bound. Who refuses rows one by one keeps the
    faults `by_row`.
    """

    def __init__(
        self, *, rejected: type[Problem], too_large: type[Problem], by_row: bool = False
    ) -> None:
        self._rejected = rejected
        self._too_large = too_large
        self._errors: list[FieldError] = []
        self._rows: dict[int, None] = {}
        self._count = 0
        self._by_row: dict[int, list[RowFault]] | None = {} if by_row else None

    @property
    def by_row(self) -> Mapping[int, list[RowFault]]:
        """The first faults of each row that has some."""
        return MappingProxyType(self._by_row or {})

    def add(self, row: int, column: Column | None, code: str, zh: str, en: str) -> None:
        """One fault; ``zh`` and ``en`` say it without the row and never repeat the cell."""
        self._count += 1
        if self._by_row is not None:
            of_row = self._by_row.setdefault(row, [])
            if len(of_row) < MOST_OF_A_ROW:
                of_row.append(RowFault(column, code, zh, en))
        if self._count > MOST_ERRORS:
            return
        pointer = f"/body/rows/{row}" + (f"/{column.name}" if column else "")
        self._errors.append(FieldError(pointer, code, f"第{row}行：{zh}", f"Row {row}: {en}"))
        self._rows[row] = None

    def check(self) -> None:
        """Go on only if no fault was found."""
        if self._count:
            raise self._rejected(
                f"共发现{self._count}处错误，列出{len(self._errors)}处。",
                f"{self._count} faults were found, {len(self._errors)} are listed.",
                errors=self._errors,
                extensions={"rows": list(self._rows), "error_count": self._count},
            )

    def bound(self, found: int, most: int, zh: str, en: str) -> None:
        """Go on only if ``found`` does not exceed ``most``; ``zh`` and ``en`` name the unit."""
        if found > most:
            raise self._too_large(
                f"表格不得超过{most}{zh}。", f"A table may have at most {most} {en}."
            )
