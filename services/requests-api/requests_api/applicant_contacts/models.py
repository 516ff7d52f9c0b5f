"""Why contact data were changed: kept beside the record, which holds no words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

CHANGE_REASON = SealedText("contact_changes", "reason")


class ContactChange(Base):
    """The reason of one change of contact data; append-only."""

    __tablename__ = "contact_changes"
    __table_args__ = (Index("ix_contact_changes_matter_id", "matter_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    reason: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed (ADR 0030)."""
    changed_by: Mapped[str]
    changed_at: Mapped[datetime]
