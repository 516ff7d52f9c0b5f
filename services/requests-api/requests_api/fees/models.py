"""The tables of fees: notices with their computation, and waivers."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.tariffs.tariff import FeeBasis

GROUNDS = SealedText("fee_notices", "grounds_sealed")
WAIVER_REASON = SealedText("fee_waivers", "reason_sealed")
_YUAN = Numeric(12, 2)


class FeeNotice(Base):
    """The one notice of an application's fee, as it was computed then."""

    __tablename__ = "fee_notices"
    __table_args__ = (Index("uq_fee_notices_case_id", "case_id", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    basis: Mapped[FeeBasis] = mapped_column(EnumText(FeeBasis))
    quantity: Mapped[int]
    month: Mapped[date | None]
    """The first day of the calendar month over which items are counted; None for pages."""
    counted: Mapped[list[Any]]
    """Number and items of the month's applications with a lower number."""
    counted_before: Mapped[int]
    """Their items together."""
    steps: Mapped[list[Any]]
    """The steps of the tariff that the application's own units fall into."""
    amount: Mapped[Decimal] = mapped_column(_YUAN)
    amount_due: Mapped[Decimal] = mapped_column(_YUAN)
    """What is left of it after waivers."""
    grounds_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """What exceeds the reasonable (条例42), encrypted."""
    notified_on: Mapped[date]
    delivered_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    """The day on which the applicant confirmed to have got it."""
    paid_on: Mapped[date | None]


class FeeWaiver(Base):
    """A waiver or reduction of a fee, by the head."""

    __tablename__ = "fee_waivers"
    __table_args__ = (Index("ix_fee_waivers_notice_id", "notice_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("fee_notices.id"))
    seq: Mapped[int]
    """Number of its event."""
    waived_on: Mapped[date]
    reduced_to: Mapped[Decimal | None] = mapped_column(_YUAN)
    """None where it was waived whole."""
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
