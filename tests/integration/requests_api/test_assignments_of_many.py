"""Many cases get another responsible person at once, each with its own result."""

import asyncio
import uuid

from gongkai.auth.principal import Role

REASON = "原经办人调离样例岗位"


async def assign(desk, items, assignee="clerk-2", *, role=Role.CLERK, organ=None, key=None, **more):
    return await desk.client.post(
        "/requests/v1/cases:assign",
        json={"items": items, "assignee": assignee, "reason": REASON, **more},
        headers={**desk.headers(role, organ), "Idempotency-Key": key or str(uuid.uuid4())},
    )


async def pair(desk, case_id):
    return {"id": case_id, "version": (await desk.read(case_id))["version"]}


def codes(answer):
    return [r["problem"] and r["problem"]["code"] for r in answer.json()["results"]]


async def test_each_is_assigned_on_its_own_and_what_stands_against_one_stops_no_other(desk):
    ids = [await desk.registered() for _ in range(4)]
    stale, closed, *good = [await pair(desk, case_id) for case_id in ids]
    stale["version"] -= 1
    await desk.done(f"/cases/{closed['id']}/withdrawal", {"withdrawn_on": desk.today()})
    closed = await pair(desk, closed["id"])
    unknown = {"id": str(uuid.uuid4()), "version": 1}
    items = [stale, good[0], closed, unknown, {"id": "x", "version": 1}, good[1]]
    answer = await assign(desk, items)
    assert answer.status_code == 200, answer.text
    assert codes(answer) == [
        "precondition_failed",
        None,
        "case_step_not_allowed",
        "case_not_found",
        "unprocessable",
        None,
    ]
    told = answer.json()
    assert (told["assigned"], told["unchanged"], told["refused"]) == (2, 0, 4)
    assert [r["index"] for r in told["results"]] == list(range(6))
    assert told["results"][4]["problem"]["errors"][0]["pointer"] == "/body/items/4/id"
    for each, result in zip(good, (told["results"][1], told["results"][5]), strict=True):
        case = await desk.read(each["id"])
        assert (case["assignee"], case["version"]) == ("clerk-2", result["version"])
        assert case["assignment"] == {"on": desk.today(), "reason": REASON}
        events = (await desk.get(f"/cases/{each['id']}/events")).json()
        assert (events[-1]["type"], events[-1]["data"]) == ("assigned", {"assignee": "clerk-2"})
        assert REASON not in str(events)
    for each in (stale, closed):
        assert (await desk.read(each["id"]))["assignee"] == "clerk"


async def test_who_is_responsible_already_stays_without_an_event(desk):
    item = await pair(desk, await desk.registered())
    answer = await assign(desk, [item], "clerk")
    assert answer.json()["results"][0]["outcome"] == "unchanged"
    assert await pair(desk, item["id"]) == item


async def test_a_case_that_is_named_twice_is_assigned_once(desk):
    item = await pair(desk, await desk.registered())
    assert codes(await assign(desk, [item, item])) == [None, "precondition_failed"]


async def test_an_assignee_whom_the_organ_does_not_have_is_refused_for_each(desk):
    items = [await pair(desk, await desk.registered()) for _ in range(2)]
    answer = await assign(desk, items, "nobody")
    assert codes(answer) == ["unknown_assignee"] * 2


async def test_a_repetition_with_its_key_changes_nothing_more(desk):
    item, key = await pair(desk, await desk.registered()), str(uuid.uuid4())
    first = await assign(desk, [item], key=key)
    again = await assign(desk, [item], key=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["idempotent-replayed"] == "true"


async def test_other_organs_are_not_touched_and_not_told_of(desk, organs):
    item = await pair(desk, await desk.registered())
    foreign = await assign(desk, [item], organ=organs.other)
    assert codes(foreign) == ["case_not_found"]
    above = await assign(desk, [item], role=Role.SUPERVISOR, organ=organs.parent)
    assert above.status_code == 403
    assert (await desk.read(item["id"]))["assignee"] == "clerk"


async def test_the_request_is_bounded_and_needs_a_reason(desk):
    item = await pair(desk, await desk.registered())
    for wrong in (
        await assign(desk, []),
        await assign(desk, [item] * 101),
        await assign(desk, [item], reason="2026年1月5日"),
        await assign(desk, [item], reason=None),
        await assign(desk, [item], assignee=""),
        await assign(desk, {"id": item["id"]}),
    ):
        assert wrong.status_code == 422, wrong.text
    assert codes(await assign(desk, [{"id": item["id"]}, 5, None])) == ["unprocessable"] * 3
    assert await pair(desk, item["id"]) == item


async def test_a_refusal_is_told_in_the_language_of_the_caller(desk):
    unknown = {"id": str(uuid.uuid4()), "version": 1}
    body = {"items": [unknown], "assignee": "clerk-2", "reason": REASON}
    titles = []
    for language in ("zh", "en"):
        answer = await desk.client.post(
            "/requests/v1/cases:assign",
            json=body,
            headers={**desk.headers(Role.CLERK), "Accept-Language": language},
        )
        titles.append(answer.json()["results"][0]["problem"]["title"])
    assert titles[0] != titles[1]
    assert titles[1].isascii()


async def test_two_who_assign_the_same_cases_at_once_end_with_one_result_each(desk):
    """Locked in one order, neither waits for the other in a circle."""
    items = [await pair(desk, await desk.registered()) for _ in range(6)]
    answers = await asyncio.gather(
        assign(desk, items, "clerk-2"), assign(desk, items[::-1], "clerk-3")
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    assert sum(answer.json()["assigned"] for answer in answers) == len(items)
