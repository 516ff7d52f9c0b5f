"""The tables of publications: how far the index numbers are, and why something was withdrawn."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class IndexNumberCounter(Base):
    """The last index number that an organ gave in a year; locked until the number is stored, so
    that there are no gaps.
    """

    __tablename__ = "index_number_counters"

    organ_id: Mapped[UUID] = mapped_column(ForeignKey("organs.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class EntryWithdrawal(Base):
    """Why a published entry was withdrawn; append-only."""

    __tablename__ = "entry_withdrawals"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Number of the event."""
    reason: Mapped[str]
    withdrawn_by: Mapped[str]
    withdrawn_at: Mapped[datetime]
