"""A holiday notice arrives or is withdrawn, or a period ends: open cases are computed again."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from gongkai.calendar import InvalidNotice, base_calendar
from requests_api.cases.kind import CASE
from requests_api.features import KINDS
from requests_api.recomputations import service
from requests_api.recomputations.models import RECOMPUTATIONS
from requests_api.recomputations.service import recompute_outdated
from tests.integration.requests_api.office_desk import REPLY, waits

CALENDAR = base_calendar()


def events_of(listed):
    return [event for event in listed if event["type"] == "deadline_recomputed"]


async def record(desk, case_id):
    return (await desk.get(f"/cases/{case_id}/events")).json()


async def told(desk, deadline):
    return {e["subject"]: e for e in await desk.changes("deadlines")}[deadline["id"]]


def weekend_day_after(day):
    while CALENDAR.is_working_day(day) or day.weekday() < 5:
        day += timedelta(days=1)
    return day


async def test_a_notice_moves_every_open_case_and_its_withdrawal_moves_it_back(
    desk, office, notice
):
    received = desk.ago(4)
    case_id = await desk.registered(arrived_on=str(received))
    closed_id = await desk.registered(arrived_on=str(received))
    await desk.replied(closed_id)
    closed = await desk.read(closed_id)
    before = await desk.read(case_id)
    holiday = CALENDAR.nth_working_day_after(office.clock.today(), 3)

    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    after = await desk.read(case_id)
    moved_to = CALENDAR.nth_working_day_after(received, 21).isoformat()
    assert after["due_on"] == moved_to
    assert after["version"] == before["version"] + 1
    assert after["calendar_version"] != before["calendar_version"]
    event = (await record(desk, case_id))[-1]
    assert event["actor"] == "system:clock"
    facts = event["data"]
    assert (facts["due_on_before"], facts["due_on"]) == (before["due_on"], moved_to)
    assert facts["reason"] == "calendar_changed"
    assert facts["moved"] == [
        {"rule": "DL-01", "ref": None, "before": before["due_on"], "after": moved_to}
    ]
    message = await told(desk, after["deadlines"][0])
    assert message["data"]["due_on"] == moved_to
    assert message["data"]["moved_earlier"] is False

    await recompute_outdated(office, KINDS)
    assert await desk.read(case_id) == after
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)
    back = await desk.read(case_id)
    assert back["due_on"] == before["due_on"]
    message = await told(desk, back["deadlines"][0])
    assert message["data"]["moved_earlier"] is True
    assert await desk.read(closed_id) == closed
    assert (await desk.get(f"/cases/{case_id}/events/verification")).json()["valid"] is True


async def test_a_make_up_working_day_moves_the_date_earlier(desk, office, notice):
    case_id = await desk.registered(arrived_on=str(desk.ago(1)))
    before = await desk.read(case_id)
    worked = weekend_day_after(office.clock.today() + timedelta(days=1))
    await notice(working=[worked], revision=1)
    await recompute_outdated(office, KINDS)
    after = await desk.read(case_id)
    assert after["due_on"] < before["due_on"]
    assert (await told(desk, after["deadlines"][0]))["data"]["moved_earlier"] is True
    await notice(working=[worked], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_house_and_consultation_deadlines_move_too(desk, office, notice):
    today = office.clock.today()
    waiting = await desk.key_in(channel="fax")
    case_id = await desk.registered()
    consulting, letter = await desk.consult(case_id, today)
    assert consulting["due_on"] is None
    await notice(off=[CALENDAR.nth_working_day_after(today, 1)], revision=1)
    await recompute_outdated(office, KINDS)
    house = (await desk.read(waiting["id"]))["deadlines"][0]
    assert house["rule"] == "HOUSE-CONFIRM"
    assert house["due_on"] == CALENDAR.nth_working_day_after(today, 2).isoformat()
    after = await desk.read(case_id)
    (own,) = [item for item in after["deadlines"] if item["ref"] == letter]
    assert own["due_on"] == CALENDAR.nth_working_day_after(today, 16).isoformat()
    moved = (await record(desk, case_id))[-1]["data"]["moved"]
    assert [(item["rule"], item["ref"]) for item in moved] == [("DL-08", letter)]
    await notice(off=[CALENDAR.nth_working_day_after(today, 1)], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_several_workers_at_once_compute_each_case_once(desk, office, notice):
    cases = [await desk.registered() for _ in range(12)]
    holiday = CALENDAR.nth_working_day_after(office.clock.today(), 4)
    await notice(off=[holiday], revision=1)
    await asyncio.gather(*(recompute_outdated(office, KINDS) for _ in range(4)))
    await recompute_outdated(office, KINDS)
    for case_id in cases:
        assert len(events_of(await record(desk, case_id))) == 1
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_many_cases_are_moved_in_one_transaction(desk, office, notice):
    cases = [await desk.registered() for _ in range(5)]
    holiday = CALENDAR.nth_working_day_after(office.clock.today(), 7)
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    async with office.database.read_session() as session:
        found = await session.execute(
            text(
                "SELECT xmin::text, type FROM matter_events"
                " WHERE type = 'deadline_recomputed' AND aggregate_id = ANY(:cases)"
            ),
            {"cases": cases},
        )
        rows = found.all()
    assert len(rows) == len(cases)
    assert len({xid for xid, _ in rows}) == 1
    for case_id in cases:
        assert (await desk.get(f"/cases/{case_id}/events/verification")).json()["valid"] is True
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_more_than_is_planned_at_once_is_computed_all_the_same(
    desk, office, notice, monkeypatch
):
    monkeypatch.setattr(service, "PLANNED", 2)
    cases = [await desk.registered() for _ in range(5)]
    holiday = CALENDAR.nth_working_day_after(office.clock.today(), 8)
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, KINDS)
    for case_id in cases:
        assert len(events_of(await record(desk, case_id))) == 1
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_a_case_that_cannot_be_computed_holds_up_no_other_and_is_tried_again(
    desk, office, notice, desk_in
):
    broken, sound = await desk.registered(title="broken"), await desk.registered()
    first = (await record(desk, broken))[0]

    def stand(case, *others):
        if str(case.id) == broken:
            raise ValueError("a date outside of the table")
        return CASE.stand(case, *others)

    kinds = {CASE.kind: replace(CASE, stand=stand)}
    holiday = CALENDAR.nth_working_day_after(office.clock.today(), 5)
    await notice(off=[holiday], revision=1)
    await recompute_outdated(office, kinds)
    assert len(events_of(await record(desk, sound))) == 1
    assert (await record(desk, broken))[0] == first
    assert events_of(await record(desk, broken)) == []
    async with desk_in(1 / 1440) as a_minute_later:
        await recompute_outdated(a_minute_later.office, KINDS)
    assert len(events_of(await record(desk, broken))) == 1
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_the_end_of_a_partys_period_sets_the_case_going_again(desk, office, desk_in):
    today, received = office.clock.today(), desk.ago(3)
    case_id = await desk.registered(arrived_on=str(received))
    await desk.done(f"/cases/{case_id}/reply", REPLY)
    await desk.consult(case_id, desk.ago(1))
    last = CALENDAR.nth_working_day_after(desk.ago(1), 15)
    stopped = CALENDAR.working_days_between(desk.ago(1), last)
    due = CALENDAR.nth_working_day_after(received, 20 + stopped).isoformat()

    async with desk_in((last - today).days - 1) as day_before:
        await recompute_outdated(day_before.office, KINDS)
        assert (await day_before.read(case_id))["due_on"] is None
    async with desk_in((last - today).days) as last_day:
        await recompute_outdated(last_day.office, KINDS)
        case = await last_day.read(case_id)
        assert (case["state"], waits(case), case["due_on"]) == ("drafted", ["consultation"], due)
        assert (await record(last_day, case_id))[-1]["data"]["reason"] == "period_lapsed"
    async with desk_in((last - today).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        case = await over.read(case_id)
        assert (case["state"], waits(case), case["due_on"]) == ("drafted", [], due)
        states = {item["rule"]: item["state"] for item in case["deadlines"]}
        assert states == {"DL-01": "open", "DL-08": "void"}
        version = case["version"]
        await recompute_outdated(over.office, KINDS)
        assert (await over.read(case_id))["version"] == version
        assert (await over.done(f"/cases/{case_id}/reply/submission"))["state"] == "in_approval"


async def test_the_period_of_a_letter_that_stops_nothing_any_more_ends_too(desk, office, desk_in):
    """The case was overdue already when the letter went out."""
    today = office.clock.today()
    case_id = await desk.registered(arrived_on=str(desk.ago(25)))
    case, _ = await desk.consult(case_id, today)
    assert {item["rule"]: item["state"] for item in case["deadlines"]} == {
        "DL-01": "open",
        "DL-08": "open",
    }
    last = CALENDAR.nth_working_day_after(today, 15)
    async with desk_in((last - today).days + 1) as over:
        await recompute_outdated(over.office, KINDS)
        case = await over.read(case_id)
        assert {item["rule"]: item["state"] for item in case["deadlines"]} == {
            "DL-01": "open",
            "DL-08": "void",
        }
        version = case["version"]
        await recompute_outdated(over.office, KINDS)
        assert (await over.read(case_id))["version"] == version


async def test_a_notice_that_contradicts_itself_is_never_projected(desk, office, notice):
    """Once it stood in the projection, no case could be computed any more."""
    weekday = CALENDAR.nth_working_day_after(office.clock.today(), 2)
    with pytest.raises(InvalidNotice):
        await notice(working=[weekday], revision=1)
    assert (await desk.key_in())["due_on"] is not None


async def test_what_cannot_be_computed_is_given_up_until_somebody_decides(
    desk, office, notice, desk_in
):
    broken = await desk.registered()

    def stand(case, *others):
        if str(case.id) == broken:
            raise ValueError("a date outside of the table")
        return CASE.stand(case, *others)

    kinds = {CASE.kind: replace(CASE, stand=stand)}
    holiday = CALENDAR.nth_working_day_after(office.clock.today(), 6)
    await notice(off=[holiday], revision=1)
    for hours in (0, 1, 2, 3, 4):
        async with desk_in(hours / 24) as later:
            await recompute_outdated(later.office, kinds)
    async with office.database.unit_of_work() as session:
        due = RECOMPUTATIONS.due(session, office.clock)
        (dead,) = [row for row in await due.dead() if str(row.matter_id) == broken]
        assert (dead.attempts, dead.last_error) == (4, "defect")
        await due.redrive(dead.id)
    await recompute_outdated(office, KINDS)
    assert len(events_of(await record(desk, broken))) == 1
    await notice(off=[holiday], revision=2, withdrawn=True)
    await recompute_outdated(office, KINDS)


async def test_computing_twice_changes_nothing_whichever_day_it_is(desk, office, desk_in):
    case_id = await desk.registered(arrived_on=str(desk.ago(3)))
    case, _ = await desk.consult(case_id, desk.ago(1))
    days = {item["due_on"] for item in case["deadlines"]} | {str(desk.ago(3))}
    days.add(str(CALENDAR.nth_working_day_after(desk.ago(3), 20)))
    days.add(str(CALENDAR.nth_working_day_after(desk.ago(1), 15)))
    today = office.clock.today()
    ahead = sorted({max(0, (date.fromisoformat(day) - today).days) for day in days if day})
    for day in ahead + [day + 1 for day in ahead]:
        async with desk_in(day) as then:
            await recompute_outdated(then.office, KINDS)
            once = await then.read(case_id)
            feed = await then.changes("cases", "deadlines")
            await recompute_outdated(then.office, KINDS)
            assert await then.read(case_id) == once, day
            assert await then.changes("cases", "deadlines") == feed, day
