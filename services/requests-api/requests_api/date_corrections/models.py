"""Why a day was put right: kept beside the record, which holds no words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

CORRECTION_REASON = SealedText("date_corrections", "reason_sealed")


class DateCorrection(Base):
    """The reason of one correction; append-only."""

    __tablename__ = "date_corrections"
    __table_args__ = (Index("ix_date_corrections_matter_id", "matter_id", "seq", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    seq: Mapped[int]
    """Number of the event that puts the day right."""
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    corrected_by: Mapped[str]
    corrected_at: Mapped[datetime]
