"""The change feed over HTTP: who reads which events, and what a cursor is good for."""

import json

import pytest

from gongkai.auth.principal import Permission, Role
from gongkai.contracts import EVENT_TYPES
from gongkai.crypto.signing import Signer
from tests.integration.requests_api.office_desk import REPLY


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
    found = {event["subject"] for event in new["items"]}
    assert found == {case["id"], case["deadlines"][0]["id"]}
