"""The text of a PDF: its pages, what stands in notes and forms, and its properties.

What a page shows as a picture is not read, and said not to be. Pure but for reading.
"""

from collections.abc import Iterable
from typing import Any, BinaryIO

from pypdf import PageObject, PdfReader

from gongkai.screening.kinds import Kind, Part
from gongkai.screening.passages import Passages, TooMuchError

_MOST_PAGES = 3000
_MOST_ANNOTATIONS = 2000
_DEEPEST = 4
"""Forms within forms in which pictures are looked for."""


def read_pdf(file: BinaryIO, passages: Passages) -> None:
    """Every page. Raises whatever the library raises for a file that is damaged."""
    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):  # many lock the changing alone
        passages.unscreened.add(Kind.NOT_SCREENED_ENCRYPTED)
        return
    if len(reader.pages) > _MOST_PAGES:
        raise TooMuchError
    for number, page in enumerate(reader.pages, start=1):
        shown = page.extract_text()
        passages.add(Part.PAGE, number, shown)
        is_drawn = not shown.strip() and page.get_contents() is not None
        if is_drawn or _has_picture(page.get("/Resources"), _DEEPEST):
            passages.unscreened.add(Kind.NOT_SCREENED_PICTURE)
        _annotations(page, number, passages)
    for value in (reader.metadata or {}).values():
        passages.add(Part.PROPERTY, "info", str(_held(value)))
    _of_the_root(_held(reader.trailer["/Root"]), passages)


def _has_picture(resources: Any, depth: int) -> bool:  # noqa: ANN401 - an object of the file
    drawn = _held(_held(resources or {}).get("/XObject") or {})
    for each in map(_held, drawn.values()):
        if each.get("/Subtype") == "/Image":
            return True
        is_form = each.get("/Subtype") == "/Form"
        if is_form and depth and _has_picture(each.get("/Resources"), depth - 1):
            return True
    return False


def _annotations(page: PageObject, number: int, passages: Passages) -> None:
    """Notes, links, and what was filled into forms."""
    held: Iterable[Any] = _held(page.get("/Annots") or [])
    for place, each in enumerate(map(_held, held)):
        if place >= _MOST_ANNOTATIONS:
            raise TooMuchError
        if each.get("/Subtype") == "/FileAttachment":
            passages.unscreened.add(Kind.NOT_SCREENED_EMBEDDED)
        action = _held(each.get("/A") or {})
        for value in (each.get("/Contents"), each.get("/V"), action.get("/URI")):
            if isinstance(_held(value), str):
                passages.add(Part.COMMENT, number, _held(value))


def _of_the_root(root: Any, passages: Passages) -> None:  # noqa: ANN401 - an object of the file
    described = _held(root.get("/Metadata"))
    if described is not None:
        text = described.get_data().decode("utf-8", "replace")
        passages.add(Part.PROPERTY, "xmp", text)
    if "/EmbeddedFiles" in _held(root.get("/Names") or {}) or root.get("/AF"):
        passages.unscreened.add(Kind.NOT_SCREENED_EMBEDDED)


def _held(value: Any) -> Any:  # noqa: ANN401 - a reference, or what it refers to
    return value.get_object() if hasattr(value, "get_object") else value
