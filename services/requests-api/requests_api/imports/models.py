"""What is known of cases that were imported."""

from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class ImportedCase(Base):
    """That a case came from a table, and which row made it: by a keyed digest, so that the same row
    again is known and another one under its number is told apart.
    """

    __tablename__ = "imported_cases"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
