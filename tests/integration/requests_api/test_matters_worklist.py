"""GET /worklist: every kind of matter, filtered, nearest end first, in one shape."""

from collections import Counter

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event
from tests.integration.requests_api.office_desk import REPLY


@pytest.fixture(scope="module")
async def organ(app, desk):
    """An office with cases in several states, and what they are, by id."""
    organ_id = new_id()
    async with app.state.database.unit_of_work() as session:
        event = organ_event(organ_id, desk.organs.parent, "己局", [desk.organs.parent, organ_id])
        await apply_organ(session, event)
    own = {"organ_id": str(organ_id), "organ": organ_id}
    for days in (1, 16, 19, 25):
        case = await desk.key_in(arrived_on=str(desk.ago(days)), title=f"件{days}", **own)
        await desk.done(f"/cases/{case['id']}/registration", organ=organ_id)
    await desk.key_in(channel="fax", title="未确认", **own)
    held = await desk.key_in(arrived_on=str(desk.ago(3)), title="征求意见", **own)
    path = f"/cases/{held['id']}"
    await desk.done(f"{path}/registration", organ=organ_id)
    letter = {"party": "organ", "party_name": "乙局", "sent_on": str(desk.ago(1))}
    await desk.done(f"{path}/consultations", letter, organ=organ_id)
    await desk.done(f"{path}/reply", REPLY, organ=organ_id)
    gone = await desk.key_in(title="已撤回", **own)
    withdrawn = {"withdrawn_on": desk.today()}
    await desk.done(f"/cases/{gone['id']}/withdrawal", withdrawn, organ=organ_id)
    return organ_id


async def titles(desk, organ, **params):
    answer = await desk.get("/worklist", organ=organ, **params)
    assert answer.status_code == 200, answer.text
    return [item["title"] for item in answer.json()["items"]]


async def test_what_ends_first_stands_first_and_what_has_no_end_last(desk, organ):
    items = (await desk.get("/worklist", organ=organ)).json()["items"]
    found = [item["title"] for item in items]
    ends = [item["due_on"] for item in items if item["due_on"]]
    assert found[0] == "件25"
    assert ends == sorted(ends)
    assert len(ends) == 5
    assert set(found[-2:]) == {"征求意见", "已撤回"}
    assert set(found) == {"件1", "件16", "件19", "件25", "未确认", "征求意见", "已撤回"}


async def test_an_item_says_what_a_desk_shows(desk, organ):
    (item,) = (await desk.get("/worklist", organ=organ, text="未确认")).json()["items"]
    assert item["organ"] == {"id": str(organ), "name": "己局"}
    assert (item["kind"], item["kind_label"]) == ("application", "政府信息公开申请")
    assert (item["state"], item["state_label"], item["stage"]) == (
        "received",
        "已收到",
        "registration",
    )
    assert [waiting["code"] for waiting in item["waiting_for"]] == ["confirmation"]
    assert item["due_on"] == item["waiting_for"][0]["until"]
    assert (item["unit"], item["remaining"]["unit"], item["due_at"]) == (
        "working_day",
        "working_day",
        None,
    )
    assert item["applicant_name"].endswith("*")
    assert item["available_actions"] == ["add_note", "assign", "confirm", "link_case", "withdraw"]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"kind": "application", "state": "withdrawn"}, {"已撤回"}),
        ({"waiting_for": "consultation"}, {"征求意见"}),
        ({"waiting_for": ["consultation", "confirmation"]}, {"征求意见", "未确认"}),
        ({"light": "overdue"}, {"件25"}),
        ({"light": "none"}, {"征求意见", "已撤回"}),
        ({"assignee": "me"}, {"件1", "件16", "件19", "件25", "征求意见"}),
        ({"assignee": "none"}, {"未确认", "已撤回"}),
    ],
)
async def test_filters_narrow(desk, organ, params, expected):
    assert set(await titles(desk, organ, **params)) == expected


async def test_a_state_of_no_kind_is_refused_and_does_not_look_like_no_work(desk, organ):
    for path in ("/worklist", "/worklist/counts"):
        answer = await desk.get(path, organ=organ, state=["handling", "nonsense"])
        assert answer.status_code == 422
        (error,) = answer.json()["errors"]
        assert (error["pointer"], error["code"]) == ("/query/state/1", "unknown_state")


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"state": ["registered", "withdrawn"]},
        {"light": ["none", "overdue"]},
        {"waiting_for": "consultation"},
        {"assignee": "none"},
        {"text": "没有此件"},
    ],
)
async def test_counts_are_those_of_what_the_list_shows(desk, organ, params):
    items = (await desk.get("/worklist", organ=organ, **params)).json()["items"]
    counts = (await desk.get("/worklist/counts", organ=organ, **params)).json()
    shown = Counter((item["kind"], item["state"], item["light"]) for item in items)
    assert counts["total"] == len(items)
    assert [((c["kind"], c["state"], c["light"]), c["count"]) for c in counts["by"]] == sorted(
        shown.items()
    )


async def test_counts_hold_only_what_exists_for_the_caller(desk, organ):
    foreign = (await desk.get("/worklist/counts", organ=new_id())).json()
    assert foreign == {"total": 0, "by": []}
    answer = await desk.get("/worklist/counts", organ=organ, limit=3)
    assert answer.status_code == 422, "counts have no pages"


async def test_every_light_finds_what_it_shows(desk, organ):
    items = (await desk.get("/worklist", organ=organ)).json()["items"]
    for light in ("none", "green", "yellow", "red", "overdue"):
        shown = {item["title"] for item in items if item["light"] == light}
        assert set(await titles(desk, organ, light=light)) == shown


async def test_who_oversees_narrows_to_an_organ_or_its_subtree(desk, organ):
    parent = desk.organs.parent

    async def seen(**params):
        answer = await desk.get(
            "/worklist", role=Role.SUPERVISOR, organ=parent, limit=200, **params
        )
        return {item["organ"]["id"] for item in answer.json()["items"]}

    assert await seen(organ_id=str(organ)) == {str(organ)}
    assert await seen(organ_id=str(parent)) <= {str(parent)}
    assert str(organ) in await seen(organ_id=str(parent), within="subtree")


async def test_who_oversees_counts_an_organ_or_its_subtree(desk, organ):
    parent = desk.organs.parent

    async def counted(path, **params):
        seen = {"role": Role.SUPERVISOR, "organ": parent, **params}
        return (await desk.get(path, **seen)).json()

    for narrowed in (
        {"organ_id": str(organ)},
        {"organ_id": str(parent)},
        {"organ_id": str(parent), "within": "subtree", "assignee": "none"},
        {"organ_id": str(organ), "within": "subtree", "light": "overdue"},
    ):
        items = (await counted("/worklist", limit=200, **narrowed))["items"]
        counts = await counted("/worklist/counts", **narrowed)
        shown = Counter((item["kind"], item["state"], item["light"]) for item in items)
        by = {(c["kind"], c["state"], c["light"]): c["count"] for c in counts["by"]}
        assert (counts["total"], by) == (len(items), shown)
    everything = await counted("/worklist/counts")
    assert everything == await counted("/worklist/counts", organ_id=str(parent), within="subtree")


async def test_an_organ_beyond_the_callers_counts_nothing(desk, organ):
    for organ_id in (desk.organs.parent, desk.organs.other, new_id()):
        narrowed = {"organ_id": str(organ_id)}
        counts = (await desk.get("/worklist/counts", organ=organ, **narrowed)).json()
        assert counts == {"total": 0, "by": []}


@pytest.mark.parametrize("sort", ["due", "received", "-received", "number"])
async def test_pages_join_without_a_gap_in_every_order(desk, organ, sort):
    whole, found, cursor = await titles(desk, organ, sort=sort), [], None
    while True:
        params = {"sort": sort, "limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await desk.get("/worklist", organ=organ, **params)).json()
        found += [item["title"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    if sort == "-received":
        assert found == list(reversed(await titles(desk, organ, sort="received")))


async def test_a_cursor_of_another_order_is_refused(desk, organ):
    page = (await desk.get("/worklist", organ=organ, limit=2)).json()
    other = await desk.get("/worklist", organ=organ, sort="received", cursor=page["next_cursor"])
    assert (other.status_code, other.json()["code"]) == (410, "cursor_gone")
