"""The page on CSV columns says of every format what the import takes."""

from pathlib import Path

import pytest

from catalog_api.list_imports.columns import LAYOUTS
from catalog_api.list_imports.csv_import import BOUNDS

PAGE = (Path(__file__).parents[4] / "docs" / "csv-columns.md").read_text("utf-8")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind)
def test_every_column_is_documented_with_its_wordings(layout):
    (section,) = [part for part in PAGE.split("\n## ") if f"(`{layout.kind}`)" in part]
    rows = [line for line in section.splitlines() if line.startswith("| ")][2:]
    columns = (*layout.required, *layout.optional)
    assert len(rows) == len(columns)
    for row, column in zip(rows, columns, strict=True):
        name, must, wordings, longest, _ = (cell.strip() for cell in row.strip("|").split("|"))
        assert name == f"{column.label} `{column.name}`"
        assert must == ("yes 是" if column in layout.required else "no 否")
        taken = [each for each in column.synonyms if layout.column(each) is column]
        assert wordings == ("、".join(taken) or "–")
        assert longest == f"{column.longest:,}"


def test_the_bounds_of_a_file_are_documented():
    assert f"{BOUNDS.size // 2**20} MiB, {BOUNDS.rows:,} rows, {BOUNDS.columns} columns" in PAGE
    assert f"{BOUNDS.cells:,} cells" in PAGE
    assert f"at most {BOUNDS.names}." in PAGE
