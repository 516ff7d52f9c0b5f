"""What an event does: projection and plan in one transaction, whatever is repeated or late."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from gongkai.calendar import Notice, NoticeDay
from gongkai.contracts import CatalogDeadlineSet, Reference, Service
from gongkai.db import new_id
from gongkai.time import SHANGHAI
from notifier.deadlines.models import KnownDeadline
from notifier.deliveries.models import OutgoingMessage
from notifier.messages.deadline_reminder import step_label
from notifier.messages.models import Notification
from notifier.messages.templates import words_of
from notifier.policies.policy import default_policy
from notifier.policies.repository import PolicySource
from notifier.reminders.models import Reminder

ALL_PLANNED = {
    "set": "planned",
    "working_days_before_5": "planned",
    "working_days_before_3": "planned",
    "working_days_before_1": "planned",
    "due_day": "planned",
    "working_days_after_1": "planned",
}


async def test_a_set_deadline_has_its_announcement_and_five_steps_planned(office):
    await office.set()
    assert await office.reminders() == ALL_PLANNED
    times = {r.step: r.remind_at.astimezone(SHANGHAI) for r in await office.rows(Reminder)}
    assert times["working_days_before_5"] == datetime(2025, 10, 23, 8, 30, tzinfo=SHANGHAI)
    assert times["working_days_before_3"] == datetime(2025, 10, 27, 8, 30, tzinfo=SHANGHAI)
    assert times["working_days_after_1"] == datetime(2025, 10, 31, 8, 30, tzinfo=SHANGHAI)


async def test_a_deadline_on_a_day_ends_at_midnight_in_shanghai(office):
    await office.set("2025-10-30")
    deadline = await office.deadline()
    assert deadline.ends_at == datetime(2025, 10, 31, tzinfo=SHANGHAI)
    assert (deadline.source, deadline.state) == ("requests", "open")


async def test_a_repeated_event_plans_nothing_twice(office):
    await office.set()
    await office.tell(office.set_event(), office.set_event())
    assert await office.reminders() == ALL_PLANNED
    assert len(await office.rows(Reminder)) == len(ALL_PLANNED)


async def test_an_event_that_fails_half_way_leaves_nothing(office):
    broken = office.set_event()
    broken.event.data["unit"] = "fortnight"
    with pytest.raises(ValidationError):
        await office.tell(office.set_event(), broken)
    assert await office.rows(KnownDeadline) == []
    assert await office.rows(Reminder) == []


async def test_an_older_event_that_comes_late_changes_nothing(office):
    await office.set("2025-11-03", 5)
    await office.set("2025-10-30", 4)
    assert (await office.deadline()).due_on == date(2025, 11, 3)
    assert await office.reminders("2025-10-30") == {}


async def test_a_cleared_deadline_withdraws_what_was_not_sent(office):
    await office.hire("li", "clerk")
    await office.set()
    await office.sweep()
    await office.clear(2)
    states = await office.reminders()
    assert states.pop("set") == "sent"
    assert set(states.values()) == {"withdrawn"}
    assert (await office.deadline()).outcome == "met"
    assert [d.state for d in await office.mails()] == ["withdrawn"]


async def test_a_late_older_event_never_revives_a_cleared_deadline(office):
    await office.clear(3)
    await office.set("2025-10-30", 2)
    assert (await office.deadline()).state == "cleared"
    assert await office.reminders() == {}


async def test_a_deadline_that_runs_again_on_the_same_date_is_planned_and_announced_again(office):
    await office.hire("li", "clerk")
    await office.set()
    await office.sweep()
    await office.clear(2, outcome="stopped")
    await office.set("2025-10-30", 3)
    await office.sweep()
    assert await office.told() == [("set", "li"), ("set", "li")]
    assert (await office.reminders())["working_days_before_5"] == "planned"


async def test_a_moved_date_withdraws_the_old_steps_and_plans_new_ones(office):
    await office.hire("li", "clerk")
    await office.set()
    await office.sweep()
    await office.set("2025-11-06", 2)
    await office.sweep()
    old, new = await office.reminders("2025-10-30"), await office.reminders("2025-11-06")
    assert old.pop("set") == "sent"
    assert set(old.values()) == {"withdrawn"}
    assert new.pop("moved") == "sent"
    assert set(new.values()) == {"planned"}
    assert await office.told() == [("set", "li"), ("moved", "li")]


async def test_a_date_moved_earlier_is_announced_as_urgent_each_time(office):
    await office.hire("li", "clerk")
    await office.set()
    await office.set("2025-10-28", 2, moved_earlier=True)
    await office.sweep()
    await office.set("2025-10-30", 3)
    await office.set("2025-10-28", 4)  # earlier than known here, whatever the producer says
    await office.sweep()
    assert await office.told() == [("moved_earlier", "li"), ("moved_earlier", "li")]
    assert all(n.is_urgent for n in await office.rows(Notification))


async def test_clerk_and_head_hear_at_once_which_date_holds_now_and_which_did(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "head")
    await office.set()
    await office.sweep()
    await office.set("2025-11-06", 2)
    await office.sweep()
    await office.set("2025-10-28", 3, moved_earlier=True, because="录入放假安排通知")
    await office.sweep()
    assert await office.told() == [
        ("set", "li"),
        ("moved", "li"),
        ("moved_earlier", "li"),
        ("moved_earlier", "wang"),
    ]
    told = await office.rows(Notification)
    assert [note.facts["due_before"] for note in told] == [
        None,
        "2025-10-30",
        "2025-11-06",
        "2025-11-06",
    ]
    words = words_of(told[-1].template, told[-1].facts, is_urgent=told[-1].is_urgent)
    assert words.title.startswith("【紧急】期限提前：")
    assert "到期：2025年10月28日（星期二）24:00前" in words.lines
    assert "原到期：2025年11月6日（星期四）24:00前" in words.lines
    assert "原因：录入放假安排通知" in words.lines
    moved = words_of(told[1].template, told[1].facts, is_urgent=told[1].is_urgent)
    assert not any(line.startswith("原因") for line in moved.lines), "nobody said why"


async def test_what_a_gathered_deadline_announces_stands_in_the_inbox_and_is_mailed_nobody(office):
    await office.hire("li", "clerk")
    await office.set(gathered=True)
    await office.sweep()
    await office.set("2025-11-06", 2, gathered=True)
    await office.sweep()
    assert await office.told() == [("set", "li"), ("moved", "li")]
    assert await office.rows(OutgoingMessage) == []
    await office.set("2025-10-28", 3, gathered=True, moved_earlier=True)
    await office.sweep()
    [urgent] = await office.rows(OutgoingMessage)
    assert (urgent.channel, len(await office.told())) == ("email", 3)


async def test_a_new_assignee_is_told_unless_told_before(office):
    await office.hire("li", "clerk")
    await office.hire("wang", "clerk")
    await office.set(assignee="li")
    await office.sweep()
    await office.set(revision=2, assignee="wang")
    await office.set(revision=3, assignee="wang", number="长公开〔2025〕8号")
    await office.sweep()
    await office.set(revision=4, assignee="li")
    await office.sweep()
    assert await office.told() == [("set", "li"), ("assigned", "wang")]


async def test_a_new_assignee_on_the_last_day_is_told_alone(office):
    for subject, role in (("li", "clerk"), ("wang", "clerk"), ("he", "head")):
        await office.hire(subject, role)
    await office.set(assignee="li")
    await office.sweep("2025-10-30T09:00")
    known = await office.told()
    await office.set(revision=2, assignee="wang")
    await office.sweep("2025-10-30T09:01")
    assert (await office.told())[len(known) :] == [("assigned", "wang")]


async def test_an_assignee_unknown_here_leaves_a_message_that_is_true_for_every_clerk(office):
    for subject in ("li", "wang"):
        await office.hire(subject, "clerk")
    await office.set(assignee="li")
    await office.sweep()
    await office.set(revision=2, assignee="elsewhere")
    await office.sweep()
    assert (await office.told())[1:] == [("assigned", "li"), ("assigned", "wang")]
    assert "您" not in step_label("assigned")


async def test_a_case_keyed_in_late_gets_one_message_that_also_reaches_the_head(office):
    await office.hire("li", "clerk")
    await office.hire("he", "head")
    office.now_is("2025-10-30T15:00")
    await office.set()
    await office.sweep()
    assert sorted(await office.told()) == [("set", "he"), ("set", "li")]
    states = await office.reminders()
    assert states["due_day"] == states["working_days_before_5"] == "skipped"
    assert states["working_days_after_1"] == "planned"


async def test_a_calendar_notice_moves_the_steps_but_sends_nothing(office):
    await office.hire("li", "clerk")
    await office.set()
    await office.sweep()
    await office.rest_on("2025-10-27")
    assert await office.replan() == 1
    assert await office.replan() == 0
    times = {r.step: r.remind_at.astimezone(SHANGHAI).date() for r in await office.rows(Reminder)}
    assert times["working_days_before_3"] == date(2025, 10, 24)
    assert times["working_days_before_5"] == date(2025, 10, 22)
    assert await office.told() == [("set", "li")]


def regional(jurisdiction, *days):
    """A notice that gives one region days of rest of its own."""
    return Notice(
        id=f"n{jurisdiction}",
        year=2025,
        title="区域假日",
        source="测试",
        holidays=tuple(NoticeDay(date.fromisoformat(day), "区域假日") for day in days),
        jurisdiction=jurisdiction,
    )


async def first_steps(office):
    times = {r.step: r.remind_at.astimezone(SHANGHAI).date() for r in await office.rows(Reminder)}
    return [times[f"working_days_before_{n}"].isoformat() for n in (5, 3)]


async def test_reminders_count_the_working_days_of_the_region_of_the_organ(office):
    await office.hire("li", "clerk")
    await office.lie_in("640100")
    await office.load_notice(regional("64", "2025-10-27", "2025-10-28"))
    await office.load_notice(regional("15", "2025-10-29"))
    await office.set()
    await office.sweep()
    assert await first_steps(office) == ["2025-10-21", "2025-10-23"]
    (facts,) = await office.facts()
    assert facts["remaining_working_days"] == 9  # eleven for the rest of the country
    assert await office.replan() == 0


async def test_another_region_or_a_notice_for_it_moves_the_steps(office):
    await office.set()
    assert await first_steps(office) == ["2025-10-23", "2025-10-27"]
    await office.lie_in("640100")
    await office.load_notice(regional("6401", "2025-10-27"))
    await office.load_notice(regional("64", "2025-10-24"))
    assert [await office.replan(), await office.replan()] == [1, 0]
    assert await first_steps(office) == ["2025-10-21", "2025-10-23"]
    await office.lie_in("640200", revision=2)
    assert [await office.replan(), await office.replan()] == [1, 0]
    assert await first_steps(office) == ["2025-10-22", "2025-10-27"]


async def test_a_policy_for_the_rule_or_the_organ_replaces_the_shipped_one(office):
    step = {"code": "own", "offset": -2, "roles": ["clerk"]}
    await office.lie_in("640100")
    await office.policy("organ", applies_to={"organs": [str(office.organ_id)]}, dated=[step])
    await office.set()
    assert set(await office.reminders()) == {"set", "own"}
    office.deadline_id = new_id()
    await office.policy("rule", applies_to={"rules": ["DL-02"]}, dated=[])
    await office.set("2025-11-05", rule="DL-02")
    assert set(await office.reminders("2025-11-05")) == {"set"}


async def test_a_changed_policy_plans_open_deadlines_anew_and_drops_its_former_steps(office):
    await office.set()
    await office.sweep()
    step = {"code": "own", "offset": -2, "roles": ["clerk"]}
    await office.policy(dated=[step])
    assert [await office.replan(), await office.replan()] == [1, 0]
    states = await office.reminders()
    assert (states["own"], states["working_days_before_5"]) == ("planned", "withdrawn")
    await office.policy(version=3)
    assert [await office.replan(), await office.replan()] == [1, 0]
    assert await office.reminders() == ALL_PLANNED | {"set": "unaddressed", "own": "withdrawn"}


@pytest.mark.parametrize(
    "broken",
    [
        {"dated": [{"code": "a", "offset": 1, "roles": []}] * 2},
        {"dated": [{"code": "a", "offset": "x", "roles": ["clerk"]}]},
        {"dated": [{"code": "a", "offset": 1, "roles": ["nonsense"]}]},
        {"applies_to": [1]},
    ],
)
async def test_a_policy_that_does_not_hold_is_passed_over_and_silences_no_other(office, broken):
    await office.policy("broken", **({"applies_to": {"rules": ["DL-99"]}} | broken))
    await office.set()
    assert await office.reminders() == ALL_PLANNED
    await office.sweep()
    assert await office.replan() == 0


async def test_a_policy_is_used_within_its_days_only(office):
    await office.policy("later", dated=[], valid_from=date(2025, 10, 20))
    await office.set()
    assert await office.reminders() == ALL_PLANNED
    office.now_is("2025-10-20T08:00")
    await office.policy(valid_until=date(2025, 10, 19))
    assert await office.replan() == 1
    assert set((await office.reminders()).values()) == {"planned", "withdrawn"}


async def test_replanning_never_drops_a_reminder_that_is_due(office):
    await office.set()
    await office.sweep()
    office.now_is("2025-10-23T09:00")
    await office.set(revision=2, assignee="li")
    assert (await office.reminders())["working_days_before_5"] == "planned"


async def test_a_new_history_clears_what_it_does_not_know(office):
    await office.set()
    async with office.database.unit_of_work() as session:
        await office.feed().resynced(Service.REQUESTS)(session, "epoch-2")
    assert (await office.deadline()).outcome == "unknown"
    assert set((await office.reminders()).values()) == {"withdrawn"}


async def test_a_duty_of_the_catalogue_is_a_deadline_like_any_other(office):
    await office.hire("li", "clerk")
    duty = Reference(kind="duty", id=new_id(), number=None, path="/catalog/v1/duties/1")
    await office.set(model=CatalogDeadlineSet, ref=duty, rule="DL-30")
    await office.sweep()
    kept = await office.deadline()
    assert (kept.source, kept.ref_kind, kept.ref_path) == ("catalog", "duty", duty.path)
    assert await office.told() == [("set", "li")]


async def test_a_new_history_of_one_producer_leaves_the_deadlines_of_the_other(office):
    await office.set()
    async with office.database.unit_of_work() as session:
        await office.feed().resynced(Service.CATALOG)(session, "epoch-2")
    assert (await office.deadline()).state == "open"


async def test_a_new_history_with_lower_revisions_is_believed_and_not_announced_again(office):
    await office.hire("li", "clerk")
    await office.set(revision=9)
    await office.sweep()
    await office.set(revision=1, epoch="epoch-2")
    async with office.database.unit_of_work() as session:
        await office.feed().resynced(Service.REQUESTS)(session, "epoch-2")
    await office.sweep()
    assert (await office.deadline()).epoch == "epoch-2"
    assert (await office.deadline()).state == "open"
    assert await office.told() == [("set", "li")]


async def test_an_hourly_deadline_is_planned_in_hours(office):
    await office.set(due_at=datetime(2025, 10, 15, 15, 0, tzinfo=SHANGHAI))
    reminders = {r.step: r for r in await office.rows(Reminder)}
    assert set(reminders) == {"set", "hours_before_4", "hours_before_1", "due_hour"}
    assert reminders["hours_before_1"].remind_at == datetime(2025, 10, 15, 14, tzinfo=SHANGHAI)


async def test_an_hourly_deadline_is_known_by_its_instant_however_it_is_written(office):
    due_at = datetime(2025, 10, 15, 15, 0, tzinfo=SHANGHAI)
    await office.set(due_at=due_at)
    planned = {(r.due, r.step) for r in await office.rows(Reminder)}
    await office.set(due_at=due_at, revision=2, number="长公开〔2025〕8号")
    await office.set(due_at=due_at.astimezone(UTC), revision=3)
    assert {(r.due, r.step) for r in await office.rows(Reminder)} == planned


async def test_an_event_and_a_sweep_at_the_same_time_wait_for_each_other(office):
    await office.hire("li", "clerk")
    await office.set()
    await asyncio.gather(office.sweep(), office.clear(2), office.sweep())
    states = await office.reminders()
    assert "planned" not in states.values()
    assert len(await office.told()) == (states["set"] == "sent")
    assert all(d.state == "withdrawn" for d in await office.mails())


async def test_the_table_of_policies_begins_with_the_one_that_ships(office):
    async with office.database.read_session() as session:
        book = await PolicySource().current(session, date(2025, 10, 15))
    assert book.policies == (default_policy(),)
