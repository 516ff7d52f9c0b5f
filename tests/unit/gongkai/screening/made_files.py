"""Files to be looked through, made here; whoever they name does not exist."""

import io

import docx
from pypdf import PdfReader, PdfWriter

from tests.unit.gongkai.files.made import DOCX_MAIN, XLSX_MAIN, content_types, package

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def word(*paragraphs, **parts):
    """A document with these paragraphs, each a list of runs; ``parts`` as XML by their names."""
    made = docx.Document()
    for runs in paragraphs:
        paragraph = made.add_paragraph()
        for run in [runs] if isinstance(runs, str) else runs:
            paragraph.add_run(run)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def raw_word(body, members=()):
    """A document whose body is this XML, with further members."""
    parts = {
        "[Content_Types].xml": content_types(DOCX_MAIN),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    return package(parts | dict(members))


def workbook(cells, strings=(), members=()):
    """A workbook of one sheet: ``cells`` are (reference, type, value)."""
    rows = "".join(f'<c r="{at}" t="{kind}"><v>{value}</v></c>' for at, kind, value in cells)
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    parts = {
        "[Content_Types].xml": content_types(XLSX_MAIN),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><row>{rows}</row></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{shared}</sst>',
    }
    return package(parts | dict(members))


def pdf(*pages):
    """A PDF whose pages show these lines of ASCII."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n, text in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode() if text else b"72 72 m 90 90 l S"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]"
            b"/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>" % (5 + 2 * n)
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn))
    made, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    )


def rewritten(content, change):
    """A PDF after ``change`` of the library's writer."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()
