"""The tables of kinds: who they are, and what they were from version to version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.db import Base
from gongkai.record import Aggregate


class Kind(Aggregate):
    """A kind of information; its version is that of its present definition."""

    __tablename__ = "kinds"
    __table_args__ = (
        Index("uq_kinds_code", "code", unique=True),
        CheckConstraint("code ~ '^[a-z][a-z0-9_]{0,59}$'", name="code"),
    )

    code: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class KindVersion(Base):
    """What a kind consisted of in one version; append-only, so that entries keep theirs."""

    __tablename__ = "kind_versions"

    kind_id: Mapped[UUID] = mapped_column(ForeignKey("kinds.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    definition: Mapped[dict[str, Any]]
    """The whole definition, in the form of `KindIn`."""
    digest: Mapped[str]
    """The SHA-256 of the definition, hexadecimal."""
    defined_by: Mapped[str]
    defined_at: Mapped[datetime]
