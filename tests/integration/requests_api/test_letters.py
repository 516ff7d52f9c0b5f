"""Letters: what they say is what the record says, numbered without gaps."""

import asyncio
import uuid

import pytest

from gongkai.auth.principal import Role
from requests_api.letters.wording import chinese_date
from tests.integration.requests_api.letter_desk import (
    AUTHORITY,
    COURT,
    NUMBERED,
    draw,
    drawn,
    text_of,
)
from tests.integration.requests_api.office_desk import REPLY, SAMPLE


async def test_a_receipt_says_what_the_record_says(desk):
    case_id = (await desk.key_in())["id"]
    letter = await drawn(desk, case_id, "receipt")
    case = await desk.read(case_id)
    text = await text_of(desk, case_id, letter)
    for fact in ("甲局", SAMPLE["name"], case["receipt_number"], case["title"]):
        assert fact in text
    assert chinese_date(desk.clock.today()) in text
    assert letter["document_number"] is None
    assert letter["addressee"] == "applicant"


async def test_what_is_drawn_up_stands_on_record_with_its_digest(desk):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, **NUMBERED)
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    event = next(event for event in events if event["type"] == "letter_drawn_up")
    assert event["data"]["ref"] == letter["id"]
    assert event["data"]["sha256"] == letter["file"]["sha256"]
    assert event["data"]["document_number"] == letter["document_number"]
    assert SAMPLE["name"] not in str(events)
    listed = (await desk.get(f"/cases/{case_id}/letters")).json()["items"]
    assert listed == [letter]
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert chain["valid"] is True


async def test_numbers_have_no_gap_whoever_draws_at_once(desk):
    case_ids = [await desk.registered() for _ in range(3)]
    answers = await asyncio.gather(*(draw(desk, each, **NUMBERED) for each in case_ids))
    assert [answer.status_code for answer in answers] == [201] * 3, [a.text for a in answers]
    numbers = sorted(
        int(answer.json()["document_number"].partition("〕")[2].rstrip("号")) for answer in answers
    )
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    for case_id, answer in zip(case_ids, answers, strict=True):
        text = await text_of(desk, case_id, answer.json())
        assert answer.json()["document_number"] in text


async def test_a_repeated_wish_draws_one_letter(desk):
    case_id, key = await desk.registered(), str(uuid.uuid4())
    first = await draw(desk, case_id, key=key, **NUMBERED)
    again = await draw(desk, case_id, key=key, **NUMBERED)
    assert again.json() == first.json()
    assert again.headers["etag"] == first.headers["etag"]
    assert len((await desk.get(f"/cases/{case_id}/letters")).json()["items"]) == 1
    other = await draw(desk, case_id, "receipt", key=key)
    assert other.status_code == 422
    assert other.json()["code"] == "idempotency_key_reused"


ASSISTANCE = {"to": "试验市档案馆", "request": "请协助检索。"}


@pytest.mark.parametrize(
    ("kind", "variables", "pointer"),
    [
        ("split_notice", {"parts": ["x" * 201]}, "/body/variables"),
        ("split_notice", {"parts": []}, "/body/variables/parts"),
        ("split_notice", {"parts": ["规划"], "title": "x"}, "/body/variables/title"),
        ("split_notice", {"parts": ["电话13800000009"]}, "/body/variables/parts/0"),
        ("assistance_request", ASSISTANCE, "/body/variables/reply_by"),
        ("assistance_request", {**ASSISTANCE, "reply_by": "明天"}, "/body/variables/reply_by"),
        ("correction_notice", {"items": ["写明文件的年份"]}, "/body/variables/items"),
        ("explanation_request", {"grounds": "过多", "reply_by": "2026-12-31"}, "/body/variables"),
        ("delay_notice", {"reply_by": "2026-12-31"}, "/body/variables/reply_by"),
        ("fee_notice", {"payment": "窗口", "amount": "1"}, "/body/variables/amount"),
    ],
)
async def test_what_the_author_states_is_checked(desk, kind, variables, pointer):
    case_id = await desk.registered()
    refused = await draw(desk, case_id, kind, variables=variables)
    assert refused.status_code == 422, refused.text
    assert any(error["pointer"].startswith(pointer) for error in refused.json()["errors"]), (
        refused.json()["errors"]
    )


async def test_an_extension_is_told_as_it_was_granted(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    lacking = await draw(desk, case_id, "extension_notice")
    assert lacking.status_code == 409
    assert [fact["code"] for fact in lacking.json()["missing"]] == ["extension"]
    today = desk.today()
    body = {"working_days": 7, "approved_on": today, "notified_on": today}
    case = await desk.done(f"/cases/{case_id}/extension", body, role=Role.HEAD)
    letter = await drawn(desk, case_id, "extension_notice", variables={"reason": "检索范围较大"})
    text = await text_of(desk, case_id, letter)
    year, month, day = case["due_on"].split("-")
    assert "延长7个工作日" in text
    assert f"{year}年{int(month)}月{int(day)}日届满" in text
    assert "因检索范围较大，" in text


async def test_a_third_party_is_asked_by_name_and_not_told_who_applied(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, ref = await desk.consult(case_id, desk.ago(1))
    without = await draw(desk, case_id, "consultation", variables={"contents": "合同价款"})
    assert [fact["code"] for fact in without.json()["missing"]] == ["consultation"]
    wrong = await draw(
        desk, case_id, "consultation_organ", consultation_id=ref, variables={"contents": "x"}
    )
    assert wrong.status_code == 409
    letter = await drawn(
        desk, case_id, "consultation", consultation_id=ref, variables={"contents": "合同价款"}
    )
    text = await text_of(desk, case_id, letter)
    assert "测试乙" in text
    assert "合同价款" in text
    assert SAMPLE["name"] not in text
    notice = await drawn(desk, case_id, "consultation_notice", consultation_id=ref)
    told = await text_of(desk, case_id, notice)
    assert "测试乙" not in told
    assert SAMPLE["name"] in told
    assert chinese_date(desk.ago(1)) in told


async def test_an_override_is_told_with_its_ground_and_reason(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, ref = await desk.consult(case_id, desk.ago(2))
    await desk.answer(case_id, ref, desk.ago(1), "objects")
    body = {"kind": "third_party_notice", "consultation_id": ref, "variables": {"contents": "总价"}}
    lacking = await draw(desk, case_id, **body)
    assert [fact["code"] for fact in lacking.json()["missing"]] == ["override"]
    await desk.done(
        f"/cases/{case_id}/consultations/{ref}/override",
        {"ground": "public_interest", "reason": "涉及公共安全", "notified_on": desk.today()},
        role=Role.HEAD,
    )
    text = await text_of(desk, case_id, await drawn(desk, case_id, **body))
    assert "不公开会对公共利益造成重大影响" in text
    assert "涉及公共安全" in text


async def test_the_delivery_of_a_consultation_s_letter_is_the_consultation_s(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, ref = await desk.consult(case_id, desk.ago(2))
    letter = await drawn(
        desk, case_id, "consultation", consultation_id=ref, variables={"contents": "合同价款"}
    )
    body = {"service": "post", "on": str(desk.ago(1)), "proof": "回执存卷"}
    case = await desk.done(f"/cases/{case_id}/letters/{letter['id']}/delivery", body)
    assert case["consultations"][0]["delivered_on"] == str(desk.ago(1))
    (listed,) = (await desk.get(f"/cases/{case_id}/letters")).json()["items"]
    assert (listed["delivered_on"], listed["service"]) == (str(desk.ago(1)), "post")
    types = [event["type"] for event in (await desk.get(f"/cases/{case_id}/events")).json()]
    assert types.count("consultation_delivered") == 1
    assert "letter_delivered" not in types


async def test_a_reply_tells_what_was_decided_and_its_remedies(desk, instances):
    case_id = await desk.registered()
    early = await draw(desk, case_id, "reply")
    assert early.status_code == 409
    assert "approved_reply" in [fact["code"] for fact in early.json()["missing"]]
    refused = {**REPLY, "decision": "internal_affairs", "content": "属于内部管理。\n不予公开。"}
    refused["evidence"] = [{"kind": "reason", "note": "仅涉及内部考勤"}]
    del refused["document_number"]
    await desk.approved(case_id, refused)
    letter = await drawn(desk, case_id, "reply")
    text = await text_of(desk, case_id, letter)
    case = await desk.read(case_id)
    assert "《中华人民共和国政府信息公开条例》第十六条第一款、第三十六条第（三）项" in text
    assert "属于内部管理。\n不予公开。" in text
    assert f"应当先自收到本答复书之日起60日内向{AUTHORITY}申请行政复议" in text
    assert case["number"] in text
    assert case["title"] in text
    assert case["reply"]["document_number"] == letter["document_number"]


async def test_a_letter_about_a_reply_that_went_out_bears_its_date(desk, instances):
    case_id = await desk.registered(arrived_on=str(desk.ago(4)))
    await desk.replied(case_id, desk.ago(1))
    letter = await drawn(desk, case_id, "reply")
    assert letter["dated_on"] == str(desk.ago(1))
    text = await text_of(desk, case_id, letter)
    assert chinese_date(desk.ago(1)) in text
    assert chinese_date(desk.clock.today()) not in text


async def test_the_number_that_a_reply_has_is_its_letter_s(desk, instances):
    case_id = await desk.registered()
    await desk.approved(case_id)
    letter = await drawn(desk, case_id, "reply")
    assert letter["document_number"] == REPLY["document_number"]
    text = await text_of(desk, case_id, letter)
    assert REPLY["document_number"] in text
    assert f"6个月内向{COURT}提起行政诉讼" in text


async def test_a_letter_whose_remedies_are_not_known_is_refused(desk):
    case_id = await desk.registered()
    await desk.approved(case_id)
    refused = await draw(desk, case_id, "reply")
    assert refused.status_code == 409
    assert refused.json()["code"] == "letter_facts_missing"
    missing = [fact["code"] for fact in refused.json()["missing"]]
    assert missing == ["reconsideration_authority", "court"]
    assert "行政复议机关名称" in refused.json()["detail"]


async def test_every_letter_that_ends_a_case_tells_remedies(desk, instances):
    case_id = await desk.registered()
    closing = await drawn(
        desk,
        case_id,
        "closing_notice",
        variables={"closing": "abandoned_no_correction", "reason": "逾期未补正，未说明理由。"},
    )
    text = await text_of(desk, case_id, closing)
    assert "逾期不补正，不再处理" in text
    assert "第三十条" in text
    assert "行政复议" in text
    transfer = await drawn(
        desk,
        case_id,
        "transfer_notice",
        variables={"transferred_to": "试验市信访局", "reason": "所提事项为咨询。"},
    )
    assert "行政复议" in await text_of(desk, case_id, transfer)
    refused = await draw(
        desk, case_id, "closing_notice", variables={"closing": "disclosed", "reason": "无"}
    )
    assert refused.status_code == 422


async def test_letters_for_the_file_are_made_of_the_file(desk):
    case_id = await desk.registered()
    none_yet = await draw(desk, case_id, "delivery_receipt")
    assert [fact["code"] for fact in none_yet.json()["missing"]] == ["letters"]
    notice = await drawn(desk, case_id, **NUMBERED)
    receipt = await text_of(desk, case_id, await drawn(desk, case_id, "delivery_receipt"))
    assert "申请拆分告知书" in receipt
    assert notice["document_number"] in receipt
    cover = await text_of(desk, case_id, await drawn(desk, case_id, "case_cover"))
    assert (await desk.read(case_id))["number"] in cover


@pytest.mark.parametrize(
    ("kind", "variables"),
    [
        ("registration", {}),
        ("split_notice", {"parts": ["规划文本", "环评批复"]}),
        ("assistance_request", {**ASSISTANCE, "reply_by": "2026-12-31"}),
    ],
)
async def test_every_other_kind_is_drawn_up(desk, kind, variables):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, kind, variables=variables)
    text = await text_of(desk, case_id, letter)
    for value in variables.values():
        for line in value if isinstance(value, list) else [value]:
            assert line in text or line == "2026-12-31"
    assert "{{" not in text


async def test_a_kind_that_is_still_to_come_is_named_so(desk):
    answer = await draw(desk, await desk.registered(), "reconsideration_answer")
    assert answer.status_code == 404
    assert answer.json()["code"] == "letter_kind_unavailable"
