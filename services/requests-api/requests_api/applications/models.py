"""Table of failed access codes."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base


class AccessFailure(Base):
    """How often a wrong code was given for a receipt number, whether or not the number exists.

    Counted anew with a new code.
    """

    __tablename__ = "access_failures"

    receipt_digest: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_failed_at: Mapped[datetime]
