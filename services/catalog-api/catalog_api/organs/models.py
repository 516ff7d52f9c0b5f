"""The table of organs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, Uuid, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from catalog_api.organs.kinds import OrganKind
from gongkai.db.base import EnumText
from gongkai.organs import OrganLevel
from gongkai.record import Aggregate


class Organ(Aggregate):
    """An organ. Its identity is our id; names, codes and places in the tree change over time.

    Its version grows with every change, a changed path included, and is the feed's revision.
    """

    __tablename__ = "organs"
    __table_args__ = (
        Index("ix_organs_path", "path", postgresql_using="gin"),
        Index("ix_organs_aliases", "aliases", postgresql_using="gin"),
        Index("ix_organs_parent_id", "parent_id"),
        Index("ix_organs_name_id", "name", "id"),
        Index("uq_organs_code", "code", unique=True),
        Index("uq_organs_source_external_id", "source", "external_id", unique=True),
        CheckConstraint("(source IS NULL) = (external_id IS NULL)", name="source_pair"),
        CheckConstraint("path[cardinality(path)] = id", name="path_ends_here"),
        CheckConstraint(
            "path[cardinality(path) - 1] IS NOT DISTINCT FROM parent_id",
            name="path_through_parent",
        ),
        CheckConstraint("valid_from <= valid_until", name="validity"),
    )

    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organs.id"))
    path: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    """Ids from the root to this organ itself."""
    name: Mapped[str]
    short_name: Mapped[str | None]
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text))
    kind: Mapped[OrganKind] = mapped_column(EnumText(OrganKind))
    level: Mapped[OrganLevel] = mapped_column(EnumText(OrganLevel))
    code: Mapped[str | None]
    """Unified social credit code (GB 32100); none is invented for an organ listed without one."""
    region_code: Mapped[str | None]
    """Division code, six digits (GB/T 2260)."""
    takes_applications: Mapped[bool] = mapped_column(server_default=false())
    channels: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    """How applications can reach it, by the codes `channels`."""
    disclosure_office: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The office that takes them, in the form of ``gongkai.organs``."""
    reconsideration_authority: Mapped[str | None]
    court: Mapped[str | None]
    duty_desk: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Where it is reached about what cannot wait, in the form of ``gongkai.organs``."""
    source: Mapped[str | None]
    external_id: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("organs.id"))
    """The organ that took over when this one ended."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
