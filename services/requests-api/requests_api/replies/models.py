"""The table of replies."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.annual_reports.layout import ReportRow
from requests_api.clock.facts import ServiceMode
from requests_api.decisions.model import DecisionCode

CONTENT = SealedText("replies", "content")
EVIDENCE_WORDS = SealedText("replies", "evidence_sealed")
RETURN_REASON = SealedText("replies", "return_reason_sealed")


class Reply(Base):
    """A reply as drafted; a new draft is a new row, so that what was returned stays on record."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_case_id", "case_id", "draft", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    draft: Mapped[int]
    decision: Mapped[DecisionCode] = mapped_column(EnumText(DecisionCode))
    report_row: Mapped[ReportRow | None] = mapped_column(EnumText(ReportRow))
    """Where the annual report shall count it, if the office chose; None: in the decision's row."""
    evidence: Mapped[list[Any]]
    """Kinds, days and the records of the case that are named; the words are sealed."""
    evidence_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Note and reference of each piece, as encrypted JSON."""
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """The letter's text, encrypted: it names the applicant."""
    document_number: Mapped[str | None]
    drafted_by: Mapped[str]
    drafted_at: Mapped[datetime]
    approved_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    return_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    letter_dated_on: Mapped[date | None]
    """The date on its first letter: it does not go out before."""
    issued_on: Mapped[date | None]
    issued_by: Mapped[str | None]
    delivered_on: Mapped[date | None]
    delivery: Mapped[ServiceMode | None] = mapped_column(EnumText(ServiceMode))
