"""The tables of access codes: new ones that were given, and wrong ones that were tried."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.sealed import SealedText
from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.access_codes.kinds import Handover

ISSUE_REASON = SealedText("access_code_issues", "reason_sealed")


class AccessCodeIssue(Base):
    """A new access code for an applicant who lost the first: by whom, when, how and why;
    append-only.
    """

    __tablename__ = "access_code_issues"
    __table_args__ = (Index("ix_access_code_issues_matter_id", "matter_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"))
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    handover: Mapped[Handover] = mapped_column(EnumText(Handover))
    issued_by: Mapped[str]
    issued_at: Mapped[datetime]


class AccessFailure(Base):
    """How often a wrong code was given for a receipt number, whether or not the number exists."""

    __tablename__ = "access_failures"

    receipt_digest: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]
