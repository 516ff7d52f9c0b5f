"""Numbers that name a person do not stand in what everybody in the office reads."""

import uuid

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import REPLY
from tests.samples import person, phone, resident_id


async def test_an_applicant_is_not_turned_away_for_a_number_in_the_title(desk, client):
    title = f"查询{resident_id(8)}的档案，电话{phone(8)}"
    wanted = {"title": title, "description": "样本附言", "document_reference": f"函{phone(9)}"}
    filed = await client.post(
        "/requests/v1/applications",
        json={"organ_id": str(desk.organs.own), "applicant": person(8), **wanted},
        headers={"Idempotency-Key": str(uuid.uuid4())},
    )
    assert filed.status_code == 201, filed.text
    listed = await desk.get("/cases", number=filed.json()["receipt_number"])
    (item,) = listed.json()["items"]
    assert item["title"] == f"查询{'*' * 18}的档案，电话{'*' * 11}"
    case = await desk.read(item["id"])
    assert case["description"] == (
        f"申请人填写的信息名称：{title}\n申请人填写的文号：函{phone(9)}\n样本附言"
    )
    assert case["document_reference"] == f"函{'*' * 11}"


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("title", f"查询{resident_id(8)}的档案", "居民身份证号码"),
        ("assignee", phone(8), "手机号码"),
        ("external_id", resident_id(8), "居民身份证号码"),
        ("source", "a@example.com", "电子邮箱地址"),
        ("document_reference", f"函{phone(8)}", "手机号码"),
    ],
)
async def test_a_clerk_is_told_which_number_does_not_belong_there(desk, field, value, kind):
    pair = {"source": "oa", "external_id": "7"} if field in {"source", "external_id"} else {}
    refused = await desk.try_key_in(**{**pair, field: value})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == (f"/body/{field}", "identity_in_text")
    assert kind in error["message"]
    assert value not in refused.text


@pytest.mark.parametrize(
    "title",
    [
        "国办发〔2021〕17号文件全文",
        "2020-330100-48-03-123456项目的环评批复",
        "91110000600037341L公司的处罚决定",
        "编号13800000001的采购合同",
        "概算13800000001元的工程批复",
    ],
)
async def test_numbers_of_documents_and_projects_are_titles_like_any_other(desk, title):
    assert (await desk.key_in(title=title))["title"] == title


def reasons(desk, reason):
    """Every step on a case that takes a reason, with its body."""
    letter = {"ground": "public_interest", "notified_on": desk.today(), **reason}
    return {
        "registration/voiding": reason,
        "reply/return": reason,
        "applicant-disclosure": reason,
        "applicant-contact": {**reason, "email": None},
        "disclosures": {**reason, "of": ["description"]},
        "access-code": {**reason, "handover": "counter"},
        "extension-request": {**reason, "working_days": 1},
        "extension-refusal": reason,
        "delay": {**reason, "until": desk.tomorrow(), "notified_on": desk.today()},
        "pause": {**reason, "on": desk.today()},
        "resumption": {**reason, "on": desk.today()},
        "events/1/correction": {**reason, "on": desk.today()},
        "events/1/confirmation": reason,
        f"consultations/{uuid.uuid4()}/override": letter,
    }


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (f"当事人电话{phone(8)}", "identity_in_text"),
        ("。", "reason_without_words"),
        ("……　——", "reason_without_words"),
        ("补。", "reason_without_words"),
        ("2026-01-05", "reason_without_words"),
        ("２０２６年１月５日", "reason_without_words"),
        ("二〇二六年一月五日 8时30分", "reason_without_words"),
        ("2026-01-05T08:00:00Z", "reason_without_words"),
        ("12345678", "reason_without_words"),
    ],
)
async def test_reasons_have_words_and_name_nobody(desk, reason, code):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    for path, body in reasons(desk, {"reason": reason}).items():
        refused = await desk.post(f"/cases/{case_id}/{path}", body, role=Role.HEAD)
        found = [(e["pointer"], e["code"]) for e in refused.json().get("errors", ())]
        assert (refused.status_code, found) == (422, [("/body/reason", code)]), (path, refused.text)


async def test_evidence_is_not_a_full_stop(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    draft = {**REPLY, "evidence": [{"kind": "supply", "note": "。"}]}
    refused = await desk.post(f"/cases/{case_id}/reply", draft)
    (error,) = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == (
        "/body/evidence/0/note",
        "reason_without_words",
    )


async def test_an_assignee_is_no_telephone(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(5)))
    refused = await desk.post(f"/cases/{case_id}/assignment", {"assignee": phone(8)})
    assert refused.json()["errors"][0]["code"] == "identity_in_text"
