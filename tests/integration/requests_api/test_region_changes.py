"""The directory has an organ in another region: other local texts and days of rest hold, and its
open cases are computed again. What becomes earlier counts at once, what later by two people.
"""

from collections import Counter

import pytest_asyncio

from gongkai.auth.principal import Role
from gongkai.calendar.notices import Notice, NoticeDay
from gongkai.db import new_id
from gongkai.reference.notices import apply_notice
from requests_api.features import KINDS
from requests_api.recomputations.region_service import follow_organ
from requests_api.recomputations.service import recompute_outdated
from tests.feed_events import notice_event, organ_event

NATION, REST, LOCAL_TEXT = "610116", "460105", "150802"
"""Divisions without rules of their own, with days of rest of its own, with a text of its own."""


@pytest_asyncio.fixture(loop_scope="session")
async def place(app, desk):
    """`await place(region)`: the directory has the organ there; `place.organ` is its id."""
    today = desk.clock.today()
    days = [desk.calendar.nth_working_day_after(today, n) for n in (1, 2)]
    notice = Notice(
        id=str(new_id()),
        year=today.year,
        title="区域假日",
        source="测试",
        holidays=tuple(NoticeDay(day, "区域假日") for day in days),
        jurisdiction=REST[:2],
    )
    revisions = Counter()

    async def move(region, organ_id=None):
        organ_id = organ_id or move.organ
        revisions[organ_id] += 1
        event = organ_event(
            organ_id,
            None,
            "己局",
            [organ_id],
            region_code=region,
            revision=revisions[organ_id],
        )
        async with app.state.database.unit_of_work() as session:
            await follow_organ(session, event)

    move.organ = new_id()
    async with app.state.database.unit_of_work() as session:
        await apply_notice(session, notice_event(notice))
    yield move
    async with app.state.database.unit_of_work() as session:
        await apply_notice(session, notice_event(notice, revision=2, withdrawn=True))


async def runs(desk):
    return (await desk.get("/recomputations")).json()["items"]


async def computed(office):
    await recompute_outdated(office, KINDS)


async def case_in(desk, place, organ=None):
    organ = organ or place.organ
    case = await desk.key_in(organ=organ, organ_id=str(organ), arrived_on=desk.today())
    await desk.done(f"/cases/{case['id']}/registration", organ=organ)
    return await desk.read(case["id"], organ=organ)


async def record(desk, place, case_id):
    return (await desk.get(f"/cases/{case_id}/events", organ=place.organ)).json()


async def test_a_place_without_days_of_rest_of_its_own_moves_dates_earlier_and_says_why(
    desk, office, place
):
    await place(REST)
    await computed(office)
    before, known = await case_in(desk, place), await runs(desk)
    other = new_id()
    await place(REST, other)
    untouched = await case_in(desk, place, other)
    today = desk.clock.today()
    assert before["due_on"] == str(desk.calendar.nth_working_day_after(today, 22))
    await place(NATION)
    await computed(office)
    after = await desk.read(before["id"], organ=place.organ)
    assert after["due_on"] == str(desk.calendar.nth_working_day_after(today, 20))
    assert await desk.read(untouched["id"], organ=other) == untouched

    run, *earlier = await runs(desk)
    assert earlier == known
    (cause,) = run["causes"]
    assert (cause["code"], cause["code_label"]) == ("jurisdiction_changed", "机关所在区划变更")
    assert cause["organ"] == {"id": str(place.organ), "name": "己局"}
    assert (cause["region_before"], cause["region_after"]) == (REST, NATION)
    path = f"/recomputations/{run['id']}"
    told = (await desk.get(path, organ=place.organ, direction="earlier")).json()
    assert (told["state"], told["counts"]["looked_at"], told["counts"]["earlier"]) == ("done", 1, 1)
    (line,) = told["items"]
    assert (line["before"], line["after"]) == (before["due_on"], after["due_on"])
    *_, region, moved = await record(desk, place, before["id"])
    assert (region["type"], region["data"]) == (
        "jurisdiction_changed",
        {"before": REST, "after": NATION},
    )
    assert (moved["seq"], moved["data"]["reason"]) == (line["event_seq"], "jurisdiction_changed")
    said = (await desk.get(f"/cases/{before['id']}/timeline", organ=place.organ)).json()["items"]
    assert f"机关所在区划由{REST}变更为{NATION}，按新区划的规定计算期限" in [
        i["text"] for i in said
    ]

    heard = [e["data"] for e in await desk.changes("deadlines") if e["data"]["rule"] == "DL-01"]
    (urgent,) = [data for data in heard if data["ref"]["id"] == before["id"]]
    assert (urgent["due_on"], urgent["moved_earlier"]) == (after["due_on"], True)
    assert (urgent["because"], urgent["because_label"]) == (
        "jurisdiction_changed",
        "机关所在区划变更",
    )
    await computed(office)
    assert await runs(desk) == [run, *known], "a change of the directory makes one recomputation"
    assert len(await record(desk, place, before["id"])) == moved["seq"]


async def test_what_an_entry_in_the_directory_would_make_later_waits_for_a_second_person(
    desk, office, place
):
    await place(NATION)
    before = await case_in(desk, place)
    await place(REST)
    await computed(office)
    waits = await desk.read(before["id"], organ=place.organ)
    assert waits["due_on"] == before["due_on"]
    (entry,) = [e for e in waits["late_entries"] if e["awaits_confirmation"]]
    assert entry["type"] == "jurisdiction_changed"
    await computed(office)
    assert await desk.read(before["id"], organ=place.organ) == waits, "it is said once"

    path = f"/cases/{before['id']}/events/{entry['seq']}/confirmation"
    reason = {"reason": "样例：核对机构目录"}
    clerk = await desk.post(path, reason, organ=place.organ)
    assert (clerk.status_code, clerk.json()["code"]) == (403, "confirmation_needs_approver")
    confirmed = await desk.done(path, reason, role=Role.HEAD, organ=place.organ)
    today = desk.clock.today()
    assert confirmed["due_on"] == str(desk.calendar.nth_working_day_after(today, 22))

    await place(NATION)
    await computed(office)
    back = await desk.read(before["id"], organ=place.organ)
    assert back["due_on"] == before["due_on"]
    assert [e for e in back["late_entries"] if e["awaits_confirmation"]] == []


async def test_a_region_that_comes_back_before_it_is_confirmed_changes_nothing(desk, office, place):
    await place(NATION)
    before = await case_in(desk, place)
    for region in (REST, NATION):
        await place(region)
        await computed(office)
    case = await desk.read(before["id"], organ=place.organ)
    assert case["due_on"] == before["due_on"]
    clock = (await desk.get(f"/cases/{before['id']}/clock", organ=place.organ)).json()
    assert clock["due_on"] == before["due_on"]


async def test_a_local_text_comes_to_hold_and_ceases_to(desk, office, place):
    await place(NATION)
    before, today = await case_in(desk, place), desk.clock.today()
    await place(LOCAL_TEXT)
    await computed(office)
    local = await desk.read(before["id"], organ=place.organ)
    fifteenth = str(desk.calendar.nth_working_day_after(today, 15))
    assert (local["rule_set"], local["due_on"]) == ("bayannur-measures", fifteenth)
    told = [e["data"] for e in await desk.changes("deadlines") if e["data"]["rule"] == "DL-42"]
    (new,) = [data for data in told if data["ref"]["id"] == before["id"]]
    assert (new["because_label"], new["moved_earlier"]) == ("机关所在区划变更", False)
    await place(NATION)
    await computed(office)
    assert (await desk.read(before["id"], organ=place.organ))["due_on"] == fifteenth


async def test_what_has_ended_and_what_another_member_changes_is_left_alone(desk, office, place):
    await place(REST)
    await computed(office)
    ended, known = await case_in(desk, place), await runs(desk)
    withdrawal = {"withdrawn_on": desk.today()}
    await desk.done(f"/cases/{ended['id']}/withdrawal", withdrawal, organ=place.organ)
    ended = await desk.read(ended["id"], organ=place.organ)
    await place(REST)  # the directory says something else of it
    await computed(office)
    assert await runs(desk) == known
    await place(NATION)
    await computed(office)
    assert (await runs(desk))[0]["counts"] == dict.fromkeys(
        ("looked_at", "moved", "earlier", "later", "failed"), 0
    )
    assert await desk.read(ended["id"], organ=place.organ) == ended


async def test_the_case_as_it_was_known_before_counts_by_the_region_of_then(
    desk, office, place, desk_in
):
    await place(REST)
    await computed(office)
    before, today = await case_in(desk, place), desk.today()
    async with desk_in(1) as tomorrow:
        await place(NATION)
        await computed(tomorrow.office)
        path = f"/cases/{before['id']}/clock"
        now = (await tomorrow.get(path, organ=place.organ)).json()
        then = (await tomorrow.get(path, organ=place.organ, as_known_on=today)).json()
        assert (then["due_on"], now["due_on"] < then["due_on"]) == (before["due_on"], True)


async def test_what_an_organ_decides_for_itself_moves_no_date_that_runs(desk, office):
    """The applicant was told a period for the reasons: it stands on the record (条例35)."""
    await computed(office)
    organ = desk.organs.own
    case_id = await desk.registered()
    asked = {"requested_on": desk.today(), "delivered_on": desk.today()}
    await desk.done(f"/cases/{case_id}/explanation-request", asked)
    before, known = await desk.read(case_id), await runs(desk)
    path = f"/organ-parameters/{organ}"
    held = await desk.get(path, role=Role.HEAD)
    put = await desk.client.put(
        f"/requests/v1{path}",
        json={"applications_a_month": 3, "explanation_working_days": 5, "court_for_all": True},
        headers={**desk.headers(Role.HEAD), "If-Match": held.headers["ETag"]},
    )
    assert put.status_code == 200, put.text
    await computed(office)
    assert await desk.read(case_id) == before
    assert await runs(desk) == known
