"""The table of calendar notices."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.calendar import NoticeKind
from gongkai.db.base import EnumText
from gongkai.record import Aggregate


class CalendarNotice(Aggregate):
    """A notice as it was loaded; its days never change, a mistaken one is withdrawn."""

    __tablename__ = "calendar_notices"
    __table_args__ = (
        Index(
            "uq_calendar_notices_annual",
            "year",
            "jurisdiction",
            unique=True,
            postgresql_where=text("kind = 'annual' AND withdrawn_at IS NULL"),
        ),
        Index("ix_calendar_notices_year_id", "year", "id"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)", name="withdrawal_has_reason"
        ),
    )

    year: Mapped[int]
    kind: Mapped[NoticeKind] = mapped_column(EnumText(NoticeKind))
    jurisdiction: Mapped[str]
    """Prefix of a division code; empty for the whole country."""
    title: Mapped[str]
    number: Mapped[str | None]
    issued_on: Mapped[date | None]
    source: Mapped[str]
    covers_until: Mapped[date | None]
    holidays: Mapped[list[Any]]
    working_days: Mapped[list[Any]]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str | None]
    superseded_by: Mapped[UUID | None] = mapped_column(ForeignKey("calendar_notices.id"))
    created_at: Mapped[datetime]
