"""Beside every subject that is shown stands the name by which the notifier told of it."""

from datetime import timedelta

import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.reference.people import apply_person
from tests.feed_events import person_event
from tests.integration.requests_api.office_desk import REPLY

NAMES = {"clerk": "样例经办", "head": "样例负责", "leader": "样例领导", "supervisor": "样例监督"}


@pytest_asyncio.fixture(scope="module", autouse=True, loop_scope="session")
async def people(app, organs):
    async with app.state.database.unit_of_work() as session:
        for subject, name in NAMES.items():
            event = person_event(subject, organs.own, subject, name=name, revision=9)
            await apply_person(session, event)


async def lately_extended(desk):
    """A case whose term has ended before its extension was entered; confirmed by the leader."""
    arrived = desk.ago(30)
    case = await desk.key_in(arrived_on=str(arrived))
    await desk.done(f"/cases/{case['id']}/registration")
    on = str(arrived + timedelta(days=7))
    body = {"working_days": 20, "approved_on": on, "notified_on": on}
    await desk.done(f"/cases/{case['id']}/extension", body, role=Role.HEAD)
    return case["id"]


def extension_in(entries):
    (extended,) = [entry for entry in entries if entry["type"] == "extended"]
    return extended


async def test_a_reply_names_who_drafted_and_who_approved_it(desk):
    case_id = await desk.registered()
    drafted = await desk.done(f"/cases/{case_id}/reply", REPLY)
    assert (drafted["reply"]["drafted_by_name"], drafted["reply"]["approved_by_name"]) == (
        NAMES["clerk"],
        None,
    )
    await desk.done(f"/cases/{case_id}/reply/submission")
    await desk.done(f"/cases/{case_id}/reply/approval", role=Role.HEAD)
    reply = (await desk.read(case_id))["reply"]
    assert (reply["drafted_by"], reply["drafted_by_name"]) == ("clerk", NAMES["clerk"])
    assert (reply["approved_by"], reply["approved_by_name"]) == ("head", NAMES["head"])


async def test_a_late_entry_names_who_entered_and_who_confirmed_it(desk):
    case_id = await lately_extended(desk)
    marked = extension_in((await desk.read(case_id))["late_entries"])
    assert (marked["entered_by"], marked["entered_by_name"]) == ("head", NAMES["head"])
    await desk.confirmed(case_id)
    entry = extension_in((await desk.get(f"/cases/{case_id}/late-entries")).json())
    assert entry["entered_by_name"] == NAMES["head"]
    assert (entry["confirmed_by"], entry["confirmed_by_name"]) == ("leader", NAMES["leader"])


async def test_the_record_and_its_refusals_name_who_acted(desk):
    case_id, _ = await desk.filed()
    await desk.done(f"/cases/{case_id}/assignment", {"assignee": "clerk-2"})
    refused = await desk.post(
        f"/cases/{case_id}/extension",
        {
            "working_days": 1,
            "approved_on": desk.today(),
            "notified_on": desk.today(),
        },
    )
    assert refused.status_code == 403
    events = (await desk.get(f"/cases/{case_id}/events")).json()
    told = {event["actor"]: event["actor_name"] for event in events}
    assert told == {"applicant": None, "clerk": NAMES["clerk"]}
    (refusal,) = (await desk.get(f"/cases/{case_id}/refusals")).json()
    assert (refusal["actor"], refusal["actor_name"]) == ("clerk", NAMES["clerk"])
    exported = (await desk.get(f"/cases/{case_id}/events/export")).json()
    assert "actor_name" not in exported["events"][0]


async def test_a_correction_names_the_head(desk):
    case = await desk.key_in(arrived_on=str(desk.ago(3)))
    body = {"on": str(desk.ago(4)), "reason": "录入有误"}
    await desk.done(f"/cases/{case['id']}/events/1/correction", body, role=Role.HEAD)
    (made,) = (await desk.get(f"/cases/{case['id']}/events/corrections")).json()
    assert (made["corrected_by"], made["corrected_by_name"]) == ("head", NAMES["head"])


async def test_parameters_and_searches_name_who_decided_and_who_looked(
    client, desk, headers, organs
):
    path = f"/requests/v1/organ-parameters/{organs.own}"
    held = await client.get(path, headers=headers(Role.HEAD))
    assert (held.json()["set_by"], held.json()["set_by_name"]) == ("test", None)
    decided = await client.put(
        path,
        json={"applications_a_month": 9999},
        headers={**headers(Role.HEAD), "If-Match": held.headers["ETag"]},
    )
    assert (decided.json()["set_by"], decided.json()["set_by_name"]) == ("head", NAMES["head"])
    await client.post(
        "/requests/v1/worklist:search", json={"phone": "13800000001"}, headers=headers(Role.CLERK)
    )
    found = await client.get("/requests/v1/worklist/searches", headers=headers(Role.AUDITOR))
    assert found.json()["items"][0]["actor_name"] == NAMES["clerk"]


async def test_who_left_is_still_named(app, organs, desk):
    case_id = await desk.registered()
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    gone = person_event("clerk", organs.own, name=NAMES["clerk"], active=False, revision=10)
    back = person_event("clerk", organs.own, name=NAMES["clerk"], revision=11)
    try:
        async with app.state.database.unit_of_work() as session:
            await apply_person(session, gone)
        assert (await desk.read(case_id))["reply"]["drafted_by_name"] == NAMES["clerk"]
    finally:
        async with app.state.database.unit_of_work() as session:
            await apply_person(session, back)
