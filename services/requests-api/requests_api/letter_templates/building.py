"""The shipped templates as DOCX files, made from their lines.

Page and type of GB/T 9704-2012: A4, text area 156 mm by 225 mm, lines 28 pt apart, text in 仿宋
of 16 pt (三号), title in 小标宋 of 22 pt (二号). Which fonts a machine has is not known: each names
another.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from requests_api.decisions.model import NationalText
from requests_api.letter_templates.kinds import LetterKind
from requests_api.letter_templates.layouts import framed, lines_of
from requests_api.letter_templates.lines import Line, Look
from requests_api.letter_templates.packages import Package
from requests_api.letter_templates.sheets import FORM_IN_ENGLISH
from requests_api.letter_templates.specs import SPECS
from requests_api.letter_templates.wording_of_2007 import lines_under_2007

_TEXT, _HEADING = "仿宋_GB2312", "方正小标宋简体"
_FONTS = {_TEXT: "仿宋", _HEADING: "宋体"}
"""The names of the standard, each with what stands in for it."""
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a property of the file that has no zone


class _Setting(NamedTuple):
    """How a line is set."""

    font: str = _TEXT
    size: int = 16
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    """Characters by which the first line is indented."""
    right: int = 0
    """Characters between the line and the right margin."""
    above: int = 0
    """Lines that are left free above it."""


_SETTINGS: Mapping[Look, _Setting] = {
    Look.TITLE: _Setting(_HEADING, 22, WD_ALIGN_PARAGRAPH.CENTER),
    Look.NUMBER: _Setting(align=WD_ALIGN_PARAGRAPH.CENTER),
    Look.FLUSH: _Setting(align=WD_ALIGN_PARAGRAPH.LEFT),
    Look.BODY: _Setting(indent=2),
    Look.RIGHT: _Setting(align=WD_ALIGN_PARAGRAPH.RIGHT, right=4),
    Look.SEAL: _Setting(align=WD_ALIGN_PARAGRAPH.RIGHT, right=4, above=2),
    Look.ROW: _Setting(align=WD_ALIGN_PARAGRAPH.LEFT),
    Look.CONTROL: _Setting(align=WD_ALIGN_PARAGRAPH.LEFT),
}


@cache
def shipped(kind: LetterKind, text: NationalText = NationalText.OF_2019) -> bytes:
    """The template of a kind; KeyError where none ships."""
    lines = lines_of(kind) if text is NationalText.OF_2019 else lines_under_2007(kind)
    return built(kind.label, lines)


@cache
def form_in_english() -> bytes:
    """The blank application form for who reads English."""
    title = "Application for government information 政府信息公开申请表"
    return built(title, framed(SPECS[LetterKind.APPLICATION_FORM], title, FORM_IN_ENGLISH))


def built(title: str, lines: Sequence[Line]) -> bytes:
    """A DOCX file of these lines."""
    document = Document()
    lay_out(document)
    describe(document, title)
    rows: list[str] = []
    for line in [*lines, Line("")]:
        if line.look is Look.ROW:
            rows.append(line.text)
            continue
        if rows:
            add_table(document, [row.partition("|")[::2] for row in rows])
            rows = []
        if line.text:
            set_line(document.add_paragraph(), line)
    made = io.BytesIO()
    document.save(made)
    return Package(made.getvalue()).with_texts({})


def lay_out(document: Any) -> None:  # noqa: ANN401 - python-docx names its class `document.Document`
    """A4 with the type area and the fonts of the standard."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.font.name = "Times New Roman"
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _TEXT)
    style.paragraph_format.space_after = Pt(0)
    part = next(p for p in document.part.package.iter_parts() if "fontTable" in p.partname)
    table = parse_xml(part.blob)
    for name, other in _FONTS.items():
        table.append(
            parse_xml(
                f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{other}"/></w:font>'
            )
        )
    part._blob = _serialised(table)  # noqa: SLF001 - python-docx knows no table of fonts


def _serialised(element: Any) -> bytes:  # noqa: ANN401 - an element of python-docx
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def describe(document: Any, title: str) -> None:  # noqa: ANN401 - see `lay_out`
    """Title and dates of the file's properties; nobody is named."""
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.last_modified_by, properties.language = "", "zh-CN"
    properties.created = properties.modified = _MADE


def set_line(paragraph: Any, line: Line) -> None:  # noqa: ANN401 - a paragraph of python-docx
    """One line in its look."""
    setting = _SETTINGS[line.look]
    run = paragraph.add_run(line.text)
    run.font.size = Pt(setting.size)
    run.font.name = "Times New Roman"
    run._element.rPr.rFonts.set(qn("w:eastAsia"), setting.font)  # noqa: SLF001 - it knows Latin fonts only
    form = paragraph.paragraph_format
    form.alignment = setting.align
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(28)
    if line.look is Look.TITLE:
        form.line_spacing = Pt(36)
    form.space_before = Pt(28 * setting.above)
    form.first_line_indent = Pt(setting.size * setting.indent)
    form.right_indent = Pt(setting.size * setting.right)


def add_table(document: Any, rows: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 - see `lay_out`
    """A table of two columns: what it is, and what it says."""
    table = document.add_table(len(rows), 2)
    table.style = "Table Grid"
    for row, said_of in zip(table.rows, rows, strict=True):
        for cell, said, width in zip(row.cells, said_of, (Mm(45), Mm(111)), strict=True):
            cell.width = width
            set_line(cell.paragraphs[0], Line(said, Look.ROW))
