"""The tables of what goes out with replies: what it is, and what is to be looked through."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.work import Backoff, Terms, WorkRow, WorkTable, work_table_args


class Enclosure(Base):
    """An attachment that goes out with the reply of its case. One that was taken out, or replaced,
    stays with what was found in it.
    """

    __tablename__ = "enclosures"
    __table_args__ = (
        Index("ix_enclosures_case_id_id", "case_id", "id"),
        Index(
            "uq_enclosures_attachment_id",
            "attachment_id",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachments.id"))
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    screened_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]
    fetched_at: Mapped[datetime | None]
    """When the applicant fetched it first."""


class EnclosureScreening(WorkRow):
    """That an enclosure is to be looked through."""

    __tablename__ = "enclosure_screenings"
    __table_args__ = work_table_args("enclosure_screenings")

    enclosure_id: Mapped[UUID] = mapped_column(ForeignKey("enclosures.id"), unique=True)


_PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=5),
    *([timedelta(hours=1)] * 24),
)
"""A virus scanner or a store may be away for a day before somebody has to decide."""
SCREENINGS = WorkTable(
    "enclosure-screenings",
    EnclosureScreening,
    Terms(backoff=Backoff(_PAUSES), lease=timedelta(minutes=4), batch=2),
)
