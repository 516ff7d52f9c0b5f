"""The table of what was read although it is masked or withheld."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

DISCLOSURE_REASON = SealedText("applicant_disclosures", "reason_sealed")


class ApplicantDisclosure(Base):
    """A read of what is masked or withheld: who, when, why and what; append-only."""

    __tablename__ = "applicant_disclosures"
    __table_args__ = (Index("ix_applicant_disclosures_matter_id", "matter_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    actor: Mapped[str]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    disclosed_at: Mapped[datetime]
    parts: Mapped[list[Any] | None]
    """What was read; None: the applicant."""
