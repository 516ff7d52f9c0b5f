"""The table of matters that are to be computed again."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db.base import EnumText
from gongkai.work import Backoff, Terms, WorkRow, WorkTable, work_table_args
from requests_api.matters.kinds import MatterKind


class Recomputation(WorkRow):
    """A matter whose dates were computed with another calendar, or for an earlier day."""

    __tablename__ = "recomputations"
    __table_args__ = (
        *work_table_args("recomputations"),
        Index(
            "uq_recomputations_matter",
            "matter_id",
            "calendar_version",
            unique=True,
            postgresql_where=text("state IN ('pending', 'dead')"),
        ),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    kind: Mapped[MatterKind] = mapped_column(EnumText(MatterKind))
    calendar_version: Mapped[str]
    """The calendar that it is to be computed with; a newer one is other work."""


RECOMPUTATIONS = WorkTable(
    "recomputations",
    Recomputation,
    Terms(
        backoff=Backoff((timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))),
        batch=100,
    ),
)
