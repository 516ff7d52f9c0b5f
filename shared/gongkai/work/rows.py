"""Due work as a row: what a feature's table of work is made of."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from gongkai.codes import LabelledEnum
from gongkai.db import Base, new_id
from gongkai.db.base import EnumText


class WorkState(LabelledEnum):
    """Where a piece of work stands."""

    PENDING = "pending", "待处理"
    DONE = "done", "已完成"
    DEAD = "dead", "失败待处置"
    """Given up; somebody decides to redrive or to discard it."""
    WITHDRAWN = "withdrawn", "已撤回"
    """What it was for has ceased."""
    DISCARDED = "discarded", "已放弃"


class WorkRow(Base):
    """A row of due work; a feature adds what it is about (kind, ids).

    Attempts are counted when a row is claimed, so a crash counts as one.
    """

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    state: Mapped[WorkState] = mapped_column(EnumText(WorkState), server_default=text("'pending'"))
    due_at: Mapped[datetime]
    """From when it may be tried, next."""
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    lease: Mapped[UUID | None]
    """Token of the worker that has it now; a result with another token is not recorded."""
    lease_until: Mapped[datetime | None]
    last_error: Mapped[str | None]
    """A code of ours, never the words of another server: they may quote personal data."""
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ReportingWorkRow(WorkRow):
    """Work that says how far it is and what came of it: imports, exports."""

    __abstract__ = True

    progress: Mapped[dict[str, Any] | None]
    result: Mapped[dict[str, Any] | None]


def work_table_args(table: str) -> tuple[SchemaItem, ...]:
    """What every table of work has: the states it may hold, and the index of each question.

    Used as `__table_args__ = (*work_table_args("deliveries"), …)`.
    """
    states = ", ".join(f"'{state}'" for state in WorkState)
    return (
        CheckConstraint(f"state IN ({states})", name="state"),
        Index(f"ix_{table}_due", "due_at", "id", postgresql_where=text("state = 'pending'")),
        Index(f"ix_{table}_dead", "id", postgresql_where=text("state = 'dead'")),
    )
