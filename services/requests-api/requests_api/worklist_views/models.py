"""The table of kept worklists."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

VIEW_QUERY = SealedText("worklist_views", "query_sealed")


class WorklistView(Base):
    """Filters and order of one person; what is searched for may name somebody, so it is sealed."""

    __tablename__ = "worklist_views"
    __table_args__ = (Index("uq_worklist_views_owner", "owner", "code", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner: Mapped[str]
    """The subject of their tokens."""
    code: Mapped[str]
    version: Mapped[int]
    query_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Title, filters and order as JSON."""
    changed_at: Mapped[datetime]
