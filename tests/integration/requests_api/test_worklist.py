"""The worklist: filters, lights, order and pages."""

import pytest

from gongkai.auth.principal import Role
from gongkai.db import new_id
from gongkai.deadlines.lights import light_of
from gongkai.reference.organs import apply_organ
from tests.feed_events import organ_event

AGES = (1, 3, 13, 14, 15, 17, 18, 19, 20, 21, 25)
"""How many working days ago a case was received."""


@pytest.fixture(scope="module")
async def organ(app):
    organ_id = new_id()
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, organ_event(organ_id, None, "戊局", [organ_id]))
    return organ_id


@pytest.fixture(scope="module")
async def cases(desk, organ):
    """One case of every age, one unconfirmed, one withdrawn, one stopped; by id."""
    own = {"organ_id": str(organ), "organ": organ}
    made = [
        await desk.key_in(arrived_on=str(desk.ago(age)), title=f"年龄{age}", **own) for age in AGES
    ]
    made.append(await desk.key_in(channel="fax", **own))
    withdrawn = await desk.key_in(**own)
    await desk.done(
        f"/cases/{withdrawn['id']}/withdrawal", {"withdrawn_on": desk.today()}, organ=organ
    )
    stopped = await desk.key_in(**own)
    await desk.done(f"/cases/{stopped['id']}/registration", organ=organ)
    letter = {"party": "organ", "party_name": "乙局", "sent_on": desk.today()}
    await desk.done(f"/cases/{stopped['id']}/consultations", letter, organ=organ)
    made += [withdrawn, stopped]
    return {
        case["id"]: (await desk.get(f"/cases/{case['id']}", organ=organ)).json() for case in made
    }


def act_by(case):
    """By when the office must act: to answer, or to confirm the receipt."""
    confirm = [item["due_on"] for item in case["deadlines"] if item["rule"] == "HOUSE-CONFIRM"]
    return case["due_on"] or (confirm[0] if case["state"] == "received" and confirm else None)


async def ids(desk, organ, **filters):
    answer = await desk.get("/cases", organ=organ, **filters)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


async def test_the_nearest_date_comes_first_and_cases_without_one_last(desk, organ, cases):
    listed = (await desk.get("/cases", organ=organ)).json()["items"]
    assert {item["id"] for item in listed} == set(cases)
    dates = [act_by(cases[item["id"]]) for item in listed]
    assert dates == sorted(dates, key=lambda day: day or "9")
    assert dates.count(None) >= 2
    for item in listed:
        case = cases[item["id"]]
        shared = item.keys() & case.keys()
        assert {key: item[key] for key in shared} == {key: case[key] for key in shared}
        assert item["applicant_name"] == "测**"
        running = [d["due_on"] for d in case["deadlines"] if d["state"] == "open"]
        assert item["next_due_on"] == min(running, default=None)


async def test_each_light_finds_exactly_the_cases_that_show_it(desk, organ, cases):
    seen = set()
    for light in ("green", "yellow", "red", "overdue", "none"):
        found = set(await ids(desk, organ, light=light))
        assert found == {key for key, case in cases.items() if case["light"] == light}
        assert found
        seen |= found
    assert seen == set(cases)


async def test_an_unconfirmed_application_shows_its_house_deadline(desk, organ, cases):
    (waiting,) = [
        case for case in cases.values() if case["state"] == "received" and not case["due_on"]
    ]
    assert (waiting["light"], waiting["remaining_working_days"]) == ("red", 1)
    late = await desk.key_in(
        channel="online", arrived_on=str(desk.ago(9)), organ_id=str(organ), organ=organ
    )
    assert late["id"] in await ids(desk, organ, light="overdue")
    assert (await ids(desk, organ)).index(late["id"]) == 0
    await desk.done(f"/cases/{late['id']}/withdrawal", {"withdrawn_on": desk.today()}, organ=organ)
    assert (await ids(desk, organ))[-1] == late["id"]
    cases[late["id"]] = (await desk.get(f"/cases/{late['id']}", organ=organ)).json()


async def test_lights_are_thresholds_in_working_days(desk, organ, cases):
    for case in cases.values():
        remaining = case["remaining_working_days"]
        match case["light"]:
            case "overdue":
                assert remaining < 0
            case "red":
                assert 0 <= remaining <= 1
            case "yellow":
                assert 2 <= remaining <= 5
            case "green":
                assert remaining > 5
            case "none":
                assert remaining is None
    assert light_of(None, desk.clock.now(), desk.calendar) == "none"


async def test_filters_narrow_by_state_window_number_and_assignee(desk, organ, cases):
    consulting = [key for key, case in cases.items() if case["state"] == "handling"]
    assert await ids(desk, organ, state="handling") == consulting
    both = await ids(desk, organ, state=["handling", "withdrawn"])
    assert {cases[key]["state"] for key in both} == {"handling", "withdrawn"}
    dates = sorted(day for day in map(act_by, cases.values()) if day)
    window = await ids(desk, organ, due_from=dates[1], due_until=dates[3])
    assert {act_by(cases[key]) for key in window} == set(dates[1:4])
    assert len(await ids(desk, organ, due_until=dates[0])) == dates.count(dates[0])
    some = cases[consulting[0]]
    assert await ids(desk, organ, number=some["number"]) == consulting
    assert await ids(desk, organ, number=some["receipt_number"]) == consulting
    assert await ids(desk, organ, number=some["number"].removesuffix("号")) == consulting
    assert await ids(desk, organ, number=some["number"][:-2]) == []
    for brackets in ("[]", "()", "（）", "【】"):
        typed = some["number"].replace("〔", brackets[0]).replace("〕", brackets[1])
        assert await ids(desk, organ, number=typed) == consulting, typed
    for heard in (some["receipt_number"].lower(), some["receipt_number"].replace("-", " ")):
        assert await ids(desk, organ, number=heard) == consulting, heard
    assert await ids(desk, organ, assignee="clerk") == consulting
    assert await ids(desk, organ, light="none", state="handling") == consulting
    pressing = await ids(desk, organ, light=["overdue", "red"])
    assert {cases[key]["light"] for key in pressing} == {"overdue", "red"}
    each = [await ids(desk, organ, light=light) for light in ("overdue", "red")]
    assert sorted(pressing) == sorted(each[0] + each[1])
    assert await ids(desk, organ, light="green", state="handling") == []


async def test_text_finds_two_characters_and_takes_wildcards_literally(desk, organ, cases):
    own = {"organ_id": str(organ), "organ": organ}
    marked = await desk.key_in(
        title="道路施工100%_许可PM2.5",
        description="说明",
        document_reference="测规〔2025〕9号",
        **own,
    )
    try:
        for text in ("施工", "100%", "%_", "〔2025〕9", "pm2.5"):
            assert await ids(desk, organ, text=text) == [marked["id"]], text
        for text in ("施%许", "0_%", "\\", "_工"):
            assert await ids(desk, organ, text=text) == [], text
        assert await ids(desk, organ, text="说明") == [], "a description is not searched"
    finally:
        await desk.done(
            f"/cases/{marked['id']}/withdrawal", {"withdrawn_on": desk.today()}, organ=organ
        )
        cases[marked["id"]] = (await desk.get(f"/cases/{marked['id']}", organ=organ)).json()


@pytest.mark.parametrize("limit", [1, 2, 5])
async def test_pages_lose_and_repeat_nothing(desk, organ, cases, limit):
    whole = await ids(desk, organ)
    walked, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        page = (await desk.get("/cases", organ=organ, limit=limit, **more)).json()
        assert len(page["items"]) <= limit
        walked += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert walked == whole


async def test_a_cursor_belongs_to_its_filters_and_its_list(desk, organ, cases):
    page = (await desk.get("/cases", organ=organ, limit=1)).json()
    cursor = page["next_cursor"]
    for other in ({"light": "green"}, {"state": "received"}, {"text": "测试"}):
        refused = await desk.get("/cases", organ=organ, cursor=cursor, **other)
        assert (refused.status_code, refused.json()["code"]) == (410, "cursor_gone")
    altered = await desk.get("/cases", organ=organ, cursor=cursor[:-2] + "xx")
    assert altered.status_code == 410
    other_limit = await desk.get("/cases", organ=organ, cursor=cursor, limit=3)
    assert other_limit.status_code == 200


async def test_a_cursor_of_another_organ_opens_nothing(desk, organ, organs, cases):
    cursor = (await desk.get("/cases", organ=organ, limit=1)).json()["next_cursor"]
    foreign = await desk.get("/cases", organ=organs.other, cursor=cursor)
    assert foreign.json()["items"] == []


@pytest.mark.parametrize(
    "query",
    [{"light": "pink"}, {"state": "lost"}, {"due_from": "2025-02-30"}, {"limit": 0}, {"x": 1}],
)
async def test_an_unknown_filter_is_refused(desk, query):
    assert (await desk.get("/cases", **query)).status_code == 422


async def test_the_list_offers_what_the_case_offers(desk, organ, cases):
    for role in (Role.HEAD, Role.LEADER, Role.AUDITOR):
        listed = (await desk.get("/cases", role=role, organ=organ)).json()["items"]
        for item in listed:
            case = (await desk.get(f"/cases/{item['id']}", role=role, organ=organ)).json()
            assert item["available_actions"] == case["available_actions"]
