"""What the office fills in is read back (条例29); who acts for another shows by what."""

import uuid

import pytest

from gongkai.auth.principal import Role
from tests.integration.requests_api.office_desk import SAMPLE
from tests.samples import person

AGENT = {"name": "测试丁", "phone": "13800000004", "document": person(4)["document"]}


async def test_an_oral_application_is_registered_once_it_was_read_back(desk):
    case = await desk.key_in(channel="oral")
    case_id = case["id"]
    assert (case["received_on"], case["read_back_on"]) == (desk.today(), None)
    assert "register" not in case["available_actions"]
    assert "read_back" in case["available_actions"]
    refused = await desk.post(f"/cases/{case_id}/registration")
    assert (refused.status_code, refused.json()["code"]) == (409, "not_read_back")
    assert "read_back" in refused.json()["allowed_steps"]
    assert "宣读" in refused.json()["title"]
    body = {"read_back_on": desk.today(), "paper": "测试柜一号"}
    case = await desk.done(f"/cases/{case_id}/read-back", body)
    assert case["read_back_on"] == desk.today()
    again = await desk.post(f"/cases/{case_id}/read-back", body)
    assert (again.status_code, again.json()["why"]) == (409, "read_back_already")
    assert (await desk.done(f"/cases/{case_id}/registration"))["state"] == "registered"
    (event,) = [e for e in await events(desk, case_id) if e["type"] == "read_back"]
    assert set(event["data"]) == {"text_digest"}
    timeline = (await desk.get(f"/cases/{case_id}/timeline")).json()["items"]
    assert "向申请人宣读申请内容并经其确认" in str(timeline)


async def events(desk, case_id):
    return (await desk.get(f"/cases/{case_id}/events")).json()


async def test_what_was_read_back_at_once_is_keyed_in_with_it(desk):
    case = await desk.key_in(channel="oral", read_back_on=desk.today())
    assert case["read_back_on"] == desk.today()
    assert (await desk.done(f"/cases/{case['id']}/registration"))["state"] == "registered"
    digest = next(
        e["data"]["text_digest"] for e in await events(desk, case["id"]) if e["type"] == "read_back"
    )
    other = await desk.key_in(channel="oral", read_back_on=desk.today())
    told = next(
        e["data"]["text_digest"]
        for e in await events(desk, other["id"])
        if e["type"] == "read_back"
    )
    assert told != digest, "equal words of two files look different"


@pytest.mark.parametrize("channel", ["in_person", "online", "fax"])
async def test_only_what_was_spoken_is_read_back(desk, channel):
    refused = await desk.try_key_in(channel=channel, read_back_on=desk.today())
    assert (refused.status_code, refused.json()["code"]) == (422, "read_back_of_oral_only")
    case = await desk.key_in(channel=channel)
    body = {"read_back_on": desk.today()}
    refused = await desk.post(f"/cases/{case['id']}/read-back", body)
    assert (refused.status_code, refused.json()["why"]) == (409, "not_oral")


async def test_it_is_read_back_neither_before_it_was_spoken_nor_in_the_future(desk):
    for day in (str(desk.ago(3)), desk.tomorrow()):
        refused = await desk.try_key_in(
            channel="oral", arrived_on=str(desk.ago(1)), read_back_on=day
        )
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")
    case = await desk.key_in(channel="oral", arrived_on=str(desk.ago(1)))
    for day in (str(desk.ago(3)), desk.tomorrow()):
        refused = await desk.post(f"/cases/{case['id']}/read-back", {"read_back_on": day})
        assert (refused.status_code, refused.json()["code"]) == (422, "date_out_of_order")


async def test_only_the_own_office_and_only_people_read_back(desk, organs, headers):
    case = await desk.key_in(channel="oral")
    path, body = f"/cases/{case['id']}/read-back", {"read_back_on": desk.today()}
    assert (await desk.post(path, body, organ=organs.other)).status_code == 404
    assert (await desk.post(path, body, role=Role.SUPERVISOR)).status_code == 403
    machine = headers.machine(organs.own, "cases:read", "cases:write")
    stamp = {**machine, "If-Match": desk.etags[case["id"]], "Idempotency-Key": str(uuid.uuid4())}
    refused = await desk.client.post(f"/requests/v1{path}", json=body, headers=stamp)
    assert refused.status_code == 403


async def with_agent(desk, **more):
    return await desk.key_in(applicant={**SAMPLE, "agent": {**AGENT, **more}})


async def test_an_agent_is_shown_masked_with_whether_the_authority_is_proved(desk):
    case = await with_agent(desk)
    shown = case["applicant"]
    assert (shown["agent_name"], shown["agent_authority"]) == ("测**", "entrusted")
    assert shown["agent_authority_label"] == "委托代理（授权委托书）"
    assert shown["is_agent_authority_shown"] is False
    plain = await desk.key_in()
    assert plain["applicant"]["is_agent_authority_shown"] is None
    noted = await with_agent(desk, authority="授权委托书，测试卷第3页")
    assert noted["applicant"]["is_agent_authority_shown"] is True
    assert "测试卷" not in str(noted)


async def test_paper_or_a_file_proves_an_authority_that_was_not_there_at_first(desk):
    case = await with_agent(desk)
    path = f"/cases/{case['id']}"
    paper = {"kind": "entrusted", "paper": "授权委托书，测试卷第7页"}
    case = await desk.done(f"{path}/agent-authority", paper)
    assert case["applicant"]["is_agent_authority_shown"] is True
    attached = await desk.client.post(
        f"/requests/v1{path}/attachments",
        params={"filename": "authority.txt"},
        content="授权委托书".encode(),
        headers={
            **desk.headers(Role.CLERK),
            "Idempotency-Key": str(uuid.uuid4()),
            "Content-Type": "text/plain",
        },
    )
    assert attached.status_code == 201, attached.text
    await desk.read(case["id"])
    body = {"kind": "guardian", "attachment_id": attached.json()["id"]}
    case = await desk.done(f"{path}/agent-authority", body)
    assert case["applicant"]["agent_authority"] == "guardian"
    told = [
        e["data"] for e in await events(desk, case["id"]) if e["type"] == "agent_authority_noted"
    ]
    assert told == [
        {"kind": "entrusted", "attachment_id": None},
        {"kind": "guardian", "attachment_id": attached.json()["id"]},
    ]
    export = (await desk.get(f"{path}/events/export")).text
    assert "测试卷" not in export
    assert AGENT["name"] not in export
    seen = await desk.done(f"{path}/applicant-disclosure", {"reason": "核对代理权"})
    assert seen["agent"]["authority_attachment_id"] == attached.json()["id"]


async def test_an_authority_needs_an_agent_and_a_proof_that_is_there(desk, organs):
    plain, case = await desk.key_in(), await with_agent(desk)
    body = {"kind": "entrusted", "paper": "授权委托书"}
    refused = await desk.post(f"/cases/{plain['id']}/agent-authority", body)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_agent")
    path = f"/cases/{case['id']}/agent-authority"
    unknown = {"kind": "entrusted", "attachment_id": str(uuid.uuid4())}
    refused = await desk.post(path, unknown)
    assert (refused.status_code, refused.json()["code"]) == (422, "authority_attachment_unknown")
    for wrong in ({"kind": "entrusted"}, {"kind": "friend", "paper": "x"}, {"paper": "x"}):
        assert (await desk.post(path, wrong)).status_code == 422
    assert (await desk.post(path, body, organ=organs.other)).status_code == 404
    assert (await desk.post(path, body, role=Role.AUDITOR)).status_code == 403


async def test_a_guardian_shows_the_own_document(desk):
    applicant = {**SAMPLE, "agent": {**AGENT, "document": None, "authority_kind": "guardian"}}
    refused = await desk.try_key_in(applicant=applicant)
    (error,) = refused.json()["errors"]
    assert (refused.status_code, error["code"]) == (422, "guardian_without_document")
    case = await with_agent(desk, authority_kind="guardian", authority="户口簿复印件")
    assert case["applicant"]["agent_authority"] == "guardian"


async def test_help_that_is_owed_is_shown_in_words(desk):
    """条例43."""
    case = await desk.key_in(applicant={**SAMPLE, "help_needed": ["sight", "reading"]})
    assert case["applicant"]["help_needed"] == ["sight", "reading"]
    assert case["applicant"]["help_needed_labels"] == ["视力障碍", "阅读困难"]


SATURDAY, MONDAY = "2025-03-01", "2025-03-03"
AT_ONCE = ("in_person", "registered_post", "oral")
ON_CONFIRMATION = ("ordinary_post", "online", "fax", "email")


@pytest.mark.parametrize("channel", AT_ONCE)
async def test_dl_01_what_is_handed_over_is_received_on_arrival_be_it_a_day_of_rest(desk, channel):
    """条例31(一)(二), domain.md 2.6, 2.11: twenty working days behind the day of receipt."""
    for arrived_on, due_on in ((SATURDAY, "2025-03-28"), (MONDAY, "2025-03-31")):
        case = await desk.key_in(channel=channel, arrived_on=arrived_on)
        assert (case["received_on"], case["due_on"]) == (arrived_on, due_on)


@pytest.mark.parametrize("channel", ON_CONFIRMATION)
async def test_dl_06_07_what_is_not_signed_for_is_received_when_both_sides_confirm(desk, channel):
    """条例31(二)(三): ordinary post on the day of confirmation; online, fax, mail by both sides."""
    case = await desk.key_in(channel=channel, arrived_on=SATURDAY)
    assert (case["received_on"], case["due_on"]) == (None, None)
    assert case["waiting_for"][0]["until"] == MONDAY, "a house term, so that none lies unconfirmed"
    confirmed = {"channel": channel, "arrived_on": SATURDAY, "confirmed_on": MONDAY}
    case = await desk.key_in(**confirmed)
    assert (case["received_on"], case["due_on"]) == (MONDAY, "2025-03-31")


@pytest.mark.parametrize("channel", [*AT_ONCE, *ON_CONFIRMATION])
async def test_under_the_text_of_2007_mail_and_online_are_received_on_arrival(desk, channel):
    """207号 一, domain.md 2.6, 2.11: 2018-11-17 was a Saturday; what the system took in on a day of
    rest counts on the next working day, what was signed for on its own.
    """
    expected = {"online": "2018-11-19", "email": "2018-11-19", "fax": None, "ordinary_post": None}
    case = await desk.key_in(channel=channel, arrived_on="2018-11-17")
    assert case["received_on"] == expected.get(channel, "2018-11-17")
    assert case["rule_set"] == "regulation-2007"
