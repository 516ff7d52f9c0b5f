"""A DOCX as a package: what is in it, and its parts that hold text. Pure but for memory.

What kind of file it is, and that it holds no macros and is no bomb, has been looked at when it came
(`gongkai.files.sniffing`); here stands what a letter has no use for although a document may.
"""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from requests_api.letter_templates.kinds import Why
from requests_api.letter_templates.notation import NotationError

LARGEST = 2 * 1024 * 1024
"""Bytes of a template."""
_MOST_MEMBERS = 300
_LARGEST_PART = 4 * 1024 * 1024
_LARGEST_UNPACKED = 24 * 1024 * 1024
_MOST_ELEMENTS = 200_000
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_W}}}"
"""The namespace of WordprocessingML, before a name."""
_TEXTS = frozenset(f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes"))
_EMBEDDED_NAMES = ("vbaproject", "/embeddings/", "/activex/", "/customui/", "/afchunk", ".bin")
_EMBEDDED = frozenset({"object", "altChunk", "control", "subDoc", "OLEObject", "movie"})
_FIELD_CODES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_INSTRUCTIONS = (f"{W}instrText", f"{W}delInstrText")
_STAMP = (2026, 1, 1, 0, 0, 0)
"""The time of every member, so that the same letter is the same file."""

Element = etree._Element  # noqa: SLF001 - the class that lxml's own stubs name so
Parts = Mapping[str, Element]
"""Parts by their names, parsed."""


class Package:
    """A DOCX in memory whose parts with text can be replaced. Raises `NotationError`."""

    def __init__(self, content: bytes) -> None:
        self._members: dict[str, bytes] = _members(content)
        self.texts: dict[str, Element] = {}
        elements = 0
        for name, blob in self._members.items():
            if not name.lower().endswith((".xml", ".rels")):
                continue
            root = _parsed(name, blob)
            elements += _check(name, root)
            if elements > _MOST_ELEMENTS:
                raise NotationError(name, Why.TOO_MUCH)
            if root.tag in _TEXTS:
                self.texts[name] = root
        if not self.texts:
            raise NotationError("[Content_Types].xml", Why.DAMAGED)

    def with_texts(self, texts: Parts) -> bytes:
        """The package with other text in it."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, blob in self._members.items():
                member = zipfile.ZipInfo(name, _STAMP)
                member.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(member, _written(texts[name]) if name in texts else blob)
        return made.getvalue()


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _members(content: bytes) -> dict[str, bytes]:
    if len(content) > LARGEST:
        raise NotationError(f"{len(content)}", Why.TOO_MUCH)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            found = package.infolist()
            sizes = [member.file_size for member in found]
            if len(found) > _MOST_MEMBERS or sum(sizes) > _LARGEST_UNPACKED:
                raise NotationError("[Content_Types].xml", Why.TOO_MUCH)
            for member in found:
                _check_name(member)
            return {member.filename: package.read(member) for member in found}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise NotationError("[Content_Types].xml", Why.DAMAGED) from None


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.filename.lower()
    if any(part in f"/{name}" for part in _EMBEDDED_NAMES):
        raise NotationError(member.filename, Why.EMBEDDED)
    if member.file_size > _LARGEST_PART:
        raise NotationError(member.filename, Why.TOO_MUCH)
    if name.startswith("/") or ".." in name.split("/"):
        raise NotationError(member.filename, Why.DAMAGED)


def _parsed(name: str, blob: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(blob, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotationError(name, Why.DAMAGED) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotationError(name, Why.DAMAGED)
    return root


def _check(name: str, root: Element) -> int:
    """Refuse what no letter has; returns how many elements the part has."""
    elements = 0
    for element in root.iter():
        elements += 1
        if not isinstance(element.tag, str):
            continue
        local = element.tag.rpartition("}")[2]
        if local == "Relationship" and (element.get("TargetMode") or "").lower() == "external":
            raise NotationError(f"{name}: {element.get('Target') or ''}", Why.EXTERNAL)
        if local in _EMBEDDED:
            raise NotationError(f"{name}: {local}", Why.EMBEDDED)
    codes = [_code(each) for each in root.iter(*_INSTRUCTIONS)]
    codes += [_word(each.get(f"{W}instr")) for each in root.iter(f"{W}fldSimple")]
    for code in codes:
        if code and code not in _FIELD_CODES:
            raise NotationError(f"{name}: {code}", Why.FIELD_CODE)
    return elements


def _code(element: Element) -> str:
    """The first word of an instruction; one that is spread over several runs has it in the first,
    and what follows begins with a switch.
    """
    text = (element.text or "").strip()
    return "" if text.startswith("\\") or text == "MERGEFORMAT" else _word(text)


def _word(text: str | None) -> str:
    words = (text or "").split()
    return words[0].upper() if words else ""
