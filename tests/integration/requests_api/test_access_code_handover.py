"""A new code goes to the applicant's own mail; what was changed lately is not used; on record."""

import uuid

import pytest
from sqlalchemy import text

from gongkai.auth.principal import Permission, Role
from gongkai.contracts import ApplicantMessageDue
from tests.integration.requests_api.code_handover import ask, messages_of, opens, reissue
from tests.integration.requests_api.office_desk import SAMPLE, WITHOUT_MAIL

OTHER_MAIL = "changed@example.com"


async def message_of(desk, case_id):
    """The id of the last code that waits for this case's applicant."""
    return (await messages_of(desk, case_id))[-1]["message_id"]


async def test_a_code_by_mail_is_seen_by_nobody_and_drawn_when_it_is_sent(desk, client):
    case_id, receipt = await desk.filed()
    answer = await reissue(desk, case_id, "mail")
    assert answer.json() == {"receipt_number": receipt["receipt_number"], "access_code": None}
    assert not await opens(client, receipt, receipt["access_code"]), "the lost one ends at once"
    waiting = (await desk.read(case_id))["code_reissue"]
    assert (waiting["handover"], waiting["disclosed_at"]) == ("mail", None)

    message = await message_of(desk, case_id)
    told = await ask(desk, case_id, message)
    assert told.status_code == 200, told.text
    assert told.json()["address"] == SAMPLE["email"]
    assert told.headers["cache-control"] == "no-store"
    first = told.json()["access_code"]
    assert await opens(client, receipt, first)
    assert (await desk.read(case_id))["code_reissue"]["disclosed_at"]

    again = (await ask(desk, case_id, message)).json()["access_code"]
    assert await opens(client, receipt, again)
    assert not await opens(client, receipt, first), "the newest holds"


async def test_the_message_names_case_and_number_and_nothing_of_the_applicant(desk):
    case_id, receipt = await desk.filed()
    await reissue(desk, case_id, "mail")
    events = await desk.changes(ApplicantMessageDue.STREAM)
    told = [e["data"] for e in events if e["data"]["case_id"] == case_id]
    (data,) = [message for message in told if message["kind"] == "access_code"]
    assert data == {
        "message_id": data["message_id"],
        "kind": "access_code",
        "channel": "email",
        "case_id": case_id,
        "receipt_number": receipt["receipt_number"],
        "organ_id": str(desk.organs.own),
        "send_at": None,
    }


async def test_every_disclosure_stands_on_record_without_address_or_code(desk):
    case_id, _ = await desk.filed()
    await reissue(desk, case_id, "mail")
    message, delivery = await message_of(desk, case_id), str(uuid.uuid4())
    code = (await ask(desk, case_id, message, delivery_id=delivery)).json()["access_code"]
    assert (await ask(desk, case_id)).json() == {"address": SAMPLE["email"], "access_code": None}
    *_, first, second = (await desk.get(f"/cases/{case_id}/events")).json()
    assert (first["type"], first["actor"]) == ("contact_disclosed", "client:notifier")
    assert first["data"] == {
        "channel": "email",
        "delivery_id": delivery,
        "message_id": message,
        "is_code_drawn": True,
    }
    assert second["data"]["is_code_drawn"] is False
    export = (await desk.get(f"/cases/{case_id}/events/export")).text
    assert code not in export
    assert SAMPLE["email"] not in export


async def test_a_message_of_an_older_reissue_gets_neither_code_nor_address(desk, client):
    case_id, receipt = await desk.filed()
    await reissue(desk, case_id, "mail")
    older = await message_of(desk, case_id)
    await desk.read(case_id)
    await reissue(desk, case_id, "mail")
    code = (await ask(desk, case_id, await message_of(desk, case_id))).json()["access_code"]
    for obsolete in (older, str(uuid.uuid4())):
        refused = await ask(desk, case_id, obsolete)
        assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")
        assert SAMPLE["email"] not in refused.text
    assert await opens(client, receipt, code)
    refusals = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert [(r["step"], r["code"]) for r in refusals] == [
        ("contact_disclosure", "message_obsolete")
    ] * 2


async def test_a_delivery_that_does_not_say_what_it_brings_fetches_what_nobody_has(desk, client):
    case_id, receipt = await desk.filed()
    assert (await ask(desk, case_id)).json() == {"address": SAMPLE["email"], "access_code": None}
    await desk.read(case_id)
    await reissue(desk, case_id, "mail")
    delivery = str(uuid.uuid4())
    first = (await ask(desk, case_id, delivery_id=delivery)).json()["access_code"]
    assert await opens(client, receipt, first)
    assert (await ask(desk, case_id)).json()["access_code"] is None, "another one brings no code"
    assert await opens(client, receipt, first)
    again = (await ask(desk, case_id, delivery_id=delivery)).json()["access_code"]
    assert await opens(client, receipt, again)
    assert not await opens(client, receipt, first)


async def test_what_brings_no_code_goes_to_a_changed_address(desk):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=OTHER_MAIL)
    assert (await ask(desk, case_id)).json() == {"address": OTHER_MAIL, "access_code": None}


async def test_a_message_that_waited_for_more_than_a_week_draws_no_code(desk, desk_in):
    case_id, _ = await desk.filed()
    await reissue(desk, case_id, "mail")
    message = await message_of(desk, case_id)
    async with desk_in(6.9) as almost:
        assert (await ask(almost, case_id, message)).status_code == 200
    async with desk_in(7.1) as later:
        refused = await ask(later, case_id, message)
        assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")


async def test_no_person_and_no_other_machine_is_told_a_contact(desk, headers, organs):
    case_id, _ = await desk.filed()
    for role in Role:
        refused = await ask(desk, case_id, headers=headers(role))
        assert refused.status_code == 403, role
        assert refused.json()["required_permissions"] == ["contacts:read"]
    every_other = set(Permission) - {Permission.CONTACTS_READ}
    machine = headers.machine(organs.own, *every_other)
    assert (await ask(desk, case_id, headers=machine)).status_code == 403
    for organ in (None, organs.other):
        bound = headers.notifier(organ=organ, platform=False)
        missing = await ask(desk, case_id, headers=bound)
        assert (missing.status_code, missing.json()["code"]) == (404, "case_not_found")
    assert (await ask(desk, str(uuid.uuid4()))).status_code == 404
    assert (await ask(desk, case_id, channel="pigeon")).status_code == 422


async def test_who_gave_no_mail_is_reached_on_paper_and_by_no_mail(desk, client):
    case_id, receipt = await desk.filed(WITHOUT_MAIL)
    refused = await reissue(desk, case_id, "mail")
    assert (refused.status_code, refused.json()["code"]) == (409, "mail_handover_unavailable")
    assert await opens(client, receipt, receipt["access_code"]), "a refusal changes nothing"
    missing = await ask(desk, case_id)
    assert (missing.status_code, missing.json()["code"]) == (404, "contact_not_found")
    for handover in ("counter", "registered_post"):
        given = (await reissue(desk, case_id, handover)).json()
        assert await opens(client, receipt, given["access_code"])


@pytest.mark.parametrize("handover", ["counter", "registered_post"])
async def test_where_a_mail_address_is_usable_no_code_goes_on_paper(desk, client, handover):
    case_id, receipt = await desk.filed()
    refused = await reissue(desk, case_id, handover)
    assert (refused.status_code, refused.json()["code"]) == (409, "applicant_contact_first")
    assert "/applicant-contact" in refused.json()["detail"], "what to do, not to read it again"
    assert await opens(client, receipt, receipt["access_code"])


async def test_an_applicant_that_cannot_be_read_comes_to_the_counter(desk, office):
    case_id, _ = await desk.filed()
    async with office.database.unit_of_work() as session:
        query = text("UPDATE applicants SET personal = '\\x00' WHERE matter_id = :id")
        await session.execute(query, {"id": case_id})
    assert (await reissue(desk, case_id, "mail")).json()["code"] == "mail_handover_unavailable"
    assert (await reissue(desk, case_id, "counter")).status_code == 200


async def test_a_changed_mail_address_carries_no_code_for_seven_days(desk, desk_in):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=OTHER_MAIL)
    for days in (0, 7):
        async with desk_in(days) as then:
            await then.read(case_id)
            refused = await reissue(then, case_id, "mail")
            assert (refused.status_code, refused.json()["code"]) == (
                409,
                "contact_changed_recently",
            )
    async with desk_in(8) as then:
        assert refused.json()["usable_from"] == then.today()
        assert then.today() in refused.json()["detail"]
        await then.read(case_id)
        assert (await reissue(then, case_id, "mail")).status_code == 200
        told = await ask(then, case_id, await message_of(then, case_id))
        assert told.json()["address"] == OTHER_MAIL


async def test_a_changed_phone_leaves_the_mail_usable(desk):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, phone="13800000062")
    assert (await reissue(desk, case_id, "mail")).status_code == 200


async def test_a_changed_address_leaves_the_counter_open_and_closes_the_post(desk):
    case_id, _ = await desk.filed()
    await desk.change_contact(case_id, email=None, address="虚构市样本区示例路九号")
    posted = await reissue(desk, case_id, "registered_post")
    assert (posted.status_code, posted.json()["code"]) == (409, "contact_changed_recently")
    given = await reissue(desk, case_id, "counter", subject="clerk-2")
    assert given.json()["access_code"]


async def test_an_address_changed_while_a_code_waits_does_not_get_it(desk):
    case_id, _ = await desk.filed()
    await reissue(desk, case_id, "mail")
    message = await message_of(desk, case_id)
    await desk.read(case_id)
    await desk.change_contact(case_id, email=OTHER_MAIL)
    refused = await ask(desk, case_id, message)
    assert (refused.status_code, refused.json()["code"]) == (409, "contact_changed_recently")
    assert OTHER_MAIL not in refused.text
    assert (await ask(desk, case_id)).json()["code"] == "contact_changed_recently"
    await desk.read(case_id)
    await desk.change_contact(case_id, email=None)
    assert (await ask(desk, case_id, message)).json()["code"] == "contact_not_found"


async def withdrawn(desk, client, receipt, code):
    path = f"/requests/v1/applications/{receipt['receipt_number']}/withdrawal"
    answer = await client.post(path, headers={"Gongkai-Access-Code": code})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_what_is_done_under_a_reissued_code_says_so_everywhere(desk, client):
    case_id, receipt = await desk.filed(WITHOUT_MAIL)
    code = (await reissue(desk, case_id, "counter")).json()["access_code"]
    shown = await withdrawn(desk, client, receipt, code)
    event = (await desk.get(f"/cases/{case_id}/events")).json()[-1]
    assert event["data"] == {"by": "applicant", "under": "reissued_counter"}
    (act,) = shown["acts_under_reissue"]
    assert (act["seq"], act["label"], act["under"]) == (
        event["seq"],
        "撤回申请",
        "reissued_counter",
    )
    assert act["remark"] == "此操作使用重发的查询码"
    assert shown["code_reissue"]["handover_label"] == "当面交付"
    case = await desk.read(case_id)
    assert case["acts_under_reissue"] == [act]
    assert case["code_reissue"]["handover"] == "counter"
    await reissue(desk, case_id, "registered_post")
    assert (await desk.read(case_id))["acts_under_reissue"] == [act], "it stays marked"


async def test_a_mailed_code_marks_as_mailed_and_the_first_one_marks_nothing(desk, client):
    case_id, receipt = await desk.filed()
    await reissue(desk, case_id, "mail")
    code = (await ask(desk, case_id, await message_of(desk, case_id))).json()["access_code"]
    shown = await withdrawn(desk, client, receipt, code)
    assert [act["under"] for act in shown["acts_under_reissue"]] == ["reissued_mail"]
    case_id, receipt = await desk.filed()
    shown = await withdrawn(desk, client, receipt, receipt["access_code"])
    assert (shown["acts_under_reissue"], shown["code_reissue"]) == ([], None)
    by_office = await desk.registered()
    await desk.done(f"/cases/{by_office}/withdrawal", {"withdrawn_on": desk.today()})
    event = (await desk.get(f"/cases/{by_office}/events")).json()[-1]
    assert event["data"] == {"by": "office", "under": None}
