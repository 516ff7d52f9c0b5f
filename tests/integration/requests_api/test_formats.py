"""Letters and files on paper as PDF: where a converter is, and where it is not."""

import pytest

from gongkai.files.conversion import Converter
from tests.converters import CONVERTS, FAILS, program
from tests.integration.requests_api.letter_desk import content, drawn


async def test_a_letter_is_no_pdf_without_a_converter(desk):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, "registration")
    answer = await content(desk, case_id, letter["id"], format="pdf")
    assert answer.status_code == 406
    assert answer.json()["code"] == "converter_missing"


@pytest.fixture
def converter(app, tmp_path):
    """One that works, for one test."""
    app.state.converter = Converter(program(tmp_path, CONVERTS))
    yield
    app.state.converter = None


async def test_a_letter_and_a_file_on_paper_are_pdf_where_a_converter_is(desk, converter):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, "registration")
    answer = await content(desk, case_id, letter["id"], format="pdf")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].endswith(".pdf")
    size = len((await content(desk, case_id, letter["id"])).content)
    assert answer.content == f"%PDF-1.7 of {size}".encode()
    printed = await desk.get(f"/cases/{case_id}/print", format="pdf")
    assert printed.content.startswith(b"%PDF-")
    assert printed.headers["content-disposition"].endswith(".pdf")


async def test_where_the_converter_fails_the_docx_is_still_there(desk, app, converter, tmp_path):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, "registration")
    program(tmp_path, FAILS)
    answer = await content(desk, case_id, letter["id"], format="pdf")
    assert answer.status_code == 503
    assert answer.json()["code"] == "conversion_failed"
    assert (await content(desk, case_id, letter["id"])).status_code == 200
