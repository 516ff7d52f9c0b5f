"""The document: sheets as tables on A4 (GB/T 9704). Pure."""

import io
from collections.abc import Sequence

from docx import Document

from requests_api.letter_templates.building import add_table, describe, lay_out, set_line
from requests_api.letter_templates.lines import Line, Look
from requests_api.printing.sheets import Sheet


def docx_of(title: str, notes: Sequence[str], sheets: Sequence[Sheet]) -> bytes:
    """A DOCX with a title, lines below it, and a table for each sheet that has rows."""
    document = Document()
    lay_out(document)
    describe(document, title)
    set_line(document.add_paragraph(), Line(title, Look.TITLE))
    for note in notes:
        set_line(document.add_paragraph(), Line(note, Look.FLUSH))
    for sheet in sheets:
        if sheet.rows:
            set_line(document.add_paragraph(), Line(sheet.heading, Look.FLUSH))
            add_table(document, [(row.label, row.text) for row in sheet.rows])
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
