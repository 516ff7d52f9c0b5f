"""Letters: sealed, served, served again where they came back, and read by few."""

import hashlib
import uuid

from gongkai.auth.principal import Role
from tests.integration.requests_api.letter_desk import (
    NUMBERED,
    content,
    draw,
    drawn,
    file_copy,
    read_as_applicant,
    said,
)
from tests.unit.gongkai.files import made


async def test_letters_are_read_by_those_who_work_on_the_case(desk, organs):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, "registration")
    for role, organ, status in (
        (Role.CLERK, None, 200),
        (Role.HEAD, None, 200),
        (Role.LEADER, None, 403),
        (Role.AUDITOR, None, 403),
        (Role.SUPERVISOR, organs.parent, 403),
        (Role.CLERK, organs.other, 404),
    ):
        answer = await content(desk, case_id, letter["id"], role=role, organ=organ)
        assert answer.status_code == status, (role, answer.text)
    seen = await desk.get(f"/cases/{case_id}/letters", role=Role.AUDITOR)
    assert seen.json()["items"][0]["file"]["name"] is None
    assert (await content(desk, case_id, str(uuid.uuid4()))).status_code == 404
    for role, organ, status in (
        (Role.LEADER, None, 403),
        (Role.SUPERVISOR, organs.parent, 403),
        (Role.CLERK, organs.other, 404),
    ):
        refused = await draw(desk, case_id, "registration", role=role, organ=organ)
        assert refused.status_code == status


async def test_the_sealed_copy_counts_and_its_digest_stands_on_record(desk):
    case_id = await desk.registered()
    letter = await drawn(desk, case_id, "registration")
    path = f"/cases/{case_id}/letters/{letter['id']}/issued-copy"
    assert (await desk.get(path)).json()["code"] == "issued_copy_not_found"
    wrong = await file_copy(desk, case_id, letter["id"], b"text", "x.txt")
    assert wrong.status_code == 415
    filed = await file_copy(desk, case_id, letter["id"])
    assert filed.status_code == 200, filed.text
    assert filed.json()["issued_copy"]["media_type"] == "application/pdf"
    assert (await desk.get(path)).content == made.PDF
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert event["type"] == "letter_issued_copy_filed"
    assert event["data"]["sha256"] == hashlib.sha256(made.PDF).hexdigest()
    assert (await file_copy(desk, case_id, letter["id"])).status_code == 200
    await desk.read(case_id)
    body = {"service": "direct", "on": desk.today()}
    await desk.done(f"/cases/{case_id}/letters/{letter['id']}/delivery", body)
    fixed = await file_copy(desk, case_id, letter["id"])
    assert (fixed.status_code, fixed.json()["code"]) == (409, "issued_copy_fixed")


async def test_a_letter_that_came_back_is_served_again(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    letter = await drawn(desk, case_id, **NUMBERED)
    at = f"/cases/{case_id}/letters/{letter['id']}"
    today = desk.today()
    stale = await desk.post(f"{at}/delivery", {"service": "post", "on": today}, etag='"v1"')
    assert stale.status_code == 412
    await desk.done(f"{at}/delivery", {"service": "post", "on": today})
    early = await desk.post(f"{at}/return", {"service": "post", "on": str(desk.ago(2))})
    assert (early.status_code, early.json()["code"]) == (422, "date_out_of_order")
    assert early.json()["errors"][0]["pointer"] == "/body/on"
    await desk.done(f"{at}/return", {"service": "post", "on": today, "proof": "退信存卷"})
    await desk.done(f"{at}/delivery", {"service": "direct", "on": today})
    (listed,) = (await desk.get(f"/cases/{case_id}/letters")).json()["items"]
    assert (listed["service"], listed["delivered_on"], listed["returned_on"]) == (
        "direct",
        today,
        today,
    )
    future = await desk.post(f"{at}/delivery", {"service": "direct", "on": desk.tomorrow()})
    assert future.status_code == 422
    foreign = await desk.post(
        f"{at}/delivery", {"service": "direct", "on": today}, organ=desk.organs.other
    )
    assert foreign.status_code == 404


async def test_a_wrong_day_of_a_delivery_is_put_right(desk):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    letter = await drawn(desk, case_id, **NUMBERED)
    today = desk.today()
    at = f"/cases/{case_id}/letters/{letter['id']}"
    await desk.done(f"{at}/delivery", {"service": "post", "on": today})
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    seq = next(event["seq"] for event in events if event["type"] == "letter_delivered")
    before = {"on": str(desk.ago(1)), "reason": "录入有误"}
    refused = await desk.post(f"/cases/{case_id}/events/{seq}/correction", before, role=Role.HEAD)
    assert refused.status_code == 422  # it was drawn up today
    drawn_up = next(event["seq"] for event in events if event["type"] == "letter_drawn_up")
    fixed = await desk.post(
        f"/cases/{case_id}/events/{drawn_up}/correction", before, role=Role.HEAD
    )
    assert fixed.json()["code"] == "event_not_correctable"


async def test_a_reply_that_came_back_is_served_again_and_its_first_day_stands(desk, instances):
    case_id = await desk.registered()
    await desk.approved(case_id)
    letter = await drawn(desk, case_id, "reply")
    at = f"/cases/{case_id}/letters/{letter['id']}"
    today = desk.today()
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": today})
    case = await desk.done(f"{at}/delivery", {"service": "post", "on": today})
    assert case["delivered_on"] == today
    again = await desk.post(f"{at}/delivery", {"service": "post", "on": today})
    assert (again.status_code, again.json()["code"]) == (409, "case_step_not_allowed")
    await desk.done(f"{at}/return", {"service": "post", "on": today})
    await desk.done(f"{at}/delivery", {"service": "direct", "on": today})
    events = [event["type"] for event in (await desk.get(f"/cases/{case_id}/events")).json()]
    assert events.count("reply_delivered") == 1
    assert events.count("reply_came_back") == events.count("reply_served_again") == 1


async def test_the_applicant_reads_the_letters_that_go_to_them(desk, client, instances):
    case_id, receipt = await desk.filed()
    confirmed = {"confirmed_on": desk.today(), "means": "phone"}
    await desk.done(f"/cases/{case_id}/confirmation", confirmed)
    await desk.done(f"/cases/{case_id}/registration")
    letter = await drawn(desk, case_id, "registration")
    cover = await drawn(desk, case_id, "case_cover")
    unsealed = await read_as_applicant(client, receipt, letter["id"])
    assert unsealed.status_code == 200, unsealed.text
    assert said(unsealed.content).startswith("（未盖章")
    assert (await read_as_applicant(client, receipt, cover["id"])).status_code == 404
    assert (await read_as_applicant(client, receipt, letter["id"], "wrong")).status_code == 404
    await file_copy(desk, case_id, letter["id"])
    await desk.read(case_id)
    sealed = await read_as_applicant(client, receipt, letter["id"])
    assert sealed.content == made.PDF
    await desk.approved(case_id)
    reply = await drawn(desk, case_id, "reply")
    assert (await read_as_applicant(client, receipt, reply["id"])).status_code == 404
    await desk.done(f"/cases/{case_id}/reply/issuance", {"issued_on": desk.today()})
    assert (await read_as_applicant(client, receipt, reply["id"])).status_code == 200
    listed = await client.get(
        f"/requests/v1/applications/{receipt['receipt_number']}/letters",
        headers={"Gongkai-Access-Code": receipt["access_code"]},
    )
    assert [(item["kind"], item["is_sealed"]) for item in listed.json()["items"]] == [
        ("registration", True),
        ("reply", False),
    ]
