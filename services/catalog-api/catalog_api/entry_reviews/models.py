"""The table of reviews."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from catalog_api.entry_reviews.kinds import ReviewConclusion
from gongkai.db import Base
from gongkai.db.base import EnumText


class EntryReview(Base):
    """What one person concluded of one version; append-only. With title and number of the version
    these are the six items of the record (乌中政发〔2012〕168号 13).
    """

    __tablename__ = "entry_reviews"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "content_version"],
            ["entry_versions.entry_id", "entry_versions.version"],
            name="fk_entry_reviews_version",
        ),
        *(
            # Who sends a version back may agree to it later; nobody agrees twice.
            Index(
                f"uq_entry_reviews_{name}",
                *("entry_id", "content_version", name),
                unique=True,
                postgresql_where=text("conclusion IN ('public', 'partly_public')"),
            )
            for name in ("level", "reviewer")
        ),
        Index("ix_entry_reviews_entry_id", "entry_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID]
    content_version: Mapped[int]
    digest: Mapped[str]
    level: Mapped[int]
    conclusion: Mapped[ReviewConclusion] = mapped_column(EnumText(ReviewConclusion))
    basis: Mapped[str]
    """By which law it is concluded."""
    opinion: Mapped[str | None]
    checks: Mapped[list[Any]]
    """The checks that were stated: code, passed, note of each."""
    reviewer: Mapped[str]
    reviewed_at: Mapped[datetime]
