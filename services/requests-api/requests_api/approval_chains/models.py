"""The table of what organs decided about approvals."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class ApprovalChain(Base):
    """The chain of an organ from one decision to the next; append-only, the last one holds for what
    is handed in from then on.
    """

    __tablename__ = "approval_chains"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    levels: Mapped[list[Any]]
    """Role and person of each."""
    set_by: Mapped[str]
    set_at: Mapped[datetime]
