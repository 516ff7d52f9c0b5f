"""DOCX to PDF by a program that may fail, lie, hang or be asked for too much."""

import asyncio
import io
import shutil
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from gongkai.errors import Unavailable
from gongkai.files.conversion import Converter
from gongkai.files.errors import ConversionFailed
from tests.converters import CONVERTS, FAILS, HANGS, LIES, TELLS_ITS_ENVIRONMENT, program
from tests.waiting import until


async def pieces(content):
    for start in range(0, len(content), 1000):
        yield content[start : start + 1000]


async def test_a_file_is_converted(tmp_path):
    converter = Converter(program(tmp_path, CONVERTS))
    assert await converter.pdf_of(pieces(b"x" * 2500)) == b"%PDF-1.7 of 2500"


@pytest.mark.parametrize("body", [FAILS, LIES], ids=["fails", "lies"])
async def test_what_is_no_pdf_is_not_handed_out(tmp_path, body):
    with pytest.raises(ConversionFailed):
        await Converter(program(tmp_path, body)).pdf_of(pieces(b"x"))


async def test_who_hangs_is_given_up(tmp_path):
    converter = Converter(program(tmp_path, HANGS), seconds=0.01)
    with pytest.raises(ConversionFailed):
        await converter.pdf_of(pieces(b"x"))


async def test_what_it_started_ends_with_it(tmp_path):
    asked = asyncio.create_task(Converter(program(tmp_path, HANGS)).pdf_of(pieces(b"x")))
    child = tmp_path / "child"
    await asyncio.to_thread(until, child.exists)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    status = Path("/proc") / child.read_text("utf-8") / "stat"
    assert not status.exists() or status.read_text("utf-8").split()[2] == "Z"


async def test_nothing_of_our_environment_is_there_to_be_read(tmp_path, monkeypatch):
    monkeypatch.setenv("GONGKAI_FIELD_KEYS", "made-up")
    told = await Converter(program(tmp_path, TELLS_ITS_ENVIRONMENT)).pdf_of(pieces(b"x"))
    assert set(told[5:].decode().split()) <= {"HOME", "LC_ALL", "LC_CTYPE", "PATH"}


async def test_too_many_at_once_are_sent_away_and_the_others_served(tmp_path):
    converter = Converter(program(tmp_path, CONVERTS))
    asked = [converter.pdf_of(pieces(b"x")) for _ in range(9)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refused = [answer for answer in answers if isinstance(answer, Unavailable)]
    assert len(refused) == 4
    assert sum(isinstance(answer, bytes) for answer in answers) == 5
    assert await converter.pdf_of(pieces(b"x"))


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")
async def test_the_real_one_converts_chinese(tmp_path):
    document = Document()
    document.add_paragraph("测试文书：予以公开。")
    held = io.BytesIO()
    document.save(held)
    made = await Converter(Path(OFFICE)).pdf_of(pieces(held.getvalue()))
    assert "予以公开" in PdfReader(io.BytesIO(made)).pages[0].extract_text()
