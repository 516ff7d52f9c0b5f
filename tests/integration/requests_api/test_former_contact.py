"""Who changed contact data reads no new code for a week, and the former mail address is told."""

import json

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from requests_api.applicant_contacts.service import forget_former_addresses
from tests.integration.requests_api.code_handover import ask, messages_of, opens, reissue
from tests.integration.requests_api.office_desk import SAMPLE, WITHOUT_MAIL

OTHER_MAIL = "changed@example.com"
NEEDS = "handover_needs_second_person"
CHANGES = [{"email": None}, {"email": OTHER_MAIL}]


@pytest.mark.parametrize("handover", ["counter", "registered_post"])
@pytest.mark.parametrize("change", CHANGES)
async def test_who_changed_the_mail_address_hands_no_code_over(desk, client, change, handover):
    case_id, receipt = await desk.filed()
    await desk.change_contact(case_id, **change)
    refused = await reissue(desk, case_id, handover)
    assert (refused.status_code, refused.json()["code"]) == (403, NEEDS)
    assert await opens(client, receipt, receipt["access_code"]), "a refusal changes nothing"
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [(r["step"], r["code"], r["actor"]) for r in refusals] == [
        ("access_code", NEEDS, "clerk")
    ]
    given = await reissue(desk, case_id, handover, subject="clerk-2")
    assert await opens(client, receipt, given.json()["access_code"])


async def test_the_head_hands_over_what_a_clerk_changed_and_not_what_the_head_changed(desk):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=None)
    assert (await reissue(desk, case_id, "counter", role=Role.HEAD)).status_code == 200
    changed = {"email": OTHER_MAIL, "reason": "变更"}
    await desk.done(f"/cases/{case_id}/applicant-contact", changed, role=Role.HEAD)
    for role in (Role.HEAD, Role.CLERK):
        # The clerk's own change is as fresh as the head's.
        refused = await reissue(desk, case_id, "counter", role=role)
        assert (refused.status_code, refused.json()["code"]) == (403, NEEDS), role
    assert (await reissue(desk, case_id, "counter", subject="clerk-2")).status_code == 200


async def test_after_seven_days_who_changed_it_hands_over_again(desk, desk_in):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=None)
    async with desk_in(7) as then:
        await then.read(case_id)
        refused = await reissue(then, case_id, "counter")
        assert (refused.status_code, refused.json()["code"]) == (403, NEEDS)
    async with desk_in(8) as then:
        assert refused.json()["usable_from"] == then.today()
        assert then.today() in refused.json()["detail"]
        await then.read(case_id)
        assert (await reissue(then, case_id, "counter")).status_code == 200


async def test_a_machine_hands_no_code_over_while_a_change_is_fresh(desk, client, headers, organs):
    case_id, _ = await desk.filed()
    head = await desk.change_contact(case_id, email=None)
    machine = headers.machine(organs.own, Permission.CASES_WRITE)
    refused = await client.post(
        f"/requests/v1/cases/{case_id}/access-code",
        json={"reason": "遗失", "handover": "counter"},
        headers={**machine, "If-Match": f'"v{head["version"]}"'},
    )
    assert (refused.status_code, refused.json()["code"]) == (403, NEEDS)


async def test_the_former_address_is_told_by_reference(desk, client):
    case_id, receipt = await desk.filed()
    await desk.change_contact(case_id, email=OTHER_MAIL)
    (message,) = await messages_of(desk, case_id, "contact_changed")
    assert message == {
        "message_id": message["message_id"],
        "kind": "contact_changed",
        "channel": "email",
        "case_id": case_id,
        "receipt_number": receipt["receipt_number"],
        "organ_id": str(desk.organs.own),
        "send_at": None,
    }
    for _ in range(2):  # an attempt may be repeated
        told = await ask(desk, case_id, message["message_id"])
        assert told.json() == {"address": SAMPLE["email"], "access_code": None}
    assert (await ask(desk, case_id)).json()["address"] == OTHER_MAIL
    assert await opens(client, receipt, receipt["access_code"])
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    told = [e for e in events if e["type"] == "contact_disclosed"]
    assert [e["data"]["message_id"] for e in told] == [message["message_id"]] * 2 + [None]
    assert SAMPLE["email"] not in json.dumps(events)


async def test_each_address_that_was_given_up_is_told_once(desk):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=OTHER_MAIL)
    await desk.change_contact(case_id, phone="13800000063")
    await desk.change_contact(case_id, email=None)
    messages = await messages_of(desk, case_id, "contact_changed")
    told = {(await ask(desk, case_id, m["message_id"])).json()["address"] for m in messages}
    assert (len(messages), told) == (2, {SAMPLE["email"], OTHER_MAIL})


async def test_where_no_address_was_given_up_nobody_is_told(desk):
    case_id, _ = await desk.filed(WITHOUT_MAIL)
    await desk.change_contact(case_id, email=OTHER_MAIL)
    assert await messages_of(desk, case_id, "contact_changed") == []


async def test_a_former_address_belongs_to_its_case(desk):
    first, _ = await desk.filed()
    other, _ = await desk.filed()
    await desk.change_contact(first, email=OTHER_MAIL)
    (message,) = await messages_of(desk, first, "contact_changed")
    refused = await ask(desk, other, message["message_id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")


async def test_a_former_address_is_sealed_and_forgotten_after_a_week(desk, desk_in, office):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=OTHER_MAIL)
    (message,) = await messages_of(desk, case_id, "contact_changed")
    query = text("SELECT address_sealed FROM former_contacts WHERE matter_id = :id")

    async def kept():
        async with office.database.read_session() as session:
            return (await session.scalars(query, {"id": case_id})).all()

    (sealed,) = await kept()
    assert SAMPLE["email"].encode() not in sealed
    async with desk_in(7.1) as later:
        refused = await ask(later, case_id, message["message_id"])
        assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")
        assert SAMPLE["email"] not in refused.text
        for office_then, left in ((office, 1), (later.office, 0)):
            async with office_then.database.unit_of_work() as session:
                await forget_former_addresses(session, office_then)
            assert len(await kept()) == left
