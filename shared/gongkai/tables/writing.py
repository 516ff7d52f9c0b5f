"""Tables as files for office software: CSV as it streams, XLSX in a temporary file.

Rows come in pages, so that a table of a hundred thousand is never whole in memory; every cell is a
text, guarded so that no spreadsheet computes it.
"""

import asyncio
import csv
import io
import tempfile
from collections.abc import AsyncIterator, Iterable, Sequence

from openpyxl import Workbook

from gongkai.tables.cells import guarded

Page = Sequence[Sequence[str]]
_BOM = "\ufeff"
_IN_MEMORY = 512 * 1024
_PIECE = 256 * 1024


async def csv_chunks(heading: Sequence[str], pages: AsyncIterator[Page]) -> AsyncIterator[bytes]:
    """A CSV file in UTF-8 with its mark, as Excel wants it, page by page."""
    yield (_BOM + _lines([heading])).encode()
    async for page in pages:
        yield (await asyncio.to_thread(_lines, page)).encode()


async def xlsx_chunks(heading: Sequence[str], pages: AsyncIterator[Page]) -> AsyncIterator[bytes]:
    """An XLSX file of one sheet, once it is whole; its heading stays in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"

    def append(rows: Page) -> None:
        for row in rows:
            sheet.append([guarded(cell) for cell in row])

    await asyncio.to_thread(append, [heading])
    async for page in pages:
        await asyncio.to_thread(append, page)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        await asyncio.to_thread(book.save, file)
        await asyncio.to_thread(file.seek, 0)
        while piece := await asyncio.to_thread(file.read, _PIECE):
            yield piece


def _lines(rows: Iterable[Sequence[str]]) -> str:
    held = io.StringIO()
    csv.writer(held).writerows([guarded(cell) for cell in row] for row in rows)
    return held.getvalue()
