"""The tables of published lists, their rows, and the units that rows name."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from catalog_api.lists.kinds import ListKind, TimeLimitKind, UnitKind, UnitRole
from gongkai.db.base import Base, EnumText
from gongkai.record import Aggregate


class TaskList(Aggregate):
    """A list as published: who issued it, in which document, and where its names are looked up."""

    __tablename__ = "task_lists"
    __table_args__ = (
        Index("uq_task_lists_external_of_organ", "source", "external_id", "organ_id", unique=True),
        Index("ix_task_lists_organ_id", "organ_id"),
        Index("ix_task_lists_scope_organ_id", "scope_organ_id"),
        CheckConstraint("(source IS NULL) = (external_id IS NULL)", name="source_pair"),
    )

    kind: Mapped[ListKind] = mapped_column(EnumText(ListKind))
    title: Mapped[str]
    year: Mapped[int]
    organ_id: Mapped[UUID] = mapped_column(ForeignKey("organs.id"))
    """The organ that issued the list and keeps it."""
    scope_organ_id: Mapped[UUID] = mapped_column(ForeignKey("organs.id"))
    """Names in the list mean organs at or below this one."""
    document: Mapped[str | None]
    document_number: Mapped[str | None]
    part: Mapped[str | None]
    """Where in the document the list stands, as the document itself points to it (附件2)."""
    issued_on: Mapped[date | None]
    published_on: Mapped[date | None]
    source: Mapped[str | None]
    external_id: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TaskListRow(Base):
    """A row of a list. Its identity is its number, and where cells are merged down, which of the
    rows of that number: a corrected file changes rows in place.
    """

    __tablename__ = "task_list_rows"
    __table_args__ = (
        Index("uq_task_list_rows_number", "list_id", "seq", "part", unique=True),
        CheckConstraint("seq > 0", name="seq"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("task_lists.id"))
    seq: Mapped[int]
    part: Mapped[int] = mapped_column(server_default="1")
    group: Mapped[str | None]
    item: Mapped[str]
    requirement: Mapped[str | None]
    cells: Mapped[dict[str, Any]]
    """The cells of units as they were written, by role."""
    time_limit: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    time_limit_kind: Mapped[TimeLimitKind] = mapped_column(EnumText(TimeLimitKind))
    lead_missing: Mapped[bool]


class UnitReferenceRow(Base):
    """A unit that a row names, with what the name means."""

    __tablename__ = "unit_references"
    __table_args__ = (
        Index("ix_unit_references_organ_id", "organ_id"),
        Index("ix_unit_references_group_code", "group_code"),
        Index("ix_unit_references_annex_list_id", "annex_list_id"),
        CheckConstraint("(kind = 'organ') = (organ_id IS NOT NULL)", name="organ"),
        CheckConstraint("(kind = 'group') = (group_code IS NOT NULL)", name="group"),
    )

    row_id: Mapped[UUID] = mapped_column(
        ForeignKey("task_list_rows.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[UnitRole] = mapped_column(EnumText(UnitRole), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    kind: Mapped[UnitKind] = mapped_column(EnumText(UnitKind))
    organ_id: Mapped[UUID | None] = mapped_column(ForeignKey("organs.id"))
    group_code: Mapped[str | None]
    annex_list_id: Mapped[UUID | None] = mapped_column(ForeignKey("task_lists.id"))
