"""The table of jobs.

A service collects this module in its `db.py` and makes the table in a migration.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.work import Backoff, ReportingWorkRow, Terms, WorkTable, work_table_args

TERMS = Terms(
    backoff=Backoff((timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))),
    lease=timedelta(minutes=3),
    batch=1,
)


class Job(ReportingWorkRow):
    """A job of one caller: by its kind, with ids and codes as arguments."""

    __tablename__ = "jobs"
    __table_args__ = (
        *work_table_args("jobs"),
        Index("ix_jobs_closed_at", "closed_at"),
    )

    kind: Mapped[str]
    issuer: Mapped[str]
    owner: Mapped[str]
    """Who asked for it, as records name them; of `issuer`."""
    organ_id: Mapped[UUID | None]
    """In whose name."""
    arguments: Mapped[dict[str, Any]]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("files.id"))
    """What it reads; gone when it has ended."""
    result_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("files.id"))
    """What it made; kept for a day."""

    @property
    def done(self) -> int:
        """How much of it is done."""
        return int((self.progress or {}).get("done", 0))

    @property
    def of(self) -> int:
        """How much there is to do; 0 while that is not known."""
        return int((self.progress or {}).get("of", 0))


JOBS = WorkTable("jobs", Job, TERMS)
