"""The page on columns says what the import of cases takes."""

from requests_api.imports.columns import CASES
from requests_api.imports.router import AT_ONCE
from requests_api.imports.rows import BOUNDS
from requests_api.imports.service import BATCH
from tests.column_page import PAGE, check_columns


def test_every_column_is_documented_with_its_wordings():
    check_columns("`POST /requests/v1/cases:import`", CASES)


def test_the_bounds_are_documented():
    assert f"{BOUNDS.size // 2**20} MiB, {BOUNDS.rows:,} rows, {BOUNDS.columns} columns" in PAGE
    assert f"up to {AT_ONCE:,} rows are answered at once" in PAGE
    assert f"{BATCH} in one transaction" in PAGE
