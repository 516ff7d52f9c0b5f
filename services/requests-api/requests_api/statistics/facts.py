"""From what is counted of a year to the facts of table 三. Pure."""

from datetime import date
from typing import NamedTuple

from requests_api.annual_reports.layout import ReportRow
from requests_api.annual_reports.table_three import CaseFact
from requests_api.applicants.kinds import ApplicantKind
from requests_api.decisions.model import DecisionCode
from requests_api.decisions.taxonomy import decision_of


class Alike(NamedTuple):
    """How many applications a year counts in the same rows and column."""

    applicant_kind: ApplicantKind
    decision: DecisionCode | None
    """None where none of them was finished in the year."""
    report_row: ReportRow | None
    """The row that the office chose; None: that of the decision."""
    is_new: bool
    """Whether they came in the year; else they were carried into it."""
    number: int
    entered_late: int
    awaiting_confirmation: int


def fact_of(alike: Alike, year: int) -> CaseFact:
    """Cases of a year that count alike, by days that stand for theirs."""
    received_on = date(year if alike.is_new else year - 1, 12, 31)
    if alike.decision is None:
        return CaseFact(alike.applicant_kind, received_on, number=alike.number)
    row = alike.report_row or decision_of(alike.decision).row
    finished_on = date(year, 12, 31)
    return CaseFact(alike.applicant_kind, received_on, finished_on, row, alike.number)
