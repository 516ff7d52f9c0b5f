"""The text of a reply is looked through as what goes out beside it is."""

import uuid

import pytest

from gongkai.auth.principal import Permission, Role
from tests import samples
from tests.integration.requests_api.office_desk import REPLY

PHONE, ID = samples.phone(41), samples.resident_id(41)
TELLING = {**REPLY, "content": f"经查，测试甲的身份证{ID}。\n可拨打{PHONE}查询，电话{PHONE}。"}
SECRET = {**REPLY, "content": "机密★10年\n随函提供。"}


def _path(case_id, *parts):
    return "/".join([f"/requests/v1/cases/{case_id}/reply/findings", *parts])


async def found(desk, case_id, role=Role.CLERK):
    answer = await desk.client.get(_path(case_id), headers=desk.headers(role))
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def answer_for(
    desk, case_id, finding, resolution, *, headers=None, role=Role.CLERK, organ=None
):
    answer = await desk.client.post(
        _path(case_id, finding["id"]),
        json={"resolution": resolution, "reason": "系本机关对外公布的号码"},
        headers={
            **(headers or desk.headers(role, organ)),
            "Idempotency-Key": str(uuid.uuid4()),
        },
    )
    if answer.is_success:
        desk.etags[case_id] = answer.headers["etag"]
    return answer


async def drafted(desk, reply):
    case_id = await desk.registered()
    return case_id, await desk.done(f"/cases/{case_id}/reply", reply)


async def test_a_text_without_numbers_of_people_is_handed_in_as_ever(desk):
    case_id, case = await drafted(desk, REPLY)
    assert await found(desk, case_id) == []
    assert "submit" in case["available_actions"]


async def test_what_the_text_tells_holds_it_back_until_each_is_answered_for(desk):
    case_id, case = await drafted(desk, TELLING)
    assert "submit" not in case["available_actions"]
    items = await found(desk, case_id)
    told = [(each["kind"], each["where"]["at"], each["times"]) for each in items]
    assert told == [("resident_id", "1", 1), ("mobile", "2", 2)]
    assert PHONE not in str(items)
    assert ID not in str(items)
    refused = await desk.post(f"/cases/{case_id}/reply/submission")
    assert (refused.status_code, refused.json()["code"]) == (409, "findings_open")
    assert (refused.json()["enclosures"], refused.json()["is_text_open"]) == ([], True)
    settled = await answer_for(desk, case_id, items[0], "justified")
    assert (settled.status_code, settled.json()["resolved_by"]) == (200, "clerk")
    assert (await desk.post(f"/cases/{case_id}/reply/submission")).status_code == 409
    await answer_for(desk, case_id, items[1], "false_alarm")
    await desk.done(f"/cases/{case_id}/reply/submission")
    fixed = await answer_for(desk, case_id, items[1], "masked")
    assert (fixed.status_code, fixed.json()["code"]) == (409, "findings_fixed")
    chain = (await desk.get(f"/cases/{case_id}/events/verification")).json()
    assert chain["valid"] is True


async def test_masked_waits_for_another_draft_which_is_looked_through_anew(desk):
    case_id, _ = await drafted(desk, TELLING)
    for each in await found(desk, case_id):
        assert (await answer_for(desk, case_id, each, "masked")).is_success
    assert (await desk.post(f"/cases/{case_id}/reply/submission")).status_code == 409
    await desk.done(f"/cases/{case_id}/reply", TELLING)
    assert [each["resolution"] for each in await found(desk, case_id)] == [None, None]
    case = await desk.done(f"/cases/{case_id}/reply", REPLY)
    assert await found(desk, case_id) == []
    assert "submit" in case["available_actions"]


async def test_a_mark_of_secrecy_in_the_text_is_the_heads(desk):
    case_id, _ = await drafted(desk, SECRET)
    (mark,) = await found(desk, case_id)
    assert mark["kind"] == "secrecy_mark"
    refused = await answer_for(desk, case_id, mark, "justified")
    assert (refused.status_code, refused.json()["code"]) == (403, "secrecy_needs_head")
    assert (await answer_for(desk, case_id, mark, "false_alarm", role=Role.HEAD)).is_success
    await desk.done(f"/cases/{case_id}/reply/submission")


async def test_a_number_that_was_put_back_after_a_return_is_found_again(desk):
    case_id, _ = await drafted(desk, REPLY)
    await desk.done(f"/cases/{case_id}/reply/submission")
    await desk.done(f"/cases/{case_id}/reply/return", {"reason": "再核"}, role=Role.HEAD)
    case = await desk.done(f"/cases/{case_id}/reply", TELLING)
    assert "submit" not in case["available_actions"]


async def test_findings_are_answered_for_by_people_of_the_organ_alone(desk, organs):
    case_id, _ = await drafted(desk, TELLING)
    first, _ = await found(desk, case_id)
    for role, organ, status in (
        (Role.LEADER, None, 403),
        (Role.AUDITOR, None, 403),
        (Role.SUPERVISOR, organs.parent, 403),
        (Role.CLERK, organs.other, 404),
    ):
        refused = await answer_for(desk, case_id, first, "justified", role=role, organ=organ)
        assert refused.status_code == status, (role, refused.text)
    machine = desk.headers.machine(organs.own, Permission.CASES_WRITE)
    refused = await answer_for(desk, case_id, first, "justified", headers=machine)
    assert (refused.status_code, refused.json()["code"]) == (403, "resolution_needs_person")
    seen = await found(desk, case_id, role=Role.AUDITOR)
    assert [each["excerpt"] for each in seen] == [None, None]
    absent = await answer_for(desk, case_id, {"id": str(uuid.uuid4())}, "justified")
    assert (absent.status_code, absent.json()["code"]) == (404, "finding_not_found")


async def test_a_finding_of_an_earlier_draft_is_answered_for_no_more(desk):
    case_id, _ = await drafted(desk, TELLING)
    first, _ = await found(desk, case_id)
    await desk.done(f"/cases/{case_id}/reply", TELLING)
    absent = await answer_for(desk, case_id, first, "justified")
    assert (absent.status_code, absent.json()["code"]) == (404, "finding_not_found")


@pytest.mark.parametrize("text", ["样例政办发〔2026〕12号", "共1234567890元", "2026年1月20日"])
async def test_numbers_of_things_hold_nothing_back(desk, text):
    _, case = await drafted(desk, {**REPLY, "content": text})
    assert "submit" in case["available_actions"]
