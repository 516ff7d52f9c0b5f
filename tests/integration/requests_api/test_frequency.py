"""Applicants who ask very often: taken and marked, refused nothing (条例35)."""

import asyncio
from datetime import date

import pytest
import pytest_asyncio

from gongkai.auth.principal import Permission, Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from requests_api.intake.reading import find_organ
from tests.feed_events import organ_event
from tests.plans import listening, plan_of

FREE = 10


@pytest_asyncio.fixture(loop_scope="session")
async def organ(office, organs):
    """An organ that nobody has asked yet."""
    organ_id = new_id()
    async with office.database.unit_of_work() as session:
        path = [organs.parent, organ_id]
        await apply_organ(session, organ_event(organ_id, organs.parent, "丙局", path))
    return organ_id


async def frequency(desk, organ, number):
    case_id = (await desk.get("/cases", organ=organ, number=number)).json()["items"][0]["id"]
    return (await desk.read(case_id, organ=organ))["frequency"]


async def file_times(desk, organ, times):
    return [(await desk.file(organ=organ)).json()["receipt_number"] for _ in range(times)]


async def receipts(desk, organ, **filters):
    items = (await desk.get("/worklist", organ=organ, **filters)).json()["items"]
    return {item["receipt_number"] for item in items}


async def test_above_the_threshold_an_application_is_taken_and_marked(desk, organ):
    numbers = await file_times(desk, organ, FREE + 2)
    assert await frequency(desk, organ, numbers[FREE - 1]) is None
    for number, in_month in zip(numbers[FREE:], (FREE + 1, FREE + 2), strict=True):
        marked = await frequency(desk, organ, number)
        assert (marked["in_month"], marked["threshold"]) == (in_month, FREE)
    assert await receipts(desk, organ, frequent="true") == set(numbers[FREE:])
    assert await receipts(desk, organ, frequent="false") == set(numbers[:FREE])
    counted = (await desk.get("/worklist/counts", organ=organ, frequent="true")).json()
    assert counted["total"] == 2


async def test_the_mark_is_on_record_and_what_it_announces_is_gathered(desk, organ):
    numbers = await file_times(desk, organ, FREE + 1)
    found = await desk.get("/cases", organ=organ, number=numbers[-1])
    case_id = found.json()["items"][0]["id"]
    events = (await desk.get(f"/cases/{case_id}/events", organ=organ)).json()
    assert [event["type"] for event in events] == ["application_received", "frequency_noted"]
    told = {
        item["data"]["ref"]["number"]: item["data"]["gathered"]
        for item in await desk.changes("deadlines")
        if item["data"]["organ_id"] == str(organ)
    }
    assert told == {number: number == numbers[-1] for number in numbers}


async def test_the_same_again_is_taken_and_counted(desk, organ):
    await file_times(desk, organ, FREE)
    for title, duplicates in (("测试文件", FREE), ("测试 文件", FREE + 1), ("河道治理方案批复", 0)):
        filed = await desk.file(organ=organ, title=title)
        assert filed.status_code == 201
        marked = await frequency(desk, organ, filed.json()["receipt_number"])
        assert marked["duplicates"] == duplicates, title


async def test_others_and_other_organs_are_counted_apart(desk, organ, organs):
    await file_times(desk, organ, FREE)
    other_person = (await desk.file(2, organ=organ)).json()["receipt_number"]
    assert await frequency(desk, organ, other_person) is None
    elsewhere = (await desk.file(organ=organs.other, title="他处")).json()["receipt_number"]
    assert await frequency(desk, organs.other, elsewhere) is None


async def test_what_is_keyed_in_counts_in_the_month_of_its_arrival(desk, organ):
    await file_times(desk, organ, FREE)
    given = {"organ_id": str(organ), "organ": organ}
    assert (await desk.key_in(**given))["frequency"]["in_month"] == FREE + 1
    earlier = await desk.key_in(**given, arrived_on=str(desk.ago(30)))
    assert earlier["frequency"] is None


async def test_an_organ_decides_its_own_threshold(desk, client, headers, organ):
    path = f"/organ-parameters/{organ}"
    ships = await desk.get(path, organ=organ)
    assert ships.json() == {
        "organ_id": str(organ),
        "version": 0,
        "applications_a_month": FREE,
        "explanation_working_days": 15,
        "court_for_all": False,
        "party_information_remedy": "reconsideration_first",
        "party_information_remedy_label": "应当先申请行政复议",
        "set_by": None,
        "set_by_name": None,
        "set_at": None,
    }

    async def put(number, tag):
        return await client.put(
            f"/requests/v1{path}",
            json={"applications_a_month": number},
            headers={**headers(Role.HEAD, organ), **tag},
        )

    assert (await put(1, {})).status_code == 428
    decided = await put(1, {"If-Match": ships.headers["etag"]})
    assert (decided.status_code, decided.json()["version"]) == (200, 1)
    assert decided.json()["set_by"] == "head"
    stale = await put(9, {"If-Match": ships.headers["etag"]})
    assert (stale.status_code, stale.headers["etag"]) == (412, decided.headers["etag"])
    numbers = await file_times(desk, organ, 2)
    assert (await frequency(desk, organ, numbers[1]))["threshold"] == 1
    assert (await put(50, {"If-Match": decided.headers["etag"]})).json()["version"] == 2
    assert (await frequency(desk, organ, numbers[1]))["threshold"] == 1, "a mark stays"
    assert (await desk.get(path, organ=organ)).json()["applications_a_month"] == 50


async def test_two_decisions_at_once_make_one(client, headers, organ):
    answers = await asyncio.gather(
        *(
            client.put(
                f"/requests/v1/organ-parameters/{organ}",
                json={"applications_a_month": number},
                headers={**headers(Role.HEAD, organ), "If-Match": '"v0"'},
            )
            for number in range(1, 9)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7


@pytest.mark.parametrize("wanted", [0, -1, 10_001, "x", 1.5, None])
async def test_a_threshold_that_is_none_is_refused(client, headers, organs, wanted):
    refused = await client.put(
        f"/requests/v1/organ-parameters/{organs.own}",
        json={"applications_a_month": wanted},
        headers={**headers(Role.HEAD), "If-Match": '"v0"'},
    )
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/body/applications_a_month"


async def test_who_decides_a_threshold(client, headers, organs):
    async def put(organ, given):
        return await client.put(
            f"/requests/v1/organ-parameters/{organ}",
            json={"applications_a_month": 3},
            headers={**given, "If-Match": '"v0"'},
        )

    clerk = await put(organs.own, headers(Role.CLERK))
    assert (clerk.status_code, clerk.json()["code"]) == (403, "forbidden")
    foreign = await put(organs.other, headers(Role.HEAD))
    assert (foreign.status_code, foreign.json()["code"]) == (404, "organ_not_found")
    above = headers.of(organs.parent, Role.HEAD, Role.SUPERVISOR)
    seen = await put(organs.own, above)
    assert (seen.status_code, seen.json()["code"]) == (403, "organ_foreign")
    machine = headers.machine(organs.parent, Permission.ORGANS_READ)
    assert (await put(organs.own, machine)).status_code == 403


async def test_what_was_filed_in_the_month_is_found_from_the_document(desk, office, organ):
    """Tables that are new have no statistics; the plan made then is kept, and must hold later."""
    await file_times(desk, organ, 3)
    async with office.database.unit_of_work() as session:
        with listening(office.database.engine) as heard:
            await find_organ(
                session,
                organ,
                document_index=b"of somebody else",
                text_simhash=1,
                arrived_on=date(2026, 1, 5),
                key_scope=b"new",
            )
    (asked,) = heard
    plan = await plan_of(office.database.engine, asked)
    assert [(node.index, node.looked_at) for node in plan.of("matters")] == [("pk_matters", 0)]
