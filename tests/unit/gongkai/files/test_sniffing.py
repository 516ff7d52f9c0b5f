"""The content decides what a file is; name and header are held against it."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.files.errors import FileTypeDiffers, FileTypeNotAllowed, FileUnsafe
from gongkai.files.kinds import SUFFIXES, MediaType
from gongkai.files.sniffing import sniff
from tests.unit.gongkai.files import made

GOOD = [
    ("一.pdf", made.PDF, MediaType.PDF),
    ("一.PDF", made.PDF, MediaType.PDF),
    ("一.png", made.PNG, MediaType.PNG),
    ("一.jpg", made.JPEG, MediaType.JPEG),
    ("一.jpeg", made.JPEG, MediaType.JPEG),
    ("一.tif", made.TIFF, MediaType.TIFF),
    ("一.txt", made.TEXT, MediaType.TEXT),
    ("一.txt", made.GB_TEXT, MediaType.TEXT),
    ("一.csv", made.TEXT, MediaType.CSV),
    ("一.docx", made.DOCX, MediaType.DOCX),
    ("一.xlsx", made.XLSX, MediaType.XLSX),
    ("一.ofd", made.OFD, MediaType.OFD),
]


def told(content, name, declared=None):
    return sniff(io.BytesIO(content), len(content), name, declared)


@pytest.mark.parametrize(("name", "content", "kind"), GOOD)
def test_a_file_of_office_use_is_known_by_its_content(name, content, kind):
    assert told(content, name) is kind
    assert told(content, name, kind.value) is kind
    assert told(content, name, "application/octet-stream") is kind


@pytest.mark.parametrize("declared", ["application/vnd.ms-excel", "application/x-zip-compressed"])
def test_what_browsers_call_a_file_does_not_matter(declared):
    assert told(made.TEXT, "一.csv", declared) is MediaType.CSV


@pytest.mark.parametrize(("name", "content", "kind"), GOOD)
def test_a_name_of_another_type_is_a_lie(name, content, kind):
    texts = {MediaType.TEXT, MediaType.CSV}
    for other, ends in SUFFIXES.items():
        if other is kind or {other, kind} <= texts:
            continue
        with pytest.raises(FileTypeDiffers) as refused:
            told(content, f"一{ends[0]}")
        assert refused.value.status == 422
        with pytest.raises(FileTypeDiffers):
            told(content, name, other.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("一.exe", made.PROGRAM),
        ("一.pdf", made.PROGRAM),
        ("一.txt", made.PROGRAM),
        ("一.sh", b"#!/bin/sh\n"),
        ("一.html", b"<script>1</script>"),
        ("一", made.TEXT),
        ("一.gif", b"GIF89a" + bytes(20)),
        ("一.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)),
        ("一.rar", b"Rar!\x1a\x07\x00" + bytes(20)),
        ("一.zip", made.package({"a.txt": "a"})),
        ("一.docx", made.package({"a.exe": "a"})),
        ("一.pptx", made.office("application/x.presentationml.presentation.main+xml")),
        ("一.txt", "文本".encode("utf-16")),
        ("一.txt", b"a\x00b"),
        ("一.pdf", b"\n\n" + made.PDF),
    ],
)
def test_other_files_are_not_taken_in(name, content):
    with pytest.raises((FileTypeNotAllowed, FileTypeDiffers)):
        told(content, name)


def _with(**members):
    return made.office(**members)


@pytest.mark.parametrize(
    "content",
    [
        _with(**{"word/vbaProject.bin": "x"}),
        _with(**{"WORD/VBAPROJECT.BIN": "x"}),
        _with(**{"word/activeX/activeX1.xml": "x"}),
        _with(**{"xl/macrosheets/sheet1.xml": "x"}),
        made.office("application/vnd.ms-word.document.macroEnabled.main+xml"),
        made.package({"[Content_Types].xml": made.content_types(made.DOCX_MAIN).encode("utf-16")}),
        made.package({"[Content_Types].xml": "<!DOCTYPE a>" + made.content_types("&#x6d;")}),
        made.package({"[Content_Types].xml": " " * 1_100_000}),
        _with(**{"bomb.xml": bytes(30_000_000)}),
        made.package({f"{n}.xml": "" for n in range(6000)}),
        made.package({"OFD.xml": "<o/>"}, packing=zipfile.ZIP_BZIP2),
        made.DOCX[:-30],
        b"PK\x03\x04" + bytes(60),
    ],
)
def test_programs_bombs_and_damaged_packages_are_refused(content):
    with pytest.raises(FileUnsafe) as refused:
        told(content, "一.docx")
    assert refused.value.status == 422


def test_a_locked_package_is_refused():
    content = bytearray(made.DOCX)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = content.index(mark) + place
        content[at : at + 2] = struct.pack("<H", 1)
    with pytest.raises(FileUnsafe):
        told(bytes(content), "一.docx")


def test_members_that_share_their_bytes_are_counted_each():
    """Sizes are those stated: a thousand entries for one packed member are a thousand members."""
    names = {f"{n:05}.xml": "0" * 900_000 for n in range(3)}
    small = made.package({"OFD.xml": "<o/>"} | names)
    with pytest.raises(FileUnsafe):
        told(small, "一.ofd")


@given(st.binary(max_size=400), st.sampled_from(["", "PK\x03\x04", "%PDF-", "PK\x05\x06"]))
def test_any_bytes_are_a_type_or_a_problem(rest, start):
    content = start.encode("latin-1") + rest
    for ends in SUFFIXES.values():
        with suppress(FileTypeDiffers, FileTypeNotAllowed, FileUnsafe):
            assert told(content, f"一{ends[0]}") in MediaType
