"""A row of a table of cases as it must be, and what came of a table."""

from typing import Annotated

from pydantic import Field

from gongkai.http.documents import DocumentNumber
from gongkai.http.schemas import Day, In, Int, LongText, Out, Text
from gongkai.http.screened import ScreenedShortText, ScreenedText
from gongkai.organs import Channel
from requests_api.applicants.schemas import EarlierApplicantIn
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.states import CaseState
from requests_api.decisions.model import DecisionCode


class ExtensionRowIn(In):
    """An extension of an earlier time (条例33)."""

    by: Annotated[Int, Field(ge=1, le=20)]
    """By how many working days."""
    approved_on: Day
    """When the head agreed."""
    notified_on: Day
    """When the applicant was told."""


class CaseRowIn(In):
    """A row of a table of cases; its numbers of people are masked where many read them."""

    title: Text
    """What is wanted, by name."""
    description: Annotated[LongText, Field(max_length=4000)] | None = None
    """What else helps to find it."""
    document_reference: DocumentNumber | None = None
    """The document number of what is wanted."""
    supply_form: SupplyForm = SupplyForm.ELECTRONIC
    """In which form it is wanted."""
    channel: Channel
    """On which way it arrived."""
    arrived_on: Day
    """When it arrived."""
    confirmed_on: Day | None = None
    """When receipt was confirmed with the applicant (条例31)."""
    applicant: EarlierApplicantIn
    """Who applies."""
    assignee: ScreenedShortText | None = None
    """Who is responsible: the subject of their tokens."""
    number: Annotated[ScreenedText, Field(max_length=100)] | None = None
    """Its number in the earlier register."""
    state: CaseState | None = None
    """Where it stands."""
    decision: DecisionCode | None = None
    """How it ended."""
    ended_on: Day | None = None
    """When it was answered or closed."""
    extension: ExtensionRowIn | None = None
    """The extension, where there was one."""
    source: ScreenedShortText | None = None
    """The system that knows it."""
    external_id: ScreenedText | None = None
    """Its id there."""


class RowErrorOut(Out):
    """One thing wrong with a row."""

    column: str | None
    """Name of the column; null for the whole row."""
    column_label: str | None
    """Its heading in Chinese."""
    code: str
    """A stable code."""
    message: str
    """What is wrong, in Chinese; never what stands in the cell."""
    message_en: str
    """The same in English."""


class RefusedRowOut(Out):
    """A row that was not taken over."""

    row: int
    """Its number as a spreadsheet shows it, the first line being row 1."""
    errors: list[RowErrorOut]
    """Everything that is wrong with it."""


class GapOut(Out):
    """Numbers of a year that no case has."""

    first: int
    """The first of them."""
    last: int
    """The last of them."""


class RegisterYearOut(Out):
    """How the register of a year stands after the import."""

    year: int
    """The year."""
    last_serial: int
    """The last number that is taken: the next registration follows it."""
    gaps: list[GapOut]
    """Numbers before it that no case has, the first 50 ranges."""


class ImportWarningOut(Out):
    """What of a file was not read, or should be looked at."""

    code: str
    """A stable code."""
    message: str
    """What it is, in Chinese."""
    message_en: str
    """The same in English."""


_IMPORT: dict[str, object] = {
    "rows": 3,
    "created": 1,
    "updated": 0,
    "unchanged": 1,
    "refused": [
        {
            "row": 4,
            "errors": [
                {
                    "column": "arrived_on",
                    "column_label": "收到日期",
                    "code": "date_parsing",
                    "message": "应为日期，如 2025-09-26",
                    "message_en": "Must be a date such as 2025-09-26",
                }
            ],
        }
    ],
    "refused_count": 1,
    "numbers": [{"year": 2025, "last_serial": 12, "gaps": [{"first": 5, "last": 6}]}],
    "warnings": [],
    "dry_run": False,
}


class ImportOut(Out, json_schema_extra={"examples": [_IMPORT]}):
    """What came of a table of cases, row by row."""

    rows: int
    """Rows with content."""
    created: int
    """Cases that were made; with `dry_run` those that would be."""
    updated: int
    """Always 0: a case that is there belongs to the office, and no file changes it."""
    unchanged: int
    """Rows that an earlier import of the same brought."""
    refused: list[RefusedRowOut]
    """Rows that were not taken over, each with what is wrong; the first 1,000."""
    refused_count: int
    """How many there are in all."""
    numbers: list[RegisterYearOut]
    """The register of each year that occurs."""
    warnings: list[ImportWarningOut]
    """What was not read, or should be looked at."""
    dry_run: bool
    """Whether it was only tried: then nothing has changed."""
