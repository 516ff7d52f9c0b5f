"""What a clock says: the values that an evaluation returns."""

from datetime import date
from typing import NamedTuple

from gongkai.codes import LabelledEnum
from requests_api.clock.stops import Remark, Stop


class State(LabelledEnum):
    """Where a clock stands on `as_of`."""

    NOT_STARTED = "not_started", "尚未起算"
    RUNNING = "running", "计时中"
    STOPPED = "stopped", "暂停计算"
    ENDED = "ended", "已结束"


class Deadline(NamedTuple):
    """One date to be kept, the rule it follows and the words for it.

    `ref` tells the letters of one rule apart and is None for the answer itself.
    """

    rule: str
    due_on: date
    basis: str
    provisional: bool
    ref: str | None = None


class Evaluation(NamedTuple):
    """What a clock says on `as_of`. Counts are working days; None where there is nothing to say.

    `day_zeros` are the legal receipt and every restart; `stops` those that had an effect on the
    governing clock; with them `explain` writes the ledger.
    """

    rule_set: str
    received_on: date | None
    state: State
    as_of: date
    due_on: date | None
    provisional: bool
    stopped_by: tuple[Stop, ...]
    elapsed_working_days: int
    remaining_working_days: int
    late_by_working_days: int | None
    due_on_if_receipt_day_counted: date | None
    deadlines: tuple[Deadline, ...]
    warnings: tuple[Remark, ...]
    calendar_version: str
    working_days: int
    day_zeros: tuple[date, ...]
    stops: tuple[Stop, ...]
    ended_on: date | None
    delayed: bool
    can_pause: bool
    """Whether the text by which it runs knows a pause."""
    unanswered: tuple[Stop, ...] = ()
    """Stops that ended with a period in which nothing came, while it may still come."""
