"""The table of readings in the clear."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class ApplicantDisclosure(Base):
    """An unmasked read of an applicant's data: who, when and why; append-only."""

    __tablename__ = "applicant_disclosures"
    __table_args__ = (Index("ix_applicant_disclosures_matter_id", "matter_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    actor: Mapped[str]
    reason: Mapped[str]
    disclosed_at: Mapped[datetime]
