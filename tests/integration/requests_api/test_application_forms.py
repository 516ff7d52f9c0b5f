"""The application form of 条例29: blank for anybody, filled in by the office to be signed."""

import io
import uuid

import pytest
import pytest_asyncio
from docx import Document

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from requests_api.cases.kinds import SupplyForm
from requests_api.letters.forms import supply_forms
from tests.feed_events import organ_event
from tests.integration.requests_api.letter_desk import content, draw, drawn, said, text_of
from tests.integration.requests_api.office_desk import SAMPLE

ASKED = (
    "申请人姓名或者名称",
    "身份证明",
    "联系方式",
    "所需政府信息的名称",
    "文号",
    "便于查询的其他特征性描述",
    "获取信息的方式",
    "获取信息的途径",
)
"""What 条例29 lets an office ask."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def taking(app):
    """An organ that takes applications."""
    organ_id = new_id()
    event = organ_event(organ_id, None, "试验县政府", [organ_id], takes_applications=True)
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, event)
    return organ_id


async def form(client, organ_id, **headers):
    path = "/requests/v1/application-form"
    return await client.get(path, params={"organ_id": str(organ_id)}, headers=headers)


def rows(docx):
    return [tuple(c.text for c in row.cells) for t in docx.tables for row in t.rows]


async def test_anybody_downloads_a_blank_form_that_asks_what_the_law_lets_it_ask(client, taking):
    answer = await form(client, taking)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].endswith("wordprocessingml.document")
    assert "filename" in answer.headers["content-disposition"]
    document = Document(io.BytesIO(answer.content))
    assert document.paragraphs[0].text == "试验县政府"
    asked = rows(document)
    assert [label.partition("（")[0] for label, _ in asked] == [*ASKED, "申请人签名或者盖章"]
    filled = dict(asked)
    assert [filled[label] for label, _ in asked[:6]] == [""] * 6
    assert "■" not in said(answer.content)
    assert "第二十九条" in said(answer.content)
    assert "代为填写" not in said(answer.content)


async def test_who_reads_english_gets_the_same_questions_in_english(client, taking):
    answer = await form(client, taking, **{"Accept-Language": "en"})
    asked = rows(Document(io.BytesIO(answer.content)))
    assert len(asked) == len(ASKED) + 1
    assert all(label.isascii() is False and label[0].isascii() for label, _ in asked)
    assert "Article 29" in said(answer.content)
    assert answer.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("changes", [{"takes_applications": False}, {"valid_until": "2020-01-01"}])
async def test_an_organ_that_takes_no_applications_has_no_form(client, office, changes):
    organ_id = new_id()
    known = {"takes_applications": True, **changes}
    event = organ_event(organ_id, None, "样例局", [organ_id], **known)
    async with office.database.unit_of_work() as session:
        await apply_organ(session, event)
    refused = await form(client, organ_id)
    assert (refused.status_code, refused.json()["code"]) == (404, "organ_not_found")
    assert (await form(client, uuid.uuid4())).status_code == 404
    assert (await form(client, "x")).status_code == 422


async def test_an_oral_application_is_filled_in_by_the_office_to_be_read_back_and_signed(desk):
    wanted = {"document_reference": "测字〔2025〕3号", "supply_form": "paper"}
    case_id = (await desk.key_in(channel="oral", **wanted))["id"]
    case = await desk.read(case_id)
    letter = await drawn(desk, case_id, "application_form")
    assert (letter["document_number"], letter["addressee"]) == (None, "file")
    text = await text_of(desk, case_id, letter)
    for fact in (
        SAMPLE["name"],
        SAMPLE["document"]["number"],
        SAMPLE["phone"],
        case["title"],
        "2025年测试文件一份",
        "测字〔2025〕3号",
        "■纸质",
        "□电子数据",
        "代为填写",
    ):
        assert fact in text
    read = await content(desk, case_id, letter["id"], role=Role.AUDITOR)
    assert (read.status_code, read.json()["code"]) == (403, "letter_withheld")
    foreign = await draw(desk, case_id, "application_form", organ=desk.organs.other)
    assert foreign.status_code == 404


async def test_the_form_of_what_came_before_2019_cites_the_text_of_2007(desk):
    case_id = (await desk.key_in(channel="oral", arrived_on="2019-05-14"))["id"]
    text = await text_of(desk, case_id, await drawn(desk, case_id, "application_form"))
    assert "（国务院令第492号）第二十条" in text
    assert "第二十九条" not in text


def test_one_form_of_supply_is_ticked():
    for form_wanted in SupplyForm:
        assert supply_forms(form_wanted).count("■") == 1
        assert f"■{form_wanted.label}" in supply_forms(form_wanted)
    assert supply_forms().count("□") == len(SupplyForm)
