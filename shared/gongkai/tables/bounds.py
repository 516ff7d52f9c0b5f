"""How much of a table is read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The most that one table may have; beyond any of them reading ends at once."""

    size: int
    """Bytes of the file."""
    rows: int
    """Rows below the heading, those without content included."""
    columns: int
    """Cells of the heading."""
    cells: int
    """Cells of the whole table, empty ones included."""
    names: int
    """Names in the cells of one row that hold names; more is a fault of that row."""
    all_names: int
    """Names in those cells of the whole table: each is looked up."""
