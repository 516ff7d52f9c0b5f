"""The applicant who is asked to correct an application, and corrects it online (条例30)."""

import asyncio
import uuid

from gongkai.auth.principal import Role
from tests.integration.requests_api.correction_desk import (
    ITEM,
    asked_online,
    correct,
    look,
    noticed,
)
from tests.integration.requests_api.office_desk import waits
from tests.samples import person, phone, resident_id
from tests.unit.gongkai.files import made


async def test_the_applicant_is_told_what_and_until_when_and_corrects_online(desk, client):
    case_id, receipt = await asked_online(desk, working_days=10)
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 10)
    told = await look(client, receipt)
    assert told["can_correct"] is True
    assert told["correction"] == {
        "notified_on": desk.today(),
        "delivered_on": None,
        "items": [ITEM],
        "due_on": str(due),
        "received_on": None,
    }
    sent = await correct(client, receipt, {"title": "测试路施工许可"})
    assert sent.status_code == 200, sent.text
    assert (sent.json()["title"], sent.json()["can_correct"]) == ("测试路施工许可", False)
    due = desk.calendar.nth_working_day_after(desk.clock.today(), 20)
    assert sent.json()["due_on"] == str(due)
    assert sent.json()["correction"]["received_on"] == desk.today()
    case = await desk.read(case_id)
    assert (case["correction"]["by"], waits(case)) == ("applicant", [])
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert (event["actor"], event["data"]["under"]) == ("applicant", None)
    again = await correct(client, receipt, {"title": "再一次"})
    assert (again.status_code, again.json()["why"]) == (409, "no_correction_awaited")


async def test_a_correction_that_is_sent_twice_is_taken_once(desk, client):
    case_id, receipt = await asked_online(desk)
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first, again = [await correct(client, receipt, {"title": "测试路"}, **key) for _ in range(2)]
    assert (first.status_code, again.json()) == (200, first.json())
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert [event["type"] for event in events].count("correction_received") == 1


async def test_of_two_corrections_at_once_one_is_taken(desk, client):
    """Who waited for the lock sees what the first one did, also in the case's own columns."""
    case_id, receipt = await asked_online(desk)
    titles = ("测试路甲", "测试路乙")
    answers = await asyncio.gather(*(correct(client, receipt, {"title": t}) for t in titles))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    assert [event["type"] for event in events].count("correction_received") == 1


async def test_numbers_of_people_go_from_the_applicants_title_into_the_description(desk, client):
    case_id, receipt = await asked_online(desk)
    title = f"查询{resident_id(8)}的档案，电话{phone(8)}"
    await correct(client, receipt, {"title": title})
    case = await desk.read(case_id)
    assert case["title"] == f"查询{'*' * 18}的档案，电话{'*' * 11}"
    assert case["description"] == f"申请人填写的信息名称：{title}\n2025年测试文件一份"
    assert case["correction"]["changed"] == ["title", "description"]


async def test_an_applicant_who_was_not_asked_or_says_nothing_or_has_no_code(desk, client):
    _, receipt = await asked_online(desk)
    nothing = await correct(client, receipt, {})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "correction_says_nothing")
    wrong = await correct(
        client, receipt, {"title": "测试"}, code="0000-0000-0000-0000-0000-0000-00"
    )
    assert (wrong.status_code, wrong.json()["code"]) == (404, "application_not_found")
    odd = await correct(client, receipt, {"title": "测试", "received_on": "2026-01-01"})
    assert odd.status_code == 422
    other = (await desk.file(2)).json()
    early = await correct(client, other, {"title": "测试"})
    assert (early.status_code, early.json()["why"]) == (409, "no_correction_awaited")
    assert (await look(client, other))["correction"] is None


async def test_a_file_that_was_handed_in_since_the_notice_is_a_correction_too(desk, client):
    case_id, receipt = await asked_online(desk)
    handed_in = await client.post(
        f"/requests/v1/applications/{receipt['receipt_number']}/attachments",
        params={"filename": "样例.pdf"},
        content=made.PDF,
        headers={
            "Gongkai-Access-Code": receipt["access_code"],
            "Content-Type": "application/pdf",
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    assert handed_in.status_code == 201, handed_in.text
    sent = await correct(client, receipt, {})
    assert (sent.status_code, sent.json()["can_correct"]) == (200, False)
    case = await desk.read(case_id)
    assert (case["correction"]["changed"], case["correction"]["former"]) == ([], None)


async def test_a_correction_is_taken_while_a_registration_is_voided_and_not_after_the_end(
    desk, client
):
    case_id, receipt = await asked_online(desk)
    voided = {"reason": "登错"}
    await desk.done(f"/cases/{case_id}/registration/voiding", voided, role=Role.HEAD)
    assert (await correct(client, receipt, {"description": "更多"})).status_code == 200
    ended_id, ended = await asked_online(desk)
    await desk.done(f"/cases/{ended_id}/withdrawal", {"withdrawn_on": desk.today()})
    refused = await correct(client, ended, {"description": "更多"})
    assert (refused.status_code, refused.json()["why"]) == (409, "state")
    by_office = await desk.post(f"/cases/{ended_id}/correction", {"received_on": desk.today()})
    assert (by_office.status_code, by_office.json()["allowed_steps"]) == (409, [])


async def test_a_correction_under_a_re_issued_code_says_so(desk, client):
    without_mail = {**person(), "email": None}
    case_id, receipt = await desk.filed(without_mail)
    await desk.done(
        f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
    )
    await desk.done(f"/cases/{case_id}/registration")
    await noticed(desk, case_id, desk.today())
    body = {"reason": "遗失", "handover": "counter"}
    new = await desk.done(f"/cases/{case_id}/access-code", body)
    sent = await correct(client, receipt, {"description": "更多"}, code=new["access_code"])
    (act,) = sent.json()["acts_under_reissue"]
    assert (act["type"], act["under"]) == ("correction_received", "reissued_counter")


async def test_the_day_of_an_online_correction_is_the_platforms_own(desk, client):
    """Day 0 of the new term: nobody moves it by a correction of days."""
    case_id, receipt = await asked_online(desk)
    assert (await correct(client, receipt, {"title": "某文件"})).status_code == 200
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    (seq,) = [event["seq"] for event in events if event["type"] == "correction_received"]
    await desk.read(case_id)
    body = {"on": str(desk.ago(1)), "reason": "录入有误"}
    path = f"/cases/{case_id}/events/{seq}/correction"
    refused = await desk.post(path, body, role=Role.HEAD)
    assert (refused.status_code, refused.json()["code"]) == (409, "event_not_correctable")
