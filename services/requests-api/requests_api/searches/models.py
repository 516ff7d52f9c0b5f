"""Who searched for an applicant, and when."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class WorklistSearch(Base):
    """A search by identity document or phone; append-only. What was searched for is kept as the
    blind index knows it: equal searches are recognised, the number is not told.
    """

    __tablename__ = "worklist_searches"
    __table_args__ = (Index("ix_worklist_searches_actor", "actor", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    actor: Mapped[str]
    organ_id: Mapped[UUID | None]
    searched_by: Mapped[Literal["document", "phone"]] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    searched_at: Mapped[datetime]
