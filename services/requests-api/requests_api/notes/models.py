"""The table of notes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

NOTE_TEXT = SealedText("notes", "text_sealed")


class Note(Base):
    """An internal note; append-only. It may say anything of anybody, so it is encrypted."""

    __tablename__ = "notes"
    __table_args__ = (Index("ix_notes_matter_id", "matter_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    written_by: Mapped[str]
    written_at: Mapped[datetime]
