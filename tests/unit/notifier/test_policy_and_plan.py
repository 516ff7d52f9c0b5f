"""When reminders fall, and which of them is sent."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.auth import Role
from gongkai.calendar import base_calendar
from gongkai.deadlines.due import Due
from gongkai.time import SHANGHAI
from notifier.policies.policy import default_policy, moments
from notifier.reminders.plan import (
    Announcement,
    DueReminder,
    announcement_of,
    announcement_roles,
    leading,
    plan_steps,
)

DAYS = st.dates(date(2008, 1, 10), date(2026, 12, 20))


def shanghai(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


def test_steps_skip_the_national_holiday():
    found = moments(default_policy(), Due(date(2025, 10, 9), None), base_calendar())
    assert [m.at.date() for m in found] == [
        date(2025, 9, 25),
        date(2025, 9, 28),  # a Sunday worked for the holiday
        date(2025, 9, 30),
        date(2025, 10, 9),
        date(2025, 10, 10),
    ]
    assert {m.at.timetz() for m in found} == {shanghai(2025, 1, 1, 8, 30).timetz()}


@settings(max_examples=200)
@given(DAYS)
def test_steps_before_and_after_fall_on_working_days_in_their_order(due_on):
    calendar = base_calendar()
    found = moments(default_policy(), Due(due_on, None), calendar)
    assert [m.step.offset for m in found] == sorted(m.step.offset for m in found)
    for moment in found:
        day = moment.at.date()
        if moment.step.offset:
            assert calendar.is_working_day(day)
        between = calendar.working_days_between(*sorted((day, due_on)))
        if calendar.is_working_day(due_on):
            assert between == abs(moment.step.offset)


@settings(max_examples=200)
@given(DAYS, st.integers(-30, 30))
def test_every_step_is_either_coming_or_passed(due_on, days):
    now = shanghai(due_on.year, due_on.month, due_on.day, 9) + timedelta(days=days)
    plan = plan_steps(default_policy(), Due(due_on, None), base_calendar(), now)
    assert len(plan.coming) + len(plan.passed) == len(default_policy().dated)
    assert all(m.at > now for m in plan.coming)


def test_a_date_beyond_the_calendar_is_announced_without_steps():
    plan = plan_steps(
        default_policy(), Due(date(2199, 12, 31), None), base_calendar(), shanghai(2026, 1, 1)
    )
    assert (plan.coming, plan.passed) == ([], [])


def test_an_announcement_reaches_those_of_the_newest_passed_step():
    due = Due(date(2025, 10, 30), None)
    policy, calendar = default_policy(), base_calendar()
    early = plan_steps(policy, due, calendar, shanghai(2025, 10, 1))
    late = plan_steps(policy, due, calendar, shanghai(2025, 10, 29, 9))
    assert announcement_roles(policy, early, Announcement.SET) == (Role.CLERK,)
    assert announcement_roles(policy, late, Announcement.SET) == (Role.CLERK, Role.HEAD)


def test_that_a_date_moved_earlier_is_told_to_clerk_and_head_whatever_the_policy_says():
    due, calendar = Due(date(2025, 10, 30), None), base_calendar()
    quiet = default_policy().model_copy(update={"announce": ()})
    plan = plan_steps(quiet, due, calendar, shanghai(2025, 10, 1))
    assert announcement_roles(quiet, plan, Announcement.MOVED) == ()
    assert announcement_roles(quiet, plan, Announcement.MOVED_EARLIER) == (Role.CLERK, Role.HEAD)


def test_what_is_announced():
    due, later = Due(date(2025, 10, 30), None), Due(date(2025, 11, 3), None)

    def announced(before, now, *, was_open=True, moved_earlier=False):
        return announcement_of(
            before_due=before, was_open=was_open, due=now, moved_earlier=moved_earlier
        )

    assert announced(None, due, was_open=False) is Announcement.SET
    assert announced(due, due) is None
    assert announced(due, due, was_open=False) is Announcement.SET
    assert announced(due, later) is Announcement.MOVED
    assert announced(later, due) is Announcement.MOVED_EARLIER
    assert announced(None, due, was_open=False, moved_earlier=True) is Announcement.MOVED_EARLIER
    assert announced(due, due, moved_earlier=True) is None


def test_of_several_due_reminders_an_announcement_leads_else_the_newest_step():
    first, second = shanghai(2025, 10, 23, 8), shanghai(2025, 10, 27, 8)
    steps = [DueReminder("a", second, 0), DueReminder("b", first, 0)]
    assert leading(steps) == 0
    assert leading([*steps, DueReminder("set", first, 1), DueReminder("moved", first, 2)]) == 3


def test_a_day_ends_at_midnight_and_an_hour_when_it_says():
    assert Due(date(2025, 10, 30), None).ends_at == shanghai(2025, 10, 31)
    moment = shanghai(2025, 10, 30, 15)
    assert Due(None, moment).ends_at == moment
    assert Due(None, moment).day == date(2025, 10, 30)
