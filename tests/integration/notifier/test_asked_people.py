"""Who is asked to act by a deadline that is not the clerk's hears of it once."""

import pytest

from gongkai.contracts import Asked

RULE = "HOUSE-APPROVAL"


def asked(*roles, subject=None, not_by=()):
    return Asked(roles=roles, subject=subject, not_by=tuple(not_by), stand_in=("head", "leader"))


async def set_asked(office, *roles, revision=1, due="2025-10-30", **who):
    await office.set(due, revision=revision, assignee="li", rule=RULE, asked=asked(*roles, **who))


@pytest.fixture
async def staffed(office):
    for subject, role in (("li", "clerk"), ("zhang", "head"), ("wu", "head"), ("zhao", "leader")):
        await office.hire(subject, role)
    return office


async def test_whoever_may_act_is_told_once_and_the_clerk_is_not(staffed):
    await set_asked(staffed, "head", not_by=["wu"])
    await staffed.sweep()
    assert await staffed.told() == [("set", "zhang")]
    for moment in ("2025-10-23T08:31", "2025-10-29T08:31", "2025-10-31T08:31"):
        await staffed.sweep(moment)
    assert await staffed.told() == [("set", "zhang")]
    assert len(await staffed.mails()) == 1


async def test_one_named_person_is_told_alone(staffed):
    await set_asked(staffed, "head", subject="wu")
    await staffed.sweep()
    assert await staffed.told() == [("set", "wu")]


async def test_whoever_stands_in_for_an_absent_person_is_told_if_they_may_act(staffed):
    await staffed.leave("wu", "2025-10-14", "2025-10-20", "zhao")
    await set_asked(staffed, "head", subject="wu")
    await staffed.sweep()
    assert await staffed.told() == [("set", "zhao")]


@pytest.mark.parametrize(("substitute", "not_by"), [("li", []), ("zhao", ["zhao"]), (None, [])])
async def test_an_absent_person_is_told_after_all_where_nobody_may_act_instead(
    staffed, substitute, not_by
):
    await staffed.leave("wu", "2025-10-14", "2025-10-20", substitute)
    await set_asked(staffed, "head", subject="wu", not_by=not_by)
    await staffed.sweep()
    assert await staffed.told() == [("set", "wu")]


async def test_a_new_day_or_clerk_of_the_matter_tells_nobody_again(staffed):
    await set_asked(staffed, "head", subject="wu")
    await set_asked(staffed, "head", subject="wu", revision=2, due="2025-11-05")
    await staffed.sweep()
    await staffed.set(
        "2025-11-05", revision=3, assignee="zhang", rule=RULE, asked=asked("head", subject="wu")
    )
    await staffed.sweep()
    assert await staffed.told() == [("set", "wu")]


async def test_what_was_acted_on_or_returned_before_it_was_told_is_told_to_nobody(staffed):
    await set_asked(staffed, "head")
    await staffed.clear(revision=2, outcome="void")
    await staffed.sweep()
    assert await staffed.told() == []
    assert await staffed.reminders() == {"set": "withdrawn"}
    await set_asked(staffed, "head", subject="zhang", revision=3)
    await staffed.sweep()
    assert await staffed.told() == [("set", "zhang")]


async def test_where_nobody_may_act_the_first_who_comes_is_told(office):
    await office.hire("li", "clerk")
    await set_asked(office, "head")
    await office.sweep()
    assert await office.told() == []
    await office.hire("zhang", "head")
    await office.sweep()
    assert await office.told() == [("set", "zhang")]
