"""What docs/csv-columns.md says of the columns of one table."""

from pathlib import Path

PAGE = (Path(__file__).parents[1] / "docs" / "csv-columns.md").read_text("utf-8")


def check_columns(marked, layout):
    """The section whose heading or text has this mark names every column with its wordings."""
    (section,) = [part for part in PAGE.split("\n## ") if marked in part]
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
