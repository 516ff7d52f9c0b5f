"""The table of applicants."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.db.base import EnumText
from requests_api.applicants.kinds import ApplicantKind, DocumentType

DOCUMENT_INDEX, PHONE_INDEX = "applicant.document", "applicant.phone"
"""Names of the blind indexes: of `type:number`, and of a phone in its one spelling."""


class Applicant(Base):
    """Who applied. Personal values are encrypted; document and phone are found by blind index."""

    __tablename__ = "applicants"
    __table_args__ = (
        Index("ix_applicants_document_index", "document_index"),
        Index("ix_applicants_phone_index", "phone_index"),
    )

    matter_id: Mapped[UUID] = mapped_column(ForeignKey("matters.id"), primary_key=True)
    kind: Mapped[ApplicantKind] = mapped_column(EnumText(ApplicantKind))
    document_type: Mapped[DocumentType] = mapped_column(EnumText(DocumentType))
    help_needed: Mapped[list[Any]]
    personal: Mapped[bytes] = mapped_column(LargeBinary)
    """Name, document number, phone, mail, address, contact and agent as one encrypted JSON."""
    document_index: Mapped[bytes] = mapped_column(LargeBinary)
    phone_index: Mapped[bytes] = mapped_column(LargeBinary)
    contact_changed_at: Mapped[dict[str, Any] | None]
    """The instants at which contact data were changed last, by part (`ContactPart`)."""
