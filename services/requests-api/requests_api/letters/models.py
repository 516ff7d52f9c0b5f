"""The tables of letters."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.clock.facts import ServiceMode
from requests_api.letter_templates.kinds import LetterKind


class LetterCounter(Base):
    """The last number of an organ's letters in a year; its lock keeps the numbers gapless."""

    __tablename__ = "letter_counters"

    organ_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_serial: Mapped[int]


class Letter(Base):
    """A letter as it was drawn up. Its file does not change; what follows stands beside it."""

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_case_id_id", "case_id", "id"),
        Index("uq_letters_serial", "organ_id", "year", "serial", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    organ_id: Mapped[UUID]
    kind: Mapped[LetterKind] = mapped_column(EnumText(LetterKind))
    consultation_id: Mapped[UUID | None] = mapped_column(ForeignKey("consultations.id"))
    reply_id: Mapped[UUID | None] = mapped_column(ForeignKey("replies.id"))
    about_id: Mapped[UUID | None] = mapped_column(ForeignKey("letters.id"))
    """The letter that it puts right."""
    document_number: Mapped[str | None]
    """None where letters of its kind have none; a reply's is the reply's."""
    year: Mapped[int | None]
    serial: Mapped[int | None]
    """None where the number was not drawn here."""
    dated_on: Mapped[date]
    """The date that stands on it."""
    told_on: Mapped[date | None]
    """The day on which, by the record, its addressee was told what it says."""
    template_version: Mapped[int]
    """Of the organ's own template; 0: the shipped one."""
    file_id: Mapped[UUID] = mapped_column(ForeignKey("files.id"))
    issued_copy_id: Mapped[UUID | None] = mapped_column(ForeignKey("files.id"))
    """The sealed copy, which counts once it is there."""
    drawn_by: Mapped[str]
    drawn_at: Mapped[datetime]
    service: Mapped[ServiceMode | None] = mapped_column(EnumText(ServiceMode))
    """How it was served last. When, and what came back, `cases.servings` has."""
