"""Files of every kind, made here: small, and of nobody's."""

import io
import zipfile

_OPEN = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN = "application/vnd.openxmlformats-officedocument.{kind}.main+xml"
DOCX_MAIN = _MAIN.format(kind="wordprocessingml.document")
XLSX_MAIN = _MAIN.format(kind="spreadsheetml.sheet")


def package(members, *, packing=zipfile.ZIP_DEFLATED):
    """A ZIP package of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", packing) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return held.getvalue()


def content_types(main):
    """The list of content types of a package of Office."""
    part = f'<Override PartName="/document.xml" ContentType="{main}"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{_OPEN}">{part}</Types>'


def office(main=DOCX_MAIN, **more):
    """A document of Office; ``more`` are further members."""
    return package({"[Content_Types].xml": content_types(main), "document.xml": "<a/>"} | more)


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(32)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(32)
TIFF = b"II*\x00\x08\x00\x00\x00" + bytes(32)
TEXT = "示例说明\n第一行\t第二列\r\n".encode()
GB_TEXT = "示例说明，另一种编码\n".encode("gb18030")
DOCX, XLSX = office(), office(XLSX_MAIN)
OFD = package({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"})
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(64)
