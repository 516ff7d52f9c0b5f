"""The texts of a DOCX or XLSX: not what a program shows of it alone, but whatever stands in its
parts, since all of that leaves with the file: deleted text, comments, hidden sheets, properties.

Libraries that read such files read what is shown. So every part is read as XML, element by element,
without entities. Pure but for reading.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, BinaryIO

from lxml import etree

from gongkai.screening.kinds import Kind, Part
from gongkai.screening.passages import Passages, TooMuchError
from gongkai.screening.sheets import Sheets

MOST_MEMBERS = 5000
LARGEST_UNPACKED = 300 * 1024 * 1024
_READ = (".xml", ".rels", ".vml")
_PICTURES = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|ico|wdp|webp)$")
_NOTHING = re.compile(r"(^|/)(fonts|printersettings)/|\.(odttf|ttf)$")
"""Members that say nothing of anybody."""
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
_SAYING = frozenset({"alt", "author", "descr", "display", "title", "tooltip"})
"""Attributes in which somebody wrote something: what a picture shows, whose change it was."""
_GAPS: Mapping[str, str] = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_PLACES = (
    (re.compile(r"^word/document"), Part.PARAGRAPH),
    (re.compile(r"^word/(header|footer)"), Part.MARGIN),
    (re.compile(r"^word/(footnotes|endnotes)"), Part.NOTE),
    (re.compile(r"comments|person"), Part.COMMENT),
    (re.compile(r"^(docprops|customxml)/"), Part.PROPERTY),
)


class DamagedError(Exception):
    """A part of the package is no XML, or declares a document type."""


def read_office(file: BinaryIO, passages: Passages) -> None:
    """Every part of the package. Raises `TooMuchError`, `DamagedError` and `BadZipFile`."""
    with zipfile.ZipFile(file) as package:
        members = package.infolist()
        unpacked = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED:
            raise TooMuchError
        sheets = Sheets(passages)
        for member in sorted(members, key=lambda each: each.filename):
            _read_member(package, member, passages, sheets)
        sheets.end()


def _read_member(
    package: zipfile.ZipFile, member: zipfile.ZipInfo, passages: Passages, sheets: Sheets
) -> None:
    name = member.filename.lower()
    if name.endswith(_READ):
        with package.open(member) as part:
            if name.endswith(".rels"):
                _read_links(part, passages)
            elif name.startswith("xl/") and sheets.reads(name):
                sheets.read(name, _heard(Part.CELL, elements(part), passages))
            else:
                _read_texts(name, part, passages)
    elif _PICTURES.search(name):
        passages.unscreened.add(Kind.NOT_SCREENED_PICTURE)
    elif not name.endswith("/") and not _NOTHING.search(name):
        passages.unscreened.add(Kind.NOT_SCREENED_EMBEDDED)


def elements(part: IO[bytes]) -> Iterator[tuple[str, str, Any]]:
    """The elements of a part: `start` or `end`, the name without its namespace, the element. What
    has ended is forgotten, so that a part costs no memory. Raises `DamagedError`.
    """
    try:
        for event, element in etree.iterparse(
            part, ("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
        ):
            if event == "start" and element.getparent() is None:
                _check_plain(element)
            yield event, str(element.tag).rpartition("}")[2], element
            if event == "end":
                element.clear(keep_tail=False)
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
    except (etree.XMLSyntaxError, ValueError, zipfile.BadZipFile, EOFError) as error:
        raise DamagedError from error


def _heard(
    part: Part, told: Iterable[tuple[str, str, Any]], passages: Passages
) -> Iterator[tuple[str, str, Any]]:
    """The same elements; what their attributes say to people, as the name of a sheet, is read."""
    for event, tag, element in told:
        if event == "start":
            for name, text in element.attrib.items():
                plain = str(name).rpartition("}")[2]
                if plain in _SAYING or (tag == "sheet" and plain == "name"):
                    passages.add(part, tag, str(text))
        yield event, tag, element


def _check_plain(root: Any) -> None:  # noqa: ANN401 - an element
    if root.getroottree().docinfo.doctype:
        raise DamagedError


def _read_links(part: IO[bytes], passages: Passages) -> None:
    for event, name, element in elements(part):
        is_outer = (element.get("TargetMode") or "").lower() == "external"
        if event == "start" and name == "Relationship" and is_outer:
            passages.add(Part.LINK, "", element.get("Target") or "")


def _read_texts(name: str, part: IO[bytes], passages: Passages) -> None:
    """Paragraph by paragraph; what stands outside of any is read by itself."""
    kind = next((kind for begin, kind in _PLACES if begin.search(name)), Part.FURTHER)
    open_texts: list[list[str]] = []
    number = 0
    for event, tag, element in _heard(kind, elements(part), passages):
        if tag == "p" and event == "start":
            open_texts.append([])
        elif tag == "p" and open_texts:
            number += 1
            passages.add(kind, number, "".join(open_texts.pop()))
        elif event == "end" and open_texts:
            if tag in _TEXTS:
                open_texts[-1].append(element.text or "")
            elif tag in _GAPS:
                open_texts[-1].append(_GAPS[tag])
        elif event == "end" and element.text:
            passages.add(kind, number, element.text)
