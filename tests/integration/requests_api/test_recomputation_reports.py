"""Each recomputation has a report: what caused it, what it looked at, what moved, what failed."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from gongkai.auth.principal import Role
from gongkai.calendar import base_calendar
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from requests_api.cases.kind import CASE
from requests_api.features import KINDS
from requests_api.recomputations.service import recompute_outdated
from tests.feed_events import organ_event

CALENDAR = base_calendar()
READERS = (Role.CLERK, Role.HEAD, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR)


async def runs(desk, **options):
    answer = await desk.get("/recomputations", **options)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def report(desk, run, *, role=Role.CLERK, organ=None, **query):
    answer = await desk.get(f"/recomputations/{run['id']}", role=role, organ=organ, **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def holiday(office):
    """A working day within the term of what is received now."""
    return CALENDAR.nth_working_day_after(office.clock.today(), 3)


def ways_of(told):
    """Which ways the dates of each matter moved, by its id; None is the way to no date."""
    assert told["next_cursor"] is None
    ways = defaultdict(set)
    for item in told["items"]:
        ways[item["matter"]["id"]].add(item["direction"])
        assert (item["direction"] is None) is (None in (item["before"], item["after"]))
    return ways


def worked_weekend(today):
    day = today + timedelta(days=1)
    while CALENDAR.is_working_day(day) or day.weekday() < 5:
        day += timedelta(days=1)
    return day


async def settle(desk, office):
    """What earlier tests of the module left to be done is done."""
    await recompute_outdated(office, KINDS)
    return await runs(desk)


async def test_a_notice_makes_one_report_that_names_it_and_all_that_moved(
    desk, office, notice, holiday
):
    known = await settle(desk, office)
    case_id = await desk.registered(arrived_on=str(desk.ago(1)))
    before = await desk.read(case_id)
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    await recompute_outdated(office, KINDS)
    after, found = await desk.read(case_id), await runs(desk)
    assert len(found) == len(known) + 1
    run = found[0]
    (cause,) = run["causes"]
    assert (cause["code"], cause["code_label"]) == ("notice_loaded", "录入放假安排通知")
    assert (run["state"], run["calendar_version"]) == ("done", after["calendar_version"])
    assert run["ended_at"] >= run["began_at"]
    told = await report(desk, run, limit=200)
    assert told["counts"] == run["counts"]
    ways = ways_of(told)
    # A case whose letter is awaited again has no day any more, which is neither earlier nor later.
    undated = [way for way in ways.values() if way == {None}]
    assert told["counts"]["moved"] == len(ways) == told["counts"]["later"] + len(undated)
    assert all(way in ({"later"}, {"later", None}, {None}) for way in ways.values())
    assert told["counts"]["earlier"] == told["failed"] == 0
    (line,) = [item for item in told["items"] if item["matter"]["id"] == case_id]
    assert line["matter"]["number"] == after["number"]
    assert (line["rule"], line["before"], line["after"]) == (
        "DL-01",
        before["due_on"],
        after["due_on"],
    )
    assert (line["direction"], line["organ"]["name"]) == ("later", "甲局")
    event = (await desk.get(f"/cases/{case_id}/events")).json()[line["event_seq"] - 1]
    assert event["data"]["moved"][0]["after"] == line["after"]
    assert event["data"]["reason"] == "calendar_changed"

    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)
    withdrawn = (await runs(desk))[0]
    (back,) = withdrawn["causes"]
    assert (back["code"], back["notice_id"]) == ("notice_withdrawn", cause["notice_id"])
    assert withdrawn["counts"]["earlier"] >= 1


async def test_what_moved_is_paged_and_narrowed_by_direction(desk, office, notice, holiday):
    await settle(desk, office)
    cases = {await desk.registered(arrived_on=str(desk.ago(1))) for _ in range(5)}
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    run, seen, cursor = (await runs(desk))[0], [], {}
    while cursor is not None:
        page = await report(desk, run, limit=2, **cursor)
        assert len(page["items"]) <= 2
        seen += page["items"]
        cursor = page["next_cursor"] and {"cursor": page["next_cursor"]}
    ids = [item["id"] for item in seen]
    assert len(ids) == len(set(ids))
    assert len({item["matter"]["id"] for item in seen}) == run["counts"]["moved"]
    assert cases <= {item["matter"]["id"] for item in seen}
    assert (await report(desk, run, direction="earlier"))["items"] == []
    later = [item["id"] for item in seen if item["direction"] == "later"]
    listed = (await report(desk, run, direction="later", limit=200))["items"]
    assert [item["id"] for item in listed] == later
    first = await report(desk, run, limit=2)
    other = (await runs(desk))[1]
    foreign = await desk.get(f"/recomputations/{other['id']}", cursor=first["next_cursor"], limit=2)
    assert foreign.status_code == 410
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_everybody_sees_their_own_organs_alone(
    desk, headers, office, organs, notice, holiday
):
    mint = headers.mint
    await settle(desk, office)
    own = await desk.registered()
    foreign = (await desk.key_in(organ=organs.other, organ_id=str(organs.other)))["id"]
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    run = (await runs(desk))[0]

    async def seen(role, organ=None):
        told = await report(desk, run, role=role, organ=organ, limit=200)
        return {item["matter"]["id"] for item in told["items"]}, told["counts"]

    for role in READERS:
        mine, counts = await seen(role)
        assert own in mine, role
        assert foreign not in mine, role
        theirs, of_other = await seen(role, organs.other)
        assert foreign in theirs, role
        assert own not in theirs, role
        assert counts["moved"] == len(mine)
        assert of_other["moved"] == len(theirs)
    above, _ = await seen(Role.SUPERVISOR, organs.parent)
    assert own in above
    assert foreign not in above
    # Who keeps the calendar sees what it did, and no case.
    listed, numbers = await seen(Role.ADMIN, organs.parent)
    assert listed == set()
    assert numbers["moved"] >= 1
    keeper = {"Authorization": f"Bearer {mint.issuer.mint_role(Role.ADMIN, organ_id=None)}"}
    of_all = await desk.client.get(f"/requests/v1/recomputations/{run['id']}", headers=keeper)
    assert of_all.json()["items"] == []
    assert of_all.json()["counts"]["moved"] > numbers["moved"]
    nobody = await desk.client.get(f"/requests/v1/recomputations/{run['id']}")
    assert nobody.status_code == 401
    unknown = await desk.get(f"/recomputations/{uuid4()}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "recomputation_not_found")
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_what_could_not_be_computed_stands_in_the_report_until_it_is(
    desk, office, notice, holiday, desk_in
):
    await settle(desk, office)
    broken = await desk.registered()

    def stand(case, *others):
        if str(case.id) == broken:
            raise ValueError("a date outside of the table")
        return CASE.stand(case, *others)

    kinds = {CASE.kind: replace(CASE, stand=stand)}
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, kinds)
    run = (await runs(desk))[0]
    assert (run["state"], run["ended_at"]) == ("running", None)
    for hours in (1, 2, 3, 4):
        async with desk_in(hours / 24) as later:
            await recompute_outdated(later.office, kinds)
    told = await report(desk, (await runs(desk))[0])
    assert told["state"] == "done"
    assert told["failed"] == 1
    (failure,) = told["failures"]
    assert (failure["matter"]["id"], failure["error"]) == (broken, "defect")
    assert (await report(desk, run, organ=new_id()))["failed"] == 0
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_a_change_in_between_supersedes_what_is_not_done(desk, office, notice, holiday):
    await settle(desk, office)
    case_id = await desk.registered()

    def stand(case, *others):
        if str(case.id) == case_id:
            raise ValueError("not now")
        return CASE.stand(case, *others)

    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, {CASE.kind: replace(CASE, stand=stand)})
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)
    newest, before = (await runs(desk))[:2]
    assert (newest["state"], before["state"]) == ("done", "superseded")
    # The case still stood by the calendar that holds again: nothing of it moved.
    lines = (await report(desk, newest))["items"]
    assert case_id not in {item["matter"]["id"] for item in lines}


async def test_several_workers_begin_one_recomputation_and_count_each_matter_once(
    desk, office, notice, holiday
):
    known = await settle(desk, office)
    cases = {await desk.registered() for _ in range(12)}
    await notice(off=[holiday], revision=1)
    await asyncio.gather(*(recompute_outdated(office, KINDS) for _ in range(4)))
    await recompute_outdated(office, KINDS)
    found = await runs(desk)
    assert len(found) == len(known) + 1
    told = await report(desk, found[0], limit=200)
    listed = [item["matter"]["id"] for item in told["items"] if item["matter"]["id"] in cases]
    assert sorted(listed) == sorted(cases)
    assert told["counts"]["moved"] == len({item["matter"]["id"] for item in told["items"]})
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_a_period_that_ends_by_time_alone_is_no_recomputation(desk, office, desk_in):
    known = await settle(desk, office)
    today = office.clock.today()
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    await desk.consult(case_id, desk.ago(1))
    last = CALENDAR.nth_working_day_after(desk.ago(1), 15)
    async with desk_in((last - today).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        events = (await over.get(f"/cases/{case_id}/events")).json()
        assert events[-1]["data"]["reason"] == "period_lapsed"
    assert await runs(desk) == known


async def test_a_day_that_is_worked_moves_dates_earlier_and_the_report_says_so(
    desk, office, notice
):
    await settle(desk, office)
    case_id = await desk.registered()
    await notice(working=[worked_weekend(office.clock.today())], revision=1)
    await recompute_outdated(office, KINDS)
    told = await report(desk, (await runs(desk))[0], direction="earlier", limit=200)
    (line,) = [item for item in told["items"] if item["matter"]["id"] == case_id]
    assert line["after"] < line["before"]
    assert told["counts"]["earlier"] >= 1
    await notice(working=[worked_weekend(office.clock.today())], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_a_report_counts_for_each_organ(app, desk, office, notice, holiday):
    await settle(desk, office)
    organ_id = new_id()
    async with app.state.database.unit_of_work() as session:
        await apply_organ(session, organ_event(organ_id, None, "戊局", [organ_id]))
    case = await desk.key_in(organ=organ_id, organ_id=str(organ_id))
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    told = await report(desk, (await runs(desk))[0], organ=organ_id)
    assert [item["matter"]["id"] for item in told["items"]] == [case["id"]]
    counts = {"looked_at": 1, "moved": 1, "earlier": 0, "later": 1, "failed": 0}
    assert told["counts"] == counts
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)
