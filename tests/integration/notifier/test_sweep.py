"""Reminders are sent once: to whom, when, and after a downtime."""

import asyncio

import pytest

from gongkai.db import new_id
from notifier.reminders.sweep_service import Sweep


async def test_each_step_is_told_once_to_clerk_and_later_to_the_head(office):
    await office.hire("li", "clerk")
    await office.hire("he", "head")
    await office.set()
    for moment in (
        "2025-10-15T10:01",
        "2025-10-23T08:31",
        "2025-10-27T08:31",
        "2025-10-29T08:31",
        "2025-10-30T08:31",
        "2025-10-31T08:31",
    ):
        await office.sweep(moment)
        await office.sweep(moment)
    assert await office.told() == [
        ("set", "li"),
        ("working_days_before_5", "li"),
        ("working_days_before_3", "li"),
        ("working_days_before_1", "li"),
        ("working_days_before_1", "he"),
        ("due_day", "li"),
        ("due_day", "he"),
        ("working_days_after_1", "li"),
        ("working_days_after_1", "he"),
    ]
    remaining = [facts["remaining_working_days"] for facts in await office.facts()]
    assert remaining == [11, 5, 3, 1, 1, 0, 0, -1, -1]
    assert not any(facts["is_late"] for facts in await office.facts())


async def test_four_sweepers_at_once_send_once(office):
    await office.hire("li", "clerk")
    for _ in range(30):
        await office.set()
        office.deadline_id = new_id()
    await asyncio.gather(*(office.sweep() for _ in range(4)))
    assert len(await office.told()) == 30
    assert len(await office.mails()) == 30


async def test_a_sweep_that_crashes_before_its_commit_is_repeated_whole(office, monkeypatch):
    await office.hire("li", "clerk")
    await office.set()

    async def crash(*_):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("gongkai.work.due.DueWork.add", crash)
        with pytest.raises(RuntimeError):
            await office.sweep()
    assert await office.told() == []
    await office.sweep()
    assert await office.told() == [("set", "li")]
    assert len(await office.mails()) == 1


async def test_after_a_downtime_the_newest_missed_step_is_sent_once_and_says_late(office):
    await office.hire("li", "clerk")
    await office.hire("he", "head")
    await office.set()
    await office.sweep()
    await office.sweep("2025-10-29T11:00")
    late = [(f["step"], f["is_late"]) for f in await office.facts()][1:]
    assert late == [("working_days_before_1", True)] * 2
    assert [subject for _, subject in await office.told()][1:] == ["li", "he"]
    states = await office.reminders()
    assert states["working_days_before_5"] == states["working_days_before_3"] == "merged"
    assert states["working_days_before_1"] == "sent"
    assert states["due_day"] == "planned"


async def test_what_was_set_during_a_downtime_is_told_once_and_says_late(office):
    await office.hire("li", "clerk")
    office.now_is("2025-10-27T09:00")
    await office.set(occurred_at="2025-10-22T16:00:00+08:00")
    await office.sweep()
    (facts,) = await office.facts()
    assert (facts["step"], facts["is_late"]) == ("set", True)
    await office.set("2025-10-31", 2, occurred_at="2025-10-27T09:00:01+08:00")
    await office.sweep()  # the producer's clock is a second ahead
    assert [facts["is_late"] for facts in await office.facts()] == [True, False]


async def test_after_a_downtime_nothing_is_sent_of_a_deadline_met_meanwhile(office):
    await office.hire("li", "clerk")
    await office.set()
    await office.sweep()
    office.now_is("2025-10-29T11:00")
    await office.clear(2)
    await office.sweep()
    assert await office.told() == [("set", "li")]


async def test_the_assignee_alone_is_told_where_there_is_one(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.set(assignee="wang")
    await office.sweep()
    assert await office.told() == [("set", "wang")]


async def test_an_unknown_or_departed_assignee_leaves_it_to_all_clerks(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.hire("elsewhere", "clerk", organ_id=new_id())
    await office.set(assignee="elsewhere")
    await office.sweep()
    assert sorted(await office.told()) == [("set", "li"), ("set", "wang")]


async def test_without_any_clerk_the_head_is_told(office):
    await office.hire("he", "head")
    await office.set()
    await office.sweep()
    assert await office.told() == [("set", "he")]


async def test_a_reminder_without_anybody_waits_for_the_first_person(office):
    await office.set()
    await office.sweep()
    assert (await office.reminders())["set"] == "unaddressed"
    await office.sweep("2025-10-23T09:00")
    states = await office.reminders()
    assert (states["set"], states["working_days_before_5"]) == ("unaddressed", "merged")
    await office.hire("li", "clerk")
    await office.sweep("2025-10-24T09:00")
    assert await office.told() == [("set", "li")]
    assert (await office.facts())[0]["is_late"]


async def test_who_has_no_address_is_told_in_the_inbox_only(office):
    await office.hire("li", "clerk", email=None)
    await office.set()
    await office.sweep()
    assert await office.told() == [("set", "li")]
    assert await office.mails() == []


async def test_nobody_inactive_is_told(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.dismiss("li")
    await office.set()
    await office.sweep()
    assert await office.told() == [("set", "wang")]


async def test_a_step_for_a_role_that_nobody_holds_is_looked_at_once_until_people_change(office):
    await office.policy(announce=["leader"], dated=[], timed=[])
    await office.hire("li", "clerk")
    await office.set()
    assert [await office.sweep_once() for _ in range(3)] == [1, 0, 0]
    assert await office.reminders() == {"set": "unaddressed"}
    await office.hire("wang", "clerk")
    assert [await office.sweep_once() for _ in range(3)] == [1, 0, 0]
    assert await office.told() == []
    await office.hire("zhao", "leader")
    assert [await office.sweep_once() for _ in range(2)] == [1, 0]
    assert await office.told() == [("set", "zhao")]


async def test_somebody_entered_while_a_sweep_looks_for_people_is_found_by_the_next(office):
    await office.set()
    async with office.database.unit_of_work() as session:
        basis = await office.bases.current(session, office.clock)
        assert await Sweep(session, office.clock, basis).run() == 1
        await office.hire("li", "clerk")
    assert (await office.reminders())["set"] == "unaddressed"
    await office.sweep()
    assert await office.told() == [("set", "li")]


async def test_an_assignee_named_later_is_told_what_had_nobody(office):
    await office.hire("zhao", "leader")
    await office.set()
    await office.sweep()
    assert (await office.reminders())["set"] == "unaddressed"
    await office.set(revision=2, assignee="zhao")
    await office.sweep()
    assert await office.told() == [("set", "zhao")]


async def test_who_leaves_the_organ_for_another_is_told_what_waits_there(office):
    await office.hire("li", "clerk")
    first, office.organ_id, office.deadline_id = office.organ_id, new_id(), new_id()
    await office.set()
    await office.sweep()
    assert await office.told() == []
    await office.move("li", first, office.organ_id)
    await office.sweep()
    assert await office.told() == [("set", "li")]


@pytest.mark.parametrize("change", ["assignee", "back and forth", "calendar"])
async def test_a_sent_reminder_stays_sent_whatever_changes(office, change):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.set(assignee="li")
    for moment in ("2025-10-15T10:01", "2025-10-23T08:31"):
        await office.sweep(moment)
    sent = {"set": "sent", "working_days_before_5": "sent"}
    if change == "assignee":
        await office.set(revision=2, assignee="wang")
    elif change == "back and forth":
        await office.set("2025-11-03", revision=2)
        await office.set("2025-10-30", revision=3)
    else:
        await office.rest_on("2025-10-27")
        await office.replan()
    await office.sweep()
    states = await office.reminders()
    assert {step: states[step] for step in sent} == sent
    assert [f["step"] for f in await office.facts()].count("working_days_before_5") == 1
