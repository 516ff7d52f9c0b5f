"""The table of proposals to publish: each is due work until it has been told."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.work import Backoff, Terms, WorkRow, WorkTable, work_table_args

TITLE = SealedText("publication_proposals", "title_sealed")
REASON = SealedText("publication_proposals", "reason_sealed")


class PublicationProposal(WorkRow):
    """A proposal, and what became of it."""

    __tablename__ = "publication_proposals"
    __table_args__ = (
        *work_table_args("publication_proposals"),
        Index("ix_publication_proposals_case_id", "case_id", "id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    organ_id: Mapped[UUID]
    title_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    received_on: Mapped[date]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    duty_id: Mapped[UUID | None]
    """The duty that came of it; None where it was not told."""


_PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    *([timedelta(hours=1)] * 24),
    *([timedelta(hours=12)] * 60),
)
"""Nothing is late while it waits: the other side may be away for a month."""
PROPOSALS = WorkTable(
    "publication-proposals",
    PublicationProposal,
    Terms(backoff=Backoff(_PAUSES), lease=timedelta(minutes=1), batch=5),
)
