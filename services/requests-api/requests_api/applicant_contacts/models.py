"""Beside the record, which holds no words: why contact data were changed, and for a week the mail
address that was given up.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

CHANGE_REASON = SealedText("contact_changes", "reason")
FORMER_ADDRESS = SealedText("former_contacts", "address_sealed")


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


class FormerContact(Base):
    """The mail address that a change gave up, until its owner has been told; then it is deleted."""

    __tablename__ = "former_contacts"
    __table_args__ = (Index("ix_former_contacts_changed_at", "changed_at"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("contact_changes.id"), primary_key=True)
    """The change, and the message that tells of it."""
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    address_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime]
