"""An applicant is told of each event once: by a mail that says nothing, or by the office."""

import uuid

import pytest

from gongkai.auth.principal import Role
from gongkai.contracts import ApplicantMessageDue
from tests.integration.requests_api.code_handover import ask, messages_of
from tests.integration.requests_api.office_desk import SAMPLE, WITHOUT_MAIL
from tests.integration.requests_api.test_letters import drawn

NOTICE = "correction_notice"


async def news_of(desk, case_id):
    return [m["message_id"] for m in await messages_of(desk, case_id, "news")]


def tellings(case):
    return [each["telling"] for each in case["untold"]]


async def walked(desk, **changes):
    """A case of which its applicant is told everything that there is but delay and reasons."""
    on, case_id = desk.today(), await desk.registered(**changes)
    items = {"notified_on": on, "items": ["请写明文件名称"]}
    await desk.done(f"/cases/{case_id}/correction-notice", items)
    await drawn(desk, case_id, NOTICE)
    await desk.done(f"/cases/{case_id}/correction", {"received_on": on, "title": "测试文件一"})
    extension = {"working_days": 5, "approved_on": on, "notified_on": on}
    await desk.done(f"/cases/{case_id}/extension", extension, role=Role.HEAD)
    fee = {"notified_on": on, "basis": "pages", "quantity": 31, "grounds": "样例情形"}
    await desk.done(f"/cases/{case_id}/fee-notice", fee)
    waiver = {"on": on, "reason": "样例理由"}
    await desk.done(f"/cases/{case_id}/fee-waiver", waiver, role=Role.HEAD)
    await desk.replied(case_id)
    return case_id


EVERYTHING = [
    "receipt",
    "registration",
    "correction",
    "letter",
    "extension",
    "fee",
    "fee",
    "reply",
]


async def test_each_event_is_one_message_of_one_kind(desk):
    case_id = await walked(desk)
    case = await desk.read(case_id)
    assert tellings(case) == EVERYTHING
    assert all(each["by_mail"] for each in case["untold"])
    messages = await news_of(desk, case_id)
    assert len(set(messages)) == len(messages) == len(EVERYTHING)
    events = await desk.changes(ApplicantMessageDue.STREAM)
    told = [event["data"] for event in events if event["data"]["case_id"] == case_id]
    assert {each["kind"] for each in told} == {"news"}, "what it is about stays with the file"
    assert {each["send_at"] for each in told} == {None}


async def test_what_a_sent_message_told_is_untold_no_more(desk):
    case_id = await desk.registered()
    receipt, registration = await news_of(desk, case_id)
    answer = await ask(desk, case_id, registration)
    assert answer.json() == {"address": SAMPLE["email"], "access_code": None}
    case = await desk.read(case_id)
    assert tellings(case) == ["receipt"]
    assert (await ask(desk, case_id, registration)).status_code == 200, "the sender died: once more"
    assert (await ask(desk, case_id, receipt)).status_code == 200
    assert (await desk.read(case_id))["untold"] == []
    disclosed = [
        event["data"]["message_id"]
        for event in (await desk.get(f"/cases/{case_id}/events")).json()
        if event["type"] == "contact_disclosed"
    ]
    assert disclosed == [registration, registration, receipt], "each asking stands on record"


async def test_a_message_that_leaves_stops_nobody_who_decides_meanwhile(desk):
    case_id = await desk.registered()
    decided_on = desk.etags[case_id]
    for message in await news_of(desk, case_id):
        assert (await ask(desk, case_id, message)).status_code == 200
    await desk.read(case_id)
    assert desk.etags[case_id] != decided_on, "the record grew"
    body = {"assignee": "clerk-2"}
    moved = await desk.post(f"/cases/{case_id}/assignment", body, etag=decided_on)
    assert moved.status_code == 200, moved.text
    again = await desk.post(f"/cases/{case_id}/assignment", body, etag=decided_on)
    assert (again.status_code, again.json()["code"]) == (412, "precondition_failed")


async def test_whom_no_mail_reaches_is_told_by_the_office_on_record(desk):
    case_id = await walked(desk, applicant=WITHOUT_MAIL)
    assert await news_of(desk, case_id) == []
    case = await desk.read(case_id)
    assert tellings(case) == EVERYTHING
    assert not any(each["by_mail"] for each in case["untold"])
    assert case_id in await listed(desk, "true")
    first, *others = [each["seq"] for each in case["untold"]]
    body = {"entries": [first], "by": "counter", "told_on": desk.today()}
    told = await desk.done(f"/cases/{case_id}/tellings", body)
    assert [each["seq"] for each in told["untold"]] == others
    await desk.done(f"/cases/{case_id}/tellings", {**body, "entries": others, "by": "post"})
    assert (await desk.read(case_id))["untold"] == []
    assert case_id not in await listed(desk, "true")
    assert case_id in await listed(desk, "false")
    *_, one, rest = (await desk.get(f"/cases/{case_id}/events")).json()
    assert (one["type"], one["data"]) == ("applicant_told", {"entries": [first], "by": "counter"})
    assert rest["data"] == {"entries": others, "by": "post"}


async def listed(desk, untold):
    """The ids of the worklist's matters, page by page."""
    found, cursor = set(), {}
    while True:
        page = (await desk.get("/worklist", untold=untold, limit=200, **cursor)).json()
        found |= {item["id"] for item in page["items"]}
        if page["next_cursor"] is None:
            return found
        cursor = {"cursor": page["next_cursor"]}


async def test_what_the_office_told_is_mailed_no_more(desk):
    case_id = await desk.registered()
    receipt, registration = await news_of(desk, case_id)
    case = await desk.read(case_id)
    body = {"entries": [case["untold"][0]["seq"]], "by": "counter", "told_on": desk.today()}
    await desk.done(f"/cases/{case_id}/tellings", body)
    refused = await ask(desk, case_id, receipt)
    assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")
    assert (await ask(desk, case_id, registration)).status_code == 200


async def test_only_what_is_untold_is_told_and_not_before_it_happened(desk):
    case_id = await desk.registered(applicant=WITHOUT_MAIL)
    case = await desk.read(case_id)
    seqs = [each["seq"] for each in case["untold"]]
    body = {"entries": seqs, "by": "post", "told_on": desk.today()}
    for entries in ([*seqs, 9999], [2**31 - 1]):
        refused = await desk.post(f"/cases/{case_id}/tellings", {**body, "entries": entries})
        assert (refused.status_code, refused.json()["code"]) == (422, "nothing_to_tell")
        assert refused.json()["errors"][0]["pointer"] == "/body/entries"
    for day in (str(desk.ago(1)), desk.tomorrow()):
        refused = await desk.post(f"/cases/{case_id}/tellings", {**body, "told_on": day})
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    for wrong in ({"entries": []}, {"by": "pigeon"}, {"entries": [0]}, {"entries": ["x"]}):
        assert (await desk.post(f"/cases/{case_id}/tellings", body | wrong)).status_code == 422
    await desk.done(f"/cases/{case_id}/tellings", body)
    again = await desk.post(f"/cases/{case_id}/tellings", body)
    assert (again.status_code, again.json()["code"]) == (422, "nothing_to_tell")


async def test_only_the_own_office_records_a_telling(desk, organs):
    case_id = await desk.registered(applicant=WITHOUT_MAIL)
    case = await desk.read(case_id)
    body = {"entries": [case["untold"][0]["seq"]], "by": "post", "told_on": desk.today()}
    path = f"/cases/{case_id}/tellings"
    assert (await desk.post(path, body, organ=organs.other)).status_code == 404
    assert (await desk.post(path, body, role=Role.SUPERVISOR)).status_code == 403
    assert (await desk.post(path, body, role=Role.AUDITOR)).status_code == 403
    stale = await desk.post(path, body, etag='"v1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "precondition_failed")


async def test_an_address_that_comes_or_goes_decides_who_tells(desk):
    case_id = await desk.registered(applicant=WITHOUT_MAIL)
    await desk.change_contact(case_id, email="changed@example.com")
    assert all(each["by_mail"] for each in (await desk.read(case_id))["untold"])
    assert await news_of(desk, case_id) == [], "what was before it is told by the office"
    await desk.change_contact(case_id, email=None)
    on = desk.today()
    extension = {"working_days": 5, "approved_on": on, "notified_on": on}
    await desk.done(f"/cases/{case_id}/extension", extension, role=Role.HEAD)
    case = await desk.read(case_id)
    assert (tellings(case)[-1], case["untold"][-1]["by_mail"]) == ("extension", False)
    assert await news_of(desk, case_id) == []


async def test_a_message_of_long_ago_is_not_sent_and_stays_untold(desk, desk_in):
    case_id = await desk.registered()
    receipt, _ = await news_of(desk, case_id)
    async with desk_in(7.1) as later:
        refused = await ask(later, case_id, receipt)
        assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")
        assert tellings(await later.read(case_id)) == ["receipt", "registration"]


@pytest.mark.parametrize("online", [False, True])
async def test_a_flood_of_applications_is_no_flood_of_mails(desk, organs, headers, online):
    """Of a marked applicant all that happens to a case on one day is one mail, next morning."""
    version = await desk.get(f"/organ-parameters/{organs.own}", role=Role.HEAD)
    path = f"/requests/v1/organ-parameters/{organs.own}"
    stamp = {**headers(Role.HEAD), "If-Match": version.headers["etag"]}
    assert (await desk.client.put(path, json={"applications_a_month": 1}, headers=stamp)).is_success
    try:
        applicant = {**SAMPLE, "document": {"type": "passport", "number": f"E{online + 0:08d}"}}
        first = await desk.key_in(applicant=applicant)
        assert len(await news_of(desk, first["id"])) == 1
        if online:
            case_id, _ = await desk.filed(applicant)
            await desk.done(
                f"/cases/{case_id}/confirmation", {"confirmed_on": desk.today(), "means": "phone"}
            )
            await desk.done(f"/cases/{case_id}/registration")
        else:
            case_id = await desk.registered(applicant=applicant)
    finally:
        stamp = {**headers(Role.HEAD), "If-Match": f'"v{int(version.headers["etag"][2:-1]) + 1}"'}
        body = {"applications_a_month": 10_000}
        assert (await desk.client.put(path, json=body, headers=stamp)).is_success
    assert (await desk.read(case_id))["frequency"] is not None
    (message,) = await messages_of(desk, case_id, "news")
    assert message["send_at"].startswith(desk.tomorrow())
    assert message["send_at"].endswith("T08:00:00+08:00")
    assert tellings(await desk.read(case_id)) == ["receipt", "registration"]
    assert (await ask(desk, case_id, message["message_id"])).status_code == 200
    assert (await desk.read(case_id))["untold"] == []


async def test_a_part_of_a_split_tells_of_its_own_number_only(desk):
    case_id = await desk.registered()
    parts = {"parts": [{"title": "测试文件甲"}, {"title": "测试文件乙"}]}
    await desk.done(f"/cases/{case_id}/splitting", parts)
    links = (await desk.get(f"/cases/{case_id}/links")).json()["items"]
    other = links[0]["case"]["id"]
    assert tellings(await desk.read(other)) == ["registration"]
    assert len(await news_of(desk, other)) == 1


async def test_an_unknown_message_brings_neither_address_nor_news(desk):
    case_id = await desk.registered()
    refused = await ask(desk, case_id, str(uuid.uuid4()))
    assert (refused.status_code, refused.json()["code"]) == (409, "message_obsolete")
