"""DOCX files of the tests: harmless ones, and the same with something in them."""

import io
import zipfile
from functools import cache

from docx import Document
from docx.oxml.ns import qn

MACRO_TYPES = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELATIONSHIP = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}" TargetMode="External"/>'
)


@cache
def _plain():
    """The empty document without its some 160 styles, which most of a reading would go to."""
    document, content = Document(), io.BytesIO()
    styles = document.styles.element
    for style in styles.style_lst:
        if style.get(qn("w:default")) is None:
            styles.remove(style)
    for kind, related in list(document.part.rels.items()):
        if related.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(kind)
    document.save(content)
    return content.getvalue()


def docx(*paragraphs, header=None, table=(), title=None):
    """A document of these paragraphs; a tuple is one of several runs."""
    document = Document(io.BytesIO(_plain()))
    for paragraph in paragraphs:
        made = document.add_paragraph()
        for run in paragraph if isinstance(paragraph, tuple) else (paragraph,):
            made.add_run(run)
    if header is not None:
        document.sections[0].header.paragraphs[0].text = header
    if table:
        made = document.add_table(len(table), 1)
        for row, text in zip(made.rows, table, strict=True):
            row.cells[0].text = text
    if title is not None:
        document.core_properties.title = title
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def changed(content, change):
    """The package after ``change`` of its members, a dictionary."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    change(members)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, blob in members.items():
            package.writestr(name, blob)
    return made.getvalue()


def with_member(name, blob):
    return changed(docx("text"), lambda members: members.update({name: blob}))


def with_body(xml):
    """A document with ``xml`` in its body."""

    def change(members):
        document = members["word/document.xml"].decode()
        members["word/document.xml"] = document.replace("<w:body>", f"<w:body>{xml}").encode()

    return changed(docx("text"), change)


def with_relationship(kind, target):
    def change(members):
        name = "word/_rels/document.xml.rels"
        entry = RELATIONSHIP.format(kind=kind, target=target)
        rels = members[name].decode().replace("</Relationships>", f"{entry}</Relationships>")
        members[name] = rels.encode()

    return changed(docx("text"), change)


def with_entities():
    def change(members):
        declared = (
            b'<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">'
            b'<!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
        )
        document = members["word/document.xml"]
        at = document.index(b"<w:document")
        members["word/document.xml"] = document[:at] + declared + document[at:]

    return changed(docx("text"), change)


def texts(content):
    """The paragraphs of a document, and the rows of its tables."""
    document = Document(io.BytesIO(content))
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + rows
