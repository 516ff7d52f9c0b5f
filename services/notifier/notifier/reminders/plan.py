"""What shall be reminded of, given a deadline's date, its policy and the time. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from gongkai.auth import Role
from gongkai.calendar import OutsideCalendar, WorkingCalendar
from gongkai.deadlines.due import Due
from notifier.policies.policy import Moment, Policy, ReminderStep, moments, roles_of

LATE_AFTER = timedelta(minutes=15)
"""A reminder sent later than this after its time says so."""


class Announcement(StrEnum):
    """What is told at once, without waiting for a step of the policy."""

    SET = "set"
    MOVED = "moved"
    MOVED_EARLIER = "moved_earlier"
    ASSIGNED = "assigned"

    @property
    def is_urgent(self) -> bool:
        """Whether people must change their plans."""
        return self is Announcement.MOVED_EARLIER


ANNOUNCEMENTS = frozenset(member.value for member in Announcement)
URGENT_ROLES = (Role.CLERK, Role.HEAD)
"""Who hears at once that a date moved earlier: who must answer sooner, and who answers for it. No
policy takes that away, for nobody would look at a date that was later yesterday.
"""
GATHERED = frozenset(member.value for member in Announcement if not member.is_urgent)
"""What a gathered deadline announces without a message of its own."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps still to come and those whose time has passed, in order of time."""

    coming: Sequence[Moment]
    passed: Sequence[Moment]


def plan_steps(policy: Policy, due: Due, calendar: WorkingCalendar, now: datetime) -> Plan:
    """Divide the steps of `policy` at `now`; a date beyond the calendar has none."""
    try:
        found = moments(policy, due, calendar)
    except OutsideCalendar:
        found = []
    return Plan(
        coming=[moment for moment in found if moment.at > now],
        passed=[moment for moment in found if moment.at <= now],
    )


def announcement_roles(policy: Policy, plan: Plan, announcement: Announcement) -> tuple[Role, ...]:
    """Whom to tell at once.

    One message says everything: the steps already passed (a case keyed in late) are not sent after
    it, but the people of the newest of them are told now. A new assignee changes nothing for those.
    A date that moved earlier is told to `URGENT_ROLES`, whatever the policy says.
    """
    newest = [ReminderStep(code="announce", offset=0, roles=policy.announce)]
    if announcement.is_urgent:
        newest.append(ReminderStep(code="urgent", offset=0, roles=URGENT_ROLES))
    if announcement is not Announcement.ASSIGNED:
        newest += [moment.step for moment in plan.passed[-1:]]
    return roles_of(newest)


def announcement_of(
    *, before_due: Due | None, was_open: bool, due: Due, moved_earlier: bool
) -> Announcement | None:
    """What a changed deadline has to say, or None when date and state are as they were.

    `moved_earlier` is the producer's word; a date before the one known here is urgent as well.
    """
    if was_open and before_due == due:
        return None
    if moved_earlier:
        return Announcement.MOVED_EARLIER
    if not was_open or before_due is None:
        return Announcement.SET
    return Announcement.MOVED_EARLIER if due.ends_at < before_due.ends_at else Announcement.MOVED


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose time has come, as the choice of the one to send sees it."""

    step: str
    remind_at: datetime
    occasion: int

    @property
    def rank(self) -> tuple[bool, int, datetime]:
        """An announcement before a step, the newest of its kind before the older ones."""
        return (self.step in ANNOUNCEMENTS, self.occasion, self.remind_at)


def leading(due: Iterable[DueReminder]) -> int:
    """Index of the one reminder that is sent when several of a deadline are due at once.

    After a downtime people get one message about a deadline and not one for each step missed.
    """
    ranked = list(due)
    return max(range(len(ranked)), key=lambda index: ranked[index].rank)
