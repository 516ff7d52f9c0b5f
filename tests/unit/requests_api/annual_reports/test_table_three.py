"""Table three from cases: which cell a case counts in, and sums that hold by construction."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_api.annual_reports.check import check
from requests_api.annual_reports.layout import (
    COLUMNS,
    FormatVersion,
    ReportRow,
    leaf_rows,
    rows_of,
)
from requests_api.annual_reports.table_three import CaseFact, table_three
from requests_api.applicants.kinds import ApplicantKind

YEARS = (2023, 2024, 2025, 2026)
NATURAL, BUSINESS = ApplicantKind.NATURAL, ApplicantKind.BUSINESS


def counted(fact, year, version=FormatVersion.V2021):
    """The cells of the year that are not zero."""
    table = table_three([fact], year, version)
    return {
        (row.value, column)
        for row, numbers in table.cells.items()
        for column, number in numbers.items()
        if number
    }


def both(*rows, kind="natural"):
    return {(row, column) for row in rows for column in (kind, "total")}


def test_a_case_answered_in_its_year_is_new_and_finished():
    fact = CaseFact(BUSINESS, date(2025, 3, 3), date(2025, 3, 31), ReportRow.GRANTED)
    assert counted(fact, 2025) == both("new", "granted", "total", kind="business")
    assert counted(fact, 2024) == counted(fact, 2026) == set()


def test_a_case_is_carried_over_every_year_end_until_it_is_finished():
    fact = CaseFact(NATURAL, date(2024, 12, 31), date(2026, 1, 1), ReportRow.D6)
    assert counted(fact, 2024) == both("new", "carried_out")
    assert counted(fact, 2025) == both("carried_in", "carried_out")
    assert counted(fact, 2026) == both("carried_in", "d6", "total")


def test_a_past_year_is_the_same_when_asked_after_the_case_was_finished():
    asked_then = CaseFact(NATURAL, date(2025, 12, 20))
    asked_later = CaseFact(NATURAL, date(2025, 12, 20), date(2026, 1, 9), ReportRow.PARTIAL)
    assert counted(asked_then, 2025) == counted(asked_later, 2025)


def test_an_application_whose_receipt_is_not_confirmed_is_not_counted():
    assert counted(CaseFact(NATURAL, None), 2025) == set()
    withdrawn = CaseFact(NATURAL, None, date(2025, 2, 1), ReportRow.O3)
    assert counted(withdrawn, 2025) == set()


def test_the_old_form_counts_every_other_handling_in_one_row():
    fact = CaseFact(NATURAL, date(2020, 2, 1), date(2020, 3, 1), ReportRow.O2)
    assert counted(fact, 2020, FormatVersion.V2019) == both("new", "o", "total")


def test_the_forms_have_the_rows_of_their_notices():
    assert len(leaf_rows(FormatVersion.V2021)) == 21
    assert len(leaf_rows(FormatVersion.V2019)) == 19
    assert rows_of(FormatVersion.V2019) == rows_of(FormatVersion.V2021_OLD_ROW)


@pytest.mark.parametrize(
    ("received_on", "finished_on", "row"),
    [
        (date(2025, 1, 2), date(2025, 1, 1), ReportRow.GRANTED),
        (date(2025, 1, 2), date(2025, 1, 3), None),
        (date(2025, 1, 2), None, ReportRow.GRANTED),
        (date(2025, 1, 2), date(2025, 1, 3), ReportRow.TOTAL),
        (date(2025, 1, 2), date(2025, 1, 3), ReportRow.O),
    ],
)
def test_a_fact_that_would_break_the_sums_is_refused(received_on, finished_on, row):
    with pytest.raises(ValueError, match=r"finished|decision"):
        CaseFact(NATURAL, received_on, finished_on, row)


@st.composite
def facts(draw):
    days = st.dates(date(2022, 6, 1), date(2026, 12, 31))
    received_on = draw(st.none() | days)
    if draw(st.booleans()):
        return CaseFact(draw(st.sampled_from(ApplicantKind)), received_on)
    finished_on = draw(days)
    if received_on is not None:
        received_on, finished_on = sorted((received_on, finished_on))
    row = draw(st.sampled_from(leaf_rows(FormatVersion.V2021)))
    return CaseFact(draw(st.sampled_from(ApplicantKind)), received_on, finished_on, row)


@settings(max_examples=50)
@given(st.lists(facts(), max_size=30), st.sampled_from(FormatVersion))
def test_the_sums_hold_in_every_year_and_from_year_to_year(cases, version):
    previous = None
    for year in YEARS:
        table = table_three(cases, year, version)
        assert all(set(numbers) == set(COLUMNS) for numbers in table.cells.values())
        result = check(table.figures(), previous)
        assert result.violations == ()
        # I1 and I3 per column, I2 per row, I5 per column from the second year on
        assert result.checks_passed == 14 + len(table.cells) + (7 if previous else 0)
        previous = table.figures()
