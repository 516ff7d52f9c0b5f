"""Tables that offices send: bytes to rows under known headings, or one problem with every fault.

    Column, Layout     the headings a table may have, each with its synonyms (`layouts`)
    Bounds             how much of a table is read (`bounds`)
    Faults             what is wrong, by row and column (`faults`)
    read_csv           the bytes of a CSV file as rows (`csv_file`)
    read_xlsx          the bytes of an XLSX file as rows (`xlsx_file`)
    read_table         records of cells from anywhere else as rows (`reading`)

Reading is one pass: its cost grows with the table's cells and characters and with nothing else.
"""

from gongkai.tables.bounds import Bounds
from gongkai.tables.csv_file import read_csv
from gongkai.tables.faults import Faults
from gongkai.tables.layouts import Column, Layout
from gongkai.tables.reading import LeftOut, Table, TableRow, read_table

__all__ = [
    "Bounds",
    "Column",
    "Faults",
    "Layout",
    "LeftOut",
    "Table",
    "TableRow",
    "read_csv",
    "read_table",
]
