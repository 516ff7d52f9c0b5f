"""What came of the rows of a table so far, as it stands in a job and in the answer. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.tables import LeftOut
from requests_api.imports.rows import CaseRow, RowError
from requests_api.imports.schemas import (
    GapOut,
    ImportOut,
    ImportWarningOut,
    RefusedRowOut,
    RegisterYearOut,
    RowErrorOut,
)

MOST_REFUSED = 1_000
"""Rows whose faults are listed; the others are counted."""
_MOST_GAPS = 50


@dataclass(slots=True)
class Tally:
    """Counts of rows, and the rows that were refused."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    refused_count: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    serials: dict[str, list[int]] = field(default_factory=dict)
    """Of what would be created, by year: for who only tries."""

    def refuse(self, row: CaseRow, errors: Iterable[RowError]) -> None:
        """Count a refused row, and keep what is wrong with it."""
        self.refused_count += 1
        if len(self.refused) < MOST_REFUSED:
            told = RefusedRowOut(row=row.number, errors=[_error_out(error) for error in errors])
            self.refused.append(told.model_dump(mode="json"))

    def tried(self, row: CaseRow) -> None:
        """Note the number of a row that would be created."""
        if row.serial is not None:
            year, serial = row.serial
            self.serials.setdefault(str(year), []).append(serial)

    @classmethod
    def of(cls, progress: Mapping[str, Any]) -> "Tally":
        """To go on from what a job has recorded."""
        told = progress.get("result") or {}
        counts = ("rows", "created", "unchanged", "refused_count", "refused")
        serials = progress.get("serials") or {}
        return cls(**{name: told[name] for name in counts if name in told}, serials=serials)

    def out(
        self,
        numbers: Sequence[RegisterYearOut],
        warnings: Sequence[ImportWarningOut],
        *,
        is_dry_run: bool,
    ) -> ImportOut:
        """The answer."""
        return ImportOut(
            rows=self.rows,
            created=self.created,
            updated=0,
            unchanged=self.unchanged,
            refused=[RefusedRowOut.model_validate(row) for row in self.refused],
            refused_count=self.refused_count,
            numbers=list(numbers),
            warnings=list(warnings),
            dry_run=is_dry_run,
        )


def register_year(year: int, given: Iterable[int], last: int) -> RegisterYearOut:
    """How the register of a year stands that has ``given`` numbers and goes on behind ``last``."""
    gaps, expected = [], 1
    for serial in [*sorted({*given}), last + 1]:
        if serial > expected:
            gaps.append(GapOut(first=expected, last=serial - 1))
        expected = max(expected, serial + 1)
    return RegisterYearOut(year=year, last_serial=last, gaps=gaps[:_MOST_GAPS])


def warnings_of(left_out: LeftOut) -> list[ImportWarningOut]:
    """What of a file was not read."""
    told = (
        ("hidden_sheet", left_out.sheets.hidden, "隐藏的工作表", "hidden sheets"),
        ("further_sheet", left_out.sheets.further, "其他工作表", "further sheets"),
        ("rows_left_out", left_out.rows, "表头以上或者表后说明的各行", "lines beside the table"),
        ("columns_left_out", left_out.columns, "备注栏", "columns of remarks"),
    )
    return [
        ImportWarningOut(
            code=code,
            message=f"未读取{zh}：第{'、'.join(map(str, places))}",
            message_en=f"Not read, {en}: {', '.join(map(str, places))}",
        )
        for code, places, zh, en in told
        if places
    ]


def _error_out(error: RowError) -> RowErrorOut:
    return RowErrorOut(
        column=error.column,
        column_label=error.label,
        code=error.code,
        message=error.zh,
        message_en=error.en,
    )
