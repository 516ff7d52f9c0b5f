"""The tables of the register."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, false
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base

VOID_REASON = SealedText("registrations", "void_reason_sealed")


class RegistrationCounter(Base):
    """The last number of an organ and year; its lock keeps the numbers gapless."""

    __tablename__ = "registration_counters"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_serial: Mapped[int]


class Registration(Base):
    """A number that was given; a voided registration keeps it for ever."""

    __tablename__ = "registrations"
    __table_args__ = (
        Index("uq_registrations_serial", "organ_id", "year", "serial", unique=True),
        Index("ix_registrations_case_id", "case_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    organ_id: Mapped[UUID]
    year: Mapped[int]
    serial: Mapped[int]
    number: Mapped[str]
    registered_at: Mapped[datetime]
    registered_by: Mapped[str]
    is_imported: Mapped[bool] = mapped_column(server_default=false())
    """Whether the number was given by an earlier register."""
    voided_at: Mapped[datetime | None]
    void_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
