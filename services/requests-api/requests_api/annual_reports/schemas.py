"""What the check of a report takes and answers, and table 三 as it is counted from the cases."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import ConfigDict, Field

from gongkai.http.schemas import Out
from requests_api.annual_reports.check import CheckResult
from requests_api.annual_reports.figures import Unread
from requests_api.annual_reports.kinds import NoteCode, UnreadReason
from requests_api.annual_reports.layout import FormatVersion
from requests_api.annual_reports.report_file import AnnualReportIn

_EXAMPLE = {
    "organ": "测试市人民政府",
    "year": 2025,
    "format_version": "2021",
    "table3": [
        {
            "key": "new",
            "cells": {
                "natural": 5,
                "business": 1,
                "research": 0,
                "public_welfare": 0,
                "legal_service": 0,
                "other": 0,
                "total": 6,
            },
        }
    ],
    "narrative": {"received": 7},
}
_ANSWER_EXAMPLE = {
    "violations": [
        {
            "rule": "I7",
            "table": 3,
            "column": "total",
            "row": "new",
            "expected": 6,
            "printed": 7,
            "message": "表三“一、本年新收政府信息公开申请数量”总计为6，正文为7",
        }
    ],
    "checks_passed": 1,
    "unread": [
        {
            "pointer": "/table3/1",
            "table": 3,
            "row": "New",
            "reason": "unknown_row",
            "message": "表三“New”行不是本表的行，未读取；是否应为“new”",
        }
    ],
    "not_compared": [
        {"rule": "I8", "message": "没有提供所汇总的各份报告，没有核对“汇总数是否等于各份报告之和”"}
    ],
    "format_version": "2021",
    "notes": [],
    "summary": "核对2处，1处不符；另有1项未核对、1处未读取，不能据此认为报告全部无误",
}


MOST_TOLD = 1000
"""How many unread places an answer lists: no report has so many, a hostile file may."""


class ReportCheckIn(AnnualReportIn, json_schema_extra={"examples": [_EXAMPLE]}):
    """A report, with the year before for rules I5 and I6, and the reports it rolls up for I8."""

    previous: AnnualReportIn | None = None
    """The report of the year before."""
    parts: Annotated[list[AnnualReportIn], Field(max_length=300)] | None = None
    """The reports whose numbers add up to this one (departments, towns and the own office)."""


def _may_be_absent(*names: str) -> Callable[[dict[str, Any]], None]:
    """Take members off the required ones: they are left out where they say nothing."""

    def change(schema: dict[str, Any]) -> None:
        for name in names:
            schema["required"].remove(name)
            member = schema["properties"][name]
            kinds: list[dict[str, Any]] = member.pop("anyOf")
            member.update(next(kind for kind in kinds if kind.get("type") != "null"))

    return change


class ViolationOut(Out):
    """A comparison that did not hold; no `row` where the rule is about a whole column."""

    model_config = ConfigDict(json_schema_extra=_may_be_absent("row"))

    rule: str
    """I1–I8."""
    table: int
    """The table: 2, 3 or 4."""
    column: str
    """The column, by its key."""
    row: str | None
    """The row or group, by its key; `d`, `u`, `n` and `o` are the categories of 三, `litigation`
    both kinds of suit."""
    expected: int
    """What the other numbers ask for; where the sentence says so a bound."""
    printed: int
    """What the report holds."""
    message: str
    """What differs, for an office."""


class UnreadOut(Out):
    """Something that was given and took no part in the check."""

    model_config = ConfigDict(json_schema_extra=_may_be_absent("table", "row", "column"))

    pointer: str
    """A JSON pointer into the file."""
    table: int | None
    """The table: 2, 3 or 4."""
    row: str | None
    """The row as it was given."""
    column: str | None
    """The column as it was given."""
    reason: UnreadReason
    """Why it was not read."""
    message: str
    """The same for an office."""


class NotComparedOut(Out):
    """A comparison that was not made; without row and column one that was made nowhere in a table,
    without table one for which nothing was given.
    """

    model_config = ConfigDict(json_schema_extra=_may_be_absent("table", "row", "column"))

    rule: str
    """I1–I8."""
    table: int | None
    """The table: 2, 3 or 4."""
    row: str | None
    """The row or group, by its key."""
    column: str | None
    """The column, by its key."""
    message: str
    """Which numbers are missing, for an office."""


class NoteOut(Out):
    """What the check found out about the report and acted on."""

    code: NoteCode
    """What it is."""
    message: str
    """The same for an office."""


class ReportCheckOut(Out, json_schema_extra={"examples": [_ANSWER_EXAMPLE]}):
    """What did not hold, how many single comparisons did, and what was not compared or not read:
    without violations a report is right only as far as it was compared.
    """

    violations: list[ViolationOut]
    """The comparisons that did not hold."""
    checks_passed: int
    """How many single comparisons held."""
    unread: list[UnreadOut]
    """What was given and not read: rows and cells under unknown names, blanks. The first 1000; the
    summary counts all."""
    not_compared: list[NotComparedOut]
    """The comparisons that were not made, with what was missing for them."""
    format_version: FormatVersion
    """The form by which the report was checked."""
    notes: list[NoteOut]
    """What was found out about its form."""
    summary: str
    """The whole in a sentence."""

    @classmethod
    def of(cls, result: CheckResult, unread: Sequence[Unread], body: ReportCheckIn) -> Self:
        """The answer for the result of checking `body`."""
        return cls(
            violations=[ViolationOut.model_validate(one) for one in result.violations],
            checks_passed=result.checks_passed,
            unread=[UnreadOut.model_validate(one) for one in unread[:MOST_TOLD]],
            not_compared=[NotComparedOut.model_validate(one) for one in result.not_compared],
            format_version=body.form(),
            notes=_notes(body),
            summary=_summary(result, len(unread)),
        )


def _notes(body: ReportCheckIn) -> list[NoteOut]:
    if body.form() is body.format_version:
        return []
    message = (
        "表三（六）只填了单一的“其他处理”一行（国办公开办函〔2019〕60号版式），"
        "没有填国办公开办函〔2021〕30号的三个分项，已按单一行核对；请改用2021年版式"
    )
    return [NoteOut(code=NoteCode.OLD_ROW_RECOGNISED, message=message)]


def _summary(result: CheckResult, unread: int) -> str:
    wrong = len(result.violations)
    made = wrong + result.checks_passed
    found = (
        f"核对{made}处，{f'{wrong}处不符' if wrong else '均相符'}" if made else "没有可核对的数字"
    )
    left = [
        f"{count}{unit}"
        for count, unit in ((len(result.not_compared), "项未核对"), (unread, "处未读取"))
        if count
    ]
    return f"{found}；另有{'、'.join(left)}，不能据此认为报告全部无误" if left else found


class TableRowOut(Out):
    """A row of table 三: its key, its printed label, its numbers by column."""

    key: str
    """The row, as published files name it."""
    label: str
    """The row, as it is printed."""
    cells: dict[str, int]
    """Its numbers by column: a kind of applicant, or `total`."""


_TABLE_THREE: dict[str, object] = {
    "year": 2025,
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "format_version": "2021",
    "rows": [
        {
            "key": "new",
            "label": "一、本年新收政府信息公开申请数量",
            "cells": {"natural": 5, "business": 1, "total": 6},
        }
    ],
    "checks_passed": 40,
    "entered_late": 0,
    "awaiting_confirmation": 0,
}


class TableThreeOut(Out, json_schema_extra={"examples": [_TABLE_THREE]}):
    """Table 三 of a year, counted from the records of the cases."""

    year: int
    """The year that is reported."""
    organ_id: UUID
    """The organ that reports."""
    format_version: FormatVersion
    """The form."""
    rows: list[TableRowOut]
    """The rows in printed order."""
    checks_passed: int
    """How many comparisons of its sums (I1, I2, I3) held; they all do by construction."""
    entered_late: int
    """Applications of the year in which something was entered later than it happened."""
    awaiting_confirmation: int
    """Those of them whose late entry a second person has yet to confirm; it counts on the day of
    its entry until then.
    """
