"""The table of attachments: which files belong to a case."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.attachments.kinds import AttachmentOrigin


class Attachment(Base):
    """A file of a case; it has the file's id. A removed one stays, marked."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_case_id_id", "case_id", "id"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("files.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    origin: Mapped[AttachmentOrigin] = mapped_column(EnumText(AttachmentOrigin))
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None]
