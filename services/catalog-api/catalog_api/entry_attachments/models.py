"""The table of an entry's files."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class EntryAttachment(Base):
    """A file of an entry; it has the file's id. Which versions have it, these say; append-only."""

    __tablename__ = "entry_attachments"
    __table_args__ = (Index("ix_entry_attachments_entry_id", "entry_id", "id"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("files.id"), primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"))
    added_at: Mapped[datetime]
    added_by: Mapped[str]
