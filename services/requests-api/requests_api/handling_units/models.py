"""The table of handling units."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class HandlingUnit(Base):
    """A unit of the office, or another organ, that handles a file too."""

    __tablename__ = "handling_units"
    __table_args__ = (Index("ix_handling_units_case_id", "case_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    organ_id: Mapped[UUID | None]
    """The organ; None for the one that was asked."""
    unit: Mapped[str | None]
    """The unit inside that organ."""
    due_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
