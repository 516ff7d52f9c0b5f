"""Why a second person confirmed a late entry: kept beside the record, which holds no words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

CONFIRMATION_REASON = SealedText("entry_confirmations", "reason_sealed")


class EntryConfirmation(Base):
    """The reason of one confirmation; append-only."""

    __tablename__ = "entry_confirmations"

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    entry: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the event that was confirmed."""
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[datetime]
