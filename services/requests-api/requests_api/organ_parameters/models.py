"""The table of what organs decided."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.decisions.model import Remedy


class OrganParameters(Base):
    """The parameters of an organ from one decision to the next; append-only, the last one holds."""

    __tablename__ = "organ_parameters"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    applications_a_month: Mapped[int]
    explanation_working_days: Mapped[int | None]
    """How long applicants have for reasons (条例35); None: what ships with the platform."""
    court_for_all: Mapped[bool | None]
    party_information_remedy: Mapped[Remedy | None] = mapped_column(EnumText(Remedy))
    set_by: Mapped[str]
    set_at: Mapped[datetime]
