"""The table of reminders: one row per deadline, date, step and occasion."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.auth import Role
from gongkai.codes import LabelledEnum
from gongkai.db import Base
from gongkai.db.base import EnumText


class ReminderState(LabelledEnum):
    """What became of a planned step."""

    PLANNED = "planned", "已计划"
    SENT = "sent", "已提醒"
    MERGED = "merged", "已并入后续提醒"
    """A later step of the same deadline was sent in its place."""
    SKIPPED = "skipped", "已过时点未提醒"
    """Its time had passed before the deadline was known."""
    UNADDRESSED = "unaddressed", "暂无接收人"
    """Nobody was there to be told; sent as soon as somebody is."""
    WITHDRAWN = "withdrawn", "已撤回"
    """The deadline was met, moved or ceased first."""


class Reminder(Base):
    """A step towards a deadline. It names roles; people are found when it is sent."""

    __tablename__ = "reminders"
    __table_args__ = (
        CheckConstraint(
            "state IN ('planned', 'sent', 'merged', 'skipped', 'unaddressed', 'withdrawn')",
            name="state",
        ),
        Index("uq_reminders_step", "deadline_id", "due", "step", "occasion", unique=True),
        Index("ix_reminders_due", "remind_at", postgresql_where=text("state = 'planned'")),
        Index(
            "ix_reminders_unaddressed",
            "staff_organ_id",
            "staff_version",
            postgresql_where=text("state = 'unaddressed'"),
        ),
        Index(
            "ix_reminders_look_again",
            "deadline_id",
            postgresql_where=text("state = 'unaddressed' AND staff_version IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    deadline_id: Mapped[UUID] = mapped_column(ForeignKey("deadlines.id"))
    due: Mapped[str]
    """The date or instant it belongs to; a moved deadline has reminders of its own."""
    step: Mapped[str]
    occasion: Mapped[int]
    """The deadline's revision for an announcement, 0 for a step of the policy."""
    roles: Mapped[list[Role]] = mapped_column(ARRAY(EnumText(Role)))
    remind_at: Mapped[datetime]
    state: Mapped[ReminderState] = mapped_column(EnumText(ReminderState))
    is_late: Mapped[bool] = mapped_column(server_default=text("false"))
    closed_at: Mapped[datetime | None]
    due_before: Mapped[str | None]
    """Of an announcement that the deadline moved: the date or instant that held before."""
    because: Mapped[str | None]
    """Of an announcement: what set or moved the date, as an office calls it."""
    staff_organ_id: Mapped[UUID | None]
    """Of an unaddressed one: the organ in which nobody was to be told."""
    staff_version: Mapped[int | None]
    """Of an unaddressed one: the version of the organ's staff in which nobody was to be told; None
    where it is to be looked at again in any case."""


IS_PLANNED: ColumnElement[bool] = literal_column("reminders.state = 'planned'", Boolean)
IS_UNADDRESSED: ColumnElement[bool] = literal_column("reminders.state = 'unaddressed'", Boolean)
"""Written out as in the indexes on these: a bound value would not be known to be the same."""
