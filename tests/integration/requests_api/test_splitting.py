"""一事一申请: parts get files of their own, with the day of receipt and the term of the first."""

import asyncio

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Role
from tests.integration.requests_api.fee_desk import fee_notice
from tests.integration.requests_api.office_desk import SECRETS
from tests.samples import person

PARTS = {"parts": [{"title": "测试规划许可附图"}, {"title": "测试验收意见", "description": "附表"}]}


async def split(desk, case_id, body=PARTS, **options):
    return await desk.done(f"/cases/{case_id}/splitting", body, **options)


def late(case):
    return [(e["type"], e["on"], e["entered_on"], e["late_by_days"]) for e in case["late_entries"]]


async def parts_of(desk, case_id):
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert event["type"] == "split"
    return event["data"]["parts"]


async def test_parts_keep_receipt_term_and_applicant_and_the_first_stays(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(6)))
    extension = {"working_days": 10, "approved_on": desk.today(), "notified_on": desk.today()}
    before = await desk.done(f"/cases/{case_id}/extension", extension, role=Role.HEAD)
    after = await split(desk, case_id)
    assert (after["number"], after["title"], after["state"], after["due_on"]) == (
        before["number"],
        before["title"],
        before["state"],
        before["due_on"],
    )
    first_number = int(before["number"].partition("〕")[2].removesuffix("号"))
    for place, part_id in enumerate(await parts_of(desk, case_id), start=1):
        part = await desk.read(part_id)
        for member in ("received_on", "arrived_on", "due_on", "channel", "applicant", "extended"):
            assert part[member] == before[member], member
        assert part["state"] == "registered"
        assert int(part["number"].partition("〕")[2].removesuffix("号")) == first_number + place
        assert part["title"] == PARTS["parts"][place - 1]["title"]
        assert late(part) == late(before), "entered in time there is not entered late here"
        (link,) = (await desk.get(f"/cases/{part_id}/links")).json()["items"]
        assert (link["case"]["id"], link["relation"]) == (case_id, "same_applicant")


async def test_a_parts_record_begins_with_the_first_and_its_clock_is_replayed(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await split(desk, case_id)
    (part_id, _) = await parts_of(desk, case_id)
    events = (await desk.get(f"/cases/{part_id}/events")).json()
    assert [event["type"] for event in events] == [
        "split_off",
        "application_received",
        "registered",
    ]
    assert events[0]["data"]["first"] == case_id
    assert (await desk.get(f"/cases/{part_id}/events/verification")).json()["valid"] is True
    clocks = [(await desk.get(f"/cases/{one}/clock")).json() for one in (case_id, part_id)]
    assert clocks[0]["due_on"] == clocks[1]["due_on"]
    await desk.read(part_id)
    right = {"on": str(desk.ago(4)), "reason": "录入时写错"}
    corrected = await desk.done(f"/cases/{part_id}/events/2/correction", right, role=Role.HEAD)
    assert corrected["received_on"] == str(desk.ago(4)), "its days can be put right like any"


async def test_the_head_tells_the_parts_and_a_repetition_makes_none(desk, client, headers):
    case_id = await desk.registered()
    path = f"/requests/v1/cases/{case_id}/splitting"
    sent = {
        **headers(Role.CLERK),
        "If-Match": desk.etags[case_id],
        "Idempotency-Key": f"split-{case_id}",
    }
    first = await client.post(path, json=PARTS, headers=sent)
    again = await client.post(path, json=PARTS, headers=sent)
    assert first.status_code == 201, first.text
    assert again.json() == first.json()
    assert [part["id"] for part in first.json()["parts"]] == await parts_of(desk, case_id)
    stale = await client.post(path, json=PARTS, headers={**sent, "Idempotency-Key": "another"})
    assert stale.status_code == 412
    missing = await client.post(
        path, json=PARTS, headers={**headers(Role.CLERK), "Idempotency-Key": "third"}
    )
    assert missing.status_code == 428


async def test_numbers_stay_without_gap_when_several_split_at_once(desk, office):
    cases = [await desk.registered() for _ in range(3)]
    await asyncio.gather(*(split(desk, case_id) for case_id in cases))
    async with office.database.read_session() as session:
        serials = await session.scalars(
            text("SELECT serial FROM registrations WHERE organ_id = :organ ORDER BY serial"),
            {"organ": desk.organs.own},
        )
        found = list(serials)
    assert found == list(range(1, len(found) + 1))


async def test_too_late_or_too_early_it_is_handled_as_one(desk):
    received = await desk.key_in()
    early = await desk.post(f"/cases/{received['id']}/splitting", PARTS)
    assert (early.status_code, early.json()["why"]) == (409, "state")
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    _, letter = await desk.consult(case_id, desk.ago(1))
    waiting = await desk.post(f"/cases/{case_id}/splitting", PARTS)
    assert (waiting.status_code, waiting.json()["why"]) == (409, "state")
    await desk.answer(case_id, letter, desk.today())
    void = {"reason": "登错"}
    await desk.done(f"/cases/{case_id}/registration/voiding", void, role=Role.HEAD)
    await desk.done(f"/cases/{case_id}/registration")
    late = await desk.post(f"/cases/{case_id}/splitting", PARTS)
    assert (late.status_code, late.json()["code"]) == (409, "splitting_too_late")
    assert "assign" in late.json()["allowed_steps"]
    assert "split" not in late.json()["allowed_steps"]


async def registered_anew(desk, case_id):
    """Back where a case can be split, with all that was asked before."""
    void = {"reason": "登错"}
    await desk.done(f"/cases/{case_id}/registration/voiding", void, role=Role.HEAD)
    await desk.done(f"/cases/{case_id}/registration")


@pytest.mark.parametrize("asked", ["correction", "explanation", "fee"])
async def test_what_was_asked_of_the_applicant_on_the_whole_is_handled_as_one(desk, asked):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    today, path = desk.today(), f"/cases/{case_id}"
    if asked == "correction":
        await desk.done(f"{path}/correction-notice", {"notified_on": today, "items": ["样例"]})
        await desk.done(f"{path}/correction", {"received_on": today, "description": "样例"})
    elif asked == "explanation":
        await desk.done(f"{path}/explanation-request", {"requested_on": today})
        await desk.done(f"{path}/explanation", {"received_on": today, "reasons": "样例"})
    else:
        await desk.done(f"{path}/fee-notice", fee_notice(today))
        await desk.done(f"{path}/fee-waiver", {"reason": "样例", "on": today}, role=Role.HEAD)
    await registered_anew(desk, case_id)
    case = await desk.read(case_id)
    assert (case["state"], "split" in case["available_actions"]) == ("registered", False)
    late = await desk.post(f"{path}/splitting", PARTS)
    problem = late.json()
    assert (late.status_code, problem["code"]) == (409, "splitting_too_late")
    assert (problem["step"], problem["why"]) == ("split", "splitting_too_late")


async def test_bad_input_and_the_wrong_caller(desk, organs):
    case_id = await desk.registered()
    for body in (
        {},
        {"parts": []},
        {"parts": [{}]},
        {"parts": [{"title": ""}]},
        {"parts": [{"title": "电话13800000001"}]},
        {"parts": [{"title": "图"}] * 21},
    ):
        assert (await desk.post(f"/cases/{case_id}/splitting", body)).status_code == 422, body
    assert (
        await desk.post(f"/cases/{case_id}/splitting", PARTS, role=Role.LEADER)
    ).status_code == 403
    foreign = await desk.post(f"/cases/{case_id}/splitting", PARTS, organ=organs.other)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "case_not_found")


async def test_nothing_personal_stands_on_record_and_the_applicant_is_found_in_each(desk):
    who = person(41)
    case_id = await desk.registered(applicant=who)
    await split(desk, case_id)
    parts = await parts_of(desk, case_id)
    for part_id in parts:
        record = (await desk.get(f"/cases/{part_id}/events")).text
        assert not any(secret in record for secret in SECRETS)
        assert who["document"]["number"] not in record
    found = await desk.post("/worklist:search", {"phone": who["phone"]})
    assert {case_id, *parts} <= {item["id"] for item in found.json()["items"]}


async def test_the_first_tells_the_applicant_that_it_was_split(desk, client):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    await split(desk, case_id)
    shown = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    assert "一事一申请" in shown.json()["timeline"][-1]["text"]
