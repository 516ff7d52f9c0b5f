"""Forms of one file, and names as people give them."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.files.errors import FileNameUnusable, FormUnreadable
from gongkai.files.forms import FormFile
from gongkai.files.names import file_name
from gongkai.files.web import disposition

HEAD = b'Content-Disposition: form-data; name="file"; filename="\xe4\xb8\x80.pdf"'


def form(content=b"abc", head=HEAD, *, end=b"\r\n--b--\r\n", start=b"--b\r\n"):
    return start + head + b"\r\nContent-Type: application/pdf\r\n\r\n" + content + end


def read(body, size=7):
    async def pieces():
        for start in range(0, len(body), size):
            yield body[start : start + size]

    async def whole():
        async with FormFile(b"b", pieces()) as found:
            content = b"".join([piece async for piece in found.content()])
            return found.name, found.declared, content

    return asyncio.run(whole())


@given(st.binary(max_size=300), st.integers(1, 50))
def test_a_file_comes_through_whole_however_it_is_cut(content, size):
    assume_free = content.replace(b"\r\n--b", b"")
    told = read(form(assume_free), size)
    assert told == ("一.pdf", "application/pdf", assume_free)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nothing",
        form(end=b""),
        form(end=b"\r\n--b"),
        form(end=b"\r\n" + form()),
        form(head=b'Content-Disposition: form-data; name="other"; filename="a.pdf"'),
        form(head=b'Content-Disposition: form-data; name="file"'),
        form(head=b'Content-Disposition: attachment; name="file"; filename="a.pdf"'),
        form(head=b"X-Other: 1"),
        form(head=HEAD + b"\r\nX: " + b"x" * 9000),
        form(head=HEAD + b"\r\nX: 1" * 20),
        form(head=b'Content-Disposition: form-data; name="file"; filename="\xff.pdf"'),
    ],
)
def test_another_form_is_refused(body):
    with pytest.raises(FormUnreadable):
        read(body)


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "  ",
        ".",
        "..",
        ".pdf",
        "a/b.pdf",
        "a\\b.pdf",
        "a:b.pdf",
        'a"b.pdf',
        "a\x00.pdf",
        "a\r\nX: y.pdf",
        "a\u202efdp.exe",
        "一" * 90 + ".pdf",
    ],
)
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(FileNameUnusable):
        file_name(name)


def test_a_name_stays_as_it_is_in_its_usual_form():
    assert file_name(" 附图（一） e\u0301.pdf ") == "附图（一） é.pdf"


@given(st.text(max_size=60))
def test_any_name_is_a_header_of_printable_ascii(text):
    try:
        name = file_name(text)
    except FileNameUnusable:
        return
    told = disposition(name)
    assert told.isascii()
    assert told.isprintable()
    assert told.count('"') == 2
