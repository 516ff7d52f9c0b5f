"""The table of what screening found."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from gongkai.screening import Kind, Part
from requests_api.findings.kinds import Resolution

EXCERPT = SealedText("findings", "excerpt_sealed")
REASON = SealedText("findings", "reason_sealed")


class Finding(Base):
    """Something found in an enclosure or in the text of a reply, or not looked at there, and who
    answers for it.
    """

    __tablename__ = "findings"
    __table_args__ = (
        CheckConstraint("(enclosure_id IS NULL) <> (reply_id IS NULL)", name="of_one"),
        Index("ix_findings_enclosure_id", "enclosure_id", "id"),
        Index("ix_findings_reply_id", "reply_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    enclosure_id: Mapped[UUID | None] = mapped_column(ForeignKey("enclosures.id"))
    reply_id: Mapped[UUID | None] = mapped_column(ForeignKey("replies.id"))
    """The draft in whose text it stands."""
    kind: Mapped[Kind] = mapped_column(EnumText(Kind))
    part: Mapped[Part | None] = mapped_column(EnumText(Part))
    """In what part of the file it stands first; None for what was not looked at."""
    at: Mapped[str | None]
    times: Mapped[int]
    excerpt_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The words around it, numbers masked; encrypted, for they may name people."""
    resolution: Mapped[Resolution | None] = mapped_column(EnumText(Resolution))
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    resolved_by: Mapped[str | None]
    resolved_at: Mapped[datetime | None]
