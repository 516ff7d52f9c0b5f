"""The table of consultations."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.clock.facts import Party
from requests_api.consultations.kinds import Opinion, OverrideGround

PARTY_NAME = SealedText("consultations", "party_name")
OVERRIDE_REASON = SealedText("consultations", "override_reason")


class Consultation(Base):
    """One letter to one party; the party's name is personal and encrypted."""

    __tablename__ = "consultations"
    __table_args__ = (Index("ix_consultations_case_id", "case_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    party: Mapped[Party] = mapped_column(EnumText(Party))
    """`third_party` (条例32) or `organ` (条例34)."""
    party_name: Mapped[bytes] = mapped_column(LargeBinary)
    co_author: Mapped[bool | None]
    """Whether the organ made the information together with this one (条例34); null for what was
    sent before that was asked.
    """
    sent_on: Mapped[date]
    delivered_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    opinion: Mapped[Opinion | None] = mapped_column(EnumText(Opinion))
    override_ground: Mapped[OverrideGround | None] = mapped_column(EnumText(OverrideGround))
    """Why the information is disclosed although the party objects."""
    override_reason: Mapped[bytes | None] = mapped_column(LargeBinary)
    """In words, encrypted."""
    overridden_on: Mapped[date | None]
    """The day of the written notice to the party."""
