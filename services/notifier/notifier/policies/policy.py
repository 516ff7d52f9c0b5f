"""A policy: its steps as data, and when each of them falls for one deadline. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator

from gongkai.auth import Role
from gongkai.calendar import WorkingCalendar
from gongkai.contracts import Service
from gongkai.deadlines.due import Due
from gongkai.time import SHANGHAI

_DEFAULT = Path(__file__).with_name("default.json")


class ReminderStep(BaseModel):
    """One reminder of a policy.

    `offset` counts working days from a dated deadline, or hours from one with a time; negative
    before it. `roles` are those told, the responsible clerk first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    offset: int
    roles: tuple[Role, ...]


class AppliesTo(BaseModel):
    """Which deadlines a policy is for; what is empty leaves it open.

    An organ stands for those below it too. A level that nobody knows is none of those named.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: tuple[str, ...] = ()
    sources: tuple[Service, ...] = ()
    organs: tuple[UUID, ...] = ()
    levels: tuple[str, ...] = ()


class Policy(BaseModel):
    """Who is told at once when a deadline is set or moves, and the steps on the way to it.

    `send_at` is the Shanghai time at which the steps of a dated deadline are sent: the beginning of
    office hours, so that a reminder is read on its day. Days of validity are the first and the last
    on which the policy is used.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    code: str
    title: str
    applies_to: AppliesTo
    send_at: time
    announce: tuple[Role, ...]
    dated: tuple[ReminderStep, ...]
    timed: tuple[ReminderStep, ...]
    valid_from: date | None = None
    valid_until: date | None = None

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [step.code for step in (*self.dated, *self.timed)]
        if len(codes) != len(set(codes)):
            raise ValueError("two steps of a policy have the same code")
        return self

    def is_valid_on(self, day: date) -> bool:
        """Whether it is used on a day."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Moment:
    """A step together with the instant at which it falls."""

    step: ReminderStep
    at: datetime


@cache
def default_policy() -> Policy:
    """The policy that ships with the platform, with which its table begins."""
    return Policy.model_validate_json(_DEFAULT.read_bytes())


def moments(policy: Policy, due: Due, calendar: WorkingCalendar) -> list[Moment]:
    """When each step of `policy` falls for a deadline that ends at `due`, in order of time.

    Raises gongkai.calendar.OutsideCalendar for a date that the calendar does not reach.
    """
    if due.at is not None:
        found = [Moment(s, due.at + timedelta(hours=s.offset)) for s in policy.timed]
    else:
        found = [
            Moment(s, datetime.combine(_day(due.day, s.offset, calendar), policy.send_at, SHANGHAI))
            for s in policy.dated
        ]
    return sorted(found, key=lambda moment: moment.at)


def _day(due_on: date, offset: int, calendar: WorkingCalendar) -> date:
    if offset < 0:
        return calendar.nth_working_day_before(due_on, -offset)
    return calendar.nth_working_day_after(due_on, offset) if offset else due_on


def roles_of(steps: Iterable[ReminderStep]) -> tuple[Role, ...]:
    """Every role that some of `steps` names, each once, in their order."""
    return tuple(dict.fromkeys(role for step in steps for role in step.roles))
