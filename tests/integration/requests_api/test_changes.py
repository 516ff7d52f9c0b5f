"""The change feed over HTTP: who reads which events, and what a cursor is good for."""

import json

import pytest

from gongkai.auth.principal import Permission, Role
from gongkai.contracts import EVENT_TYPES
from gongkai.crypto.signing import Signer
from tests.integration.requests_api.office_desk import REPLY, SAMPLE


async def read(client, headers, **params):
    return await client.get("/requests/v1/changes", params=params, headers=headers)


async def subjects(client, headers):
    page = (await read(client, headers, limit=500)).json()
    return {event["subject"] for event in page["items"]}


async def test_an_integrator_reads_the_events_of_its_subtree(client, desk, headers, organs):
    case_id = await desk.registered()
    for organ, sees in ((organs.parent, True), (organs.own, True), (organs.other, False)):
        machine = headers.machine(organ, Permission.CHANGES_READ)
        assert (case_id in await subjects(client, machine)) is sees
    nowhere = headers.machine(None, Permission.CHANGES_READ)
    assert await subjects(client, nowhere) == set()
    assert case_id in await subjects(client, headers.platform())


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.SUPERVISOR, Role.ADMIN])
async def test_people_do_not_read_the_feed(client, headers, role):
    assert (await read(client, headers(role))).status_code == 403


async def test_events_are_the_contracts_and_tell_the_state_after_each_step(desk):
    case_id = await desk.registered()
    await desk.replied(case_id, reply=REPLY)
    case = await desk.read(case_id)
    events = await desk.changes()
    for event in events:
        EVENT_TYPES[event["type"]].model_validate(event["data"])
        assert event["source"] == "/requests/v1"
    (changed,) = [event for event in events if event["subject"] == case_id]
    assert (changed["revision"], changed["data"]["state"]) == (case["version"], "replied")
    (cleared,) = [e for e in events if e["subject"] == case["deadlines"][0]["id"]]
    assert cleared["data"]["outcome"] == "met"


@pytest.mark.parametrize(
    "cursor", ["nonsense", "a.b", json.dumps({"x": 1, "i": 1, "e": "another"})]
)
async def test_a_cursor_that_is_not_of_this_history_is_gone(client, headers, cursor):
    gone = await read(client, headers.platform(), cursor=cursor)
    assert (gone.status_code, gone.json()["code"]) == (410, "cursor_gone")
    assert gone.json()["snapshot"] == "/requests/v1/changes"


async def test_a_well_signed_cursor_of_another_epoch_is_gone_too(client, app, headers):
    signer: Signer = app.state.signer
    cursor = signer.sign("changes", {"x": 1, "i": 1, "e": "7000000000000000000-00000002"})
    assert (await read(client, headers.platform(), cursor=cursor)).status_code == 410


async def test_reading_on_gives_only_what_is_new(client, desk, headers):
    page = (await read(client, headers.platform(), limit=500)).json()
    assert page["has_more"] is False
    same = (await read(client, headers.platform(), cursor=page["next_cursor"])).json()
    assert (same["items"], same["next_cursor"]) == ([], page["next_cursor"])
    case = await desk.key_in()
    new = (await read(client, headers.platform(), cursor=page["next_cursor"])).json()
    messages = {e["subject"] for e in new["items"] if "applicant-message" in e["type"]}
    found = {event["subject"] for event in new["items"]}
    assert (len(messages), found - messages) == (1, {case["id"], case["deadlines"][0]["id"]})


async def test_an_unknown_stream_is_refused_by_name(client, headers):
    answer = await read(client, headers.platform(), stream=["cases", "case"])
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_stream")
    (error,) = answer.json()["errors"]
    assert error["pointer"] == "/query/stream/1"
    assert "applicant-messages, cases, deadlines" in error["message"]


async def told(desk, case_id):
    """What the feed tells of a case now."""
    (changed,) = [event for event in await desk.changes("cases") if event["subject"] == case_id]
    return changed["data"]


async def test_a_changed_case_tells_what_a_to_do_needs(desk):
    case = await desk.key_in(title="城市更新规划许可", source="oa", external_id="to-do-1")
    await desk.done(f"/cases/{case['id']}/registration")
    await desk.done(f"/cases/{case['id']}/assignment", {"assignee": "clerk-2"})
    shown, data = await desk.read(case["id"]), await told(desk, case["id"])
    same = ("receipt_number", "number", "title", "organ_id", "assignee", "state", "state_label")
    for name in (*same, "due_on", "provisional", "source", "external_id"):
        assert data[name] == shown[name], name
    assert data["is_open"] is True
    assert data["path"] == f"/requests/v1/cases/{case['id']}"
    assert data["turns"]["yellow_from"] < data["turns"]["red_from"] < data["turns"]["overdue_from"]
    assert data["turns"]["overdue_from"] == data["ends_at"]

    await desk.replied(case["id"])
    done = await told(desk, case["id"])
    assert (done["is_open"], done["state_label"]) == (False, "已答复")
    assert (done["due_on"], done["ends_at"], done["turns"]) == (None, None, None)


async def test_a_case_that_waits_for_confirmation_is_due_by_its_house_deadline(desk):
    case_id, _ = await desk.filed()
    data, shown = await told(desk, case_id), await desk.read(case_id)
    assert (data["due_on"], shown["due_on"]) == (None, None)
    assert data["ends_at"] is not None
    assert data["turns"]["overdue_from"] == data["ends_at"]


async def test_a_title_that_names_somebody_is_not_told(desk, headers):
    name = SAMPLE["name"]
    for title in (f"{name}的征收补偿决定", "电话13800000001的登记信息"):
        receipt = (await desk.file(title=title)).json()
        events = await desk.changes("cases")
        (event,) = [e for e in events if e["data"]["receipt_number"] == receipt["receipt_number"]]
        assert event["data"]["title"] is None
        assert name not in json.dumps(events, ensure_ascii=False)
