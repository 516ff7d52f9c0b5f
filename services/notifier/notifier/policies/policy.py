"""A policy: its steps as data, and when each of them falls for one deadline. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from gongkai.auth import Role
from gongkai.calendar import WorkingCalendar
from gongkai.time import SHANGHAI

_DEFAULT = Path(__file__).with_name("default.json")


class Step(BaseModel):
    """One reminder of a policy.

    `offset` counts working days from a dated deadline, or hours from one with a time; negative
    before it. `roles` are those told, the responsible clerk first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    offset: int
    roles: tuple[Role, ...]


class Policy(BaseModel):
    """Who is told at once when a deadline is set or moves, and the steps on the way to it.

    `send_at` is the Shanghai time at which the steps of a dated deadline are sent: the beginning of
    office hours, so that a reminder is read on its day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    send_at: time
    announce: tuple[Role, ...]
    dated: tuple[Step, ...]
    timed: tuple[Step, ...]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [step.code for step in (*self.dated, *self.timed)]
        if len(codes) != len(set(codes)):
            raise ValueError("two steps of a policy have the same code")
        return self


@dataclass(frozen=True, slots=True)
class Due:
    """When a deadline ends: at the end of a legal day, or at an instant; exactly one is set."""

    on: date | None
    at: datetime | None

    @property
    def key(self) -> str:
        """One text for either kind, by which reminders of one date are known.

        An instant is the same however it is written: by a producer, or by the database.
        """
        return self.at.astimezone(UTC).isoformat() if self.at else self.day.isoformat()

    @property
    def day(self) -> date:
        """The legal day on which it ends."""
        if self.on is not None:
            return self.on
        if self.at is None:
            raise ValueError("a deadline without a moment has no day")
        return self.at.astimezone(SHANGHAI).date()

    @property
    def ends_at(self) -> datetime:
        """The instant from which it is overdue; a day ends at 24:00 Asia/Shanghai."""
        if self.at is not None:
            return self.at
        return datetime.combine(self.day + timedelta(days=1), time(0), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Moment:
    """A step together with the instant at which it falls."""

    step: Step
    at: datetime


@cache
def default_policy() -> Policy:
    """The policy that ships with the platform."""
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


def roles_of(steps: Iterable[Step]) -> tuple[Role, ...]:
    """Every role that some of `steps` names, each once, in their order."""
    return tuple(dict.fromkeys(role for step in steps for role in step.roles))
