"""The page on columns says of every format what the import takes."""

import pytest

from catalog_api.list_imports.columns import LAYOUTS
from catalog_api.list_imports.csv_import import BOUNDS
from tests.column_page import PAGE, check_columns


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind)
def test_every_column_is_documented_with_its_wordings(layout):
    check_columns(f"(`{layout.kind}`)", layout)


def test_the_bounds_of_a_file_are_documented():
    assert f"{BOUNDS.size // 2**20} MiB, {BOUNDS.rows:,} rows, {BOUNDS.columns} columns" in PAGE
    assert f"{BOUNDS.cells:,} cells" in PAGE
    assert f"at most {BOUNDS.names}." in PAGE
