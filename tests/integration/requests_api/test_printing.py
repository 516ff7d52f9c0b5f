"""A file on paper: what stands in it is what its reader sees, and who printed it is on record."""

import hashlib
import io

import pytest_asyncio
from docx import Document

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import SAMPLE
from tests.integration.requests_api.test_letters import drawn

SECRET = "只有经办人可见的特征性描述"


def said(content):
    """Paragraphs, and the rows of all tables, of a DOCX."""
    document = Document(io.BytesIO(content))
    rows = [tuple(cell.text for cell in row.cells) for t in document.tables for row in t.rows]
    return [paragraph.text for paragraph in document.paragraphs], rows


async def printed(desk, case_id, *, role=Role.CLERK, organ=None, **query):
    return await desk.get(f"/cases/{case_id}/print", role=role, organ=organ, **query)


@pytest_asyncio.fixture(loop_scope="session")
async def long_case(desk):
    on = desk.today()
    applicant = {**SAMPLE, "help_needed": ["sight"]}
    case_id = await desk.registered(description=SECRET, applicant=applicant)
    notice = {"notified_on": on, "items": ["请写明文件名称"], "working_days": 7}
    await desk.done(f"/cases/{case_id}/correction-notice", notice)
    await drawn(desk, case_id, "correction_notice")
    await desk.done(f"/cases/{case_id}/correction", {"received_on": on, "title": "测试文件一"})
    extension = {"working_days": 5, "approved_on": on, "notified_on": on}
    await desk.done(f"/cases/{case_id}/extension", extension, role=Role.HEAD)
    await desk.consult(case_id, on)
    return case_id


async def test_a_file_is_printed_by_its_parts_with_letters_and_history(desk, long_case):
    answer = await printed(desk, long_case)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    case = await desk.read(long_case)
    lines, rows = said(answer.content)
    assert lines[0] == "政府信息公开申请卷宗"
    assert f"编号：{case['number']}" in lines
    for heading in ("基本情况", "申请人", "补正", "征求意见", "期限", "文书目录", "办理经过"):
        assert heading in lines, heading
    told = dict(rows)
    assert told["所需信息"] == "测试文件一"
    assert told["其他特征性描述"] == SECRET
    assert told["需要的帮助（条例43）"] == "视力障碍"
    assert told["姓名、名称"] == case["applicant"]["name"], "masked as in the file"
    assert (
        told["证件号码" if "证件号码" in told else "文号、证件号码"]
        == case["applicant"]["document_number"]
    )
    assert any("补正告知书" in text for _, text in rows)
    assert any("延长答复期限5个工作日" in text for _, text in rows)
    everything = str(rows)
    for secret in (SAMPLE["name"], SAMPLE["phone"], SAMPLE["document"]["number"]):
        assert secret not in everything
    assert not any(text in {"", "None", "[]"} for _, text in rows)


async def test_who_only_oversees_prints_what_they_see(desk, organs, long_case):
    answer = await printed(desk, long_case, role=Role.SUPERVISOR, organ=organs.parent)
    _, rows = said(answer.content)
    assert SECRET not in str(rows)
    assert dict(rows)["其他特征性描述"] == "（不予显示）"


async def test_the_outer_view_holds_what_the_applicant_is_told(desk, long_case):
    lines, rows = said((await printed(desk, long_case, view="outer")).content)
    assert "范围：申请人所见" in lines
    everything = str(rows)
    assert "收到您的申请" in everything
    assert "clerk" not in everything
    assert SECRET not in everything
    assert "补正告知书" in everything


async def test_who_printed_what_stands_on_record_and_makes_no_version_stale(desk, long_case):
    before = desk.etags[long_case]
    answer = await printed(desk, long_case, role=Role.HEAD, view="outer")
    *_, event = (await desk.get(f"/cases/{long_case}/events")).json()
    assert (event["type"], event["actor"]) == ("file_printed", "head")
    digest = hashlib.sha256(answer.content).hexdigest()
    assert event["data"] == {"view": "outer", "sha256": digest}
    moved = await desk.post(f"/cases/{long_case}/assignment", {"assignee": "clerk-2"}, etag=before)
    assert moved.status_code == 200, moved.text


async def test_without_a_converter_there_is_no_pdf_and_nothing_is_recorded(desk, long_case):
    refused = await printed(desk, long_case, format="pdf")
    assert refused.status_code == 406
    events = (await desk.get(f"/cases/{long_case}/events")).json()
    assert "file_printed" not in {event["type"] for event in events}
    for wrong in ({"format": "odt"}, {"view": "both"}):
        assert (await printed(desk, long_case, **wrong)).status_code == 422


async def test_another_organ_prints_nothing(desk, organs, long_case):
    refused = await printed(desk, long_case, organ=organs.other)
    assert (refused.status_code, refused.json()["code"]) == (404, "case_not_found")
