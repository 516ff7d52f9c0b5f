"""The projection of the organ tree: who belongs to whom, and which rows a caller may see."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    Subquery,
    Text,
    Uuid,
    false,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from gongkai.auth.principal import Permission, Principal, Role
from gongkai.contracts import OrganChanged
from gongkai.db.base import Base, table_of
from gongkai.feed.incoming import Delivery
from gongkai.reference.projection import Projection, drop_unknown, project

OrganColumn = ColumnElement[UUID] | InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None]
_SUBTREE_ROLES = frozenset({Role.SUPERVISOR, Role.AUDITOR})


class ReferenceOrgan(Projection):
    """An organ as catalog-api last told of it."""

    __tablename__ = "reference_organs"
    __table_args__ = (
        Index("ix_reference_organs_path", "path", postgresql_using="gin"),
        Index(
            "ix_reference_organs_directory",
            "name",
            "id",
            postgresql_where=text("takes_applications"),
        ),
    )

    parent_id: Mapped[UUID | None]
    path: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    name: Mapped[str]
    short_name: Mapped[str | None]
    code: Mapped[str | None]
    region_code: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    level: Mapped[str | None]
    takes_applications: Mapped[bool] = mapped_column(server_default=false())
    channels: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"))
    disclosure_office: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    reconsideration_authority: Mapped[str | None]
    court: Mapped[str | None]
    duty_desk: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


async def apply_organ(session: AsyncSession, delivery: Delivery) -> None:
    """Project one organ."""
    organ = OrganChanged.model_validate(delivery.event.data)
    await project(session, ReferenceOrgan, delivery, organ.model_dump(exclude={"organ_id"}))


drop_unknown_organs = drop_unknown(ReferenceOrgan)


async def organ_names(session: AsyncSession, organ_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """What organs are called, of those that are known here."""
    statement = select(ReferenceOrgan.id, ReferenceOrgan.name)
    found = await session.execute(statement.where(ReferenceOrgan.id.in_(set(organ_ids))))
    return dict(found.all())


def in_scope_of(
    principal: Principal, organ_id: OrganColumn, tree: type[Base] = ReferenceOrgan
) -> ColumnElement[bool]:
    """Which rows exist for a caller, by the organ that owns them.

    A person of the office sees the own organ; supervisors, auditors and integrators see the subtree
    of theirs; the platform's own services see everything. A token without organ opens nothing.
    ``tree`` has the organs with their paths: the directory itself where it is at home.
    """
    if principal.allows(Permission.PLATFORM_READ):
        return true()
    if oversees(principal):
        return in_subtree_of(principal, organ_id, tree)
    return false() if principal.organ_id is None else organ_id == principal.organ_id


def in_subtree_of(
    principal: Principal, organ_id: OrganColumn, tree: type[Base] = ReferenceOrgan
) -> ColumnElement[bool]:
    """The rows of the caller's organ and of every organ below it.

    For what a caller administers (people, organs, deliveries), whatever the caller's role.
    """
    if principal.allows(Permission.PLATFORM_READ):
        return true()
    if principal.organ_id is None:
        return false()
    return or_(organ_id == principal.organ_id, organ_id.in_(_below(principal.organ_id, tree)))


def oversees(principal: Principal) -> bool:
    """Whether a caller sees more than the own organ."""
    return principal.is_machine or bool(principal.roles & _SUBTREE_ROLES)


def organs_in_scope_of(principal: Principal) -> Subquery | None:
    """The organs by which `in_scope_of` decides, as the arms of a list; None: every one."""
    return _organs(principal, with_subtree=oversees(principal))


def organs_in_subtree_of(principal: Principal) -> Subquery | None:
    """The organs by which `in_subtree_of` decides, as the arms of a list; None: every one."""
    return _organs(principal, with_subtree=True)


def _organs(principal: Principal, *, with_subtree: bool) -> Subquery | None:
    if principal.allows(Permission.PLATFORM_READ):
        return None
    own = select(literal(principal.organ_id, Uuid).label("id"))
    if principal.organ_id is None:
        return own.where(false()).subquery("organs")
    if not with_subtree:
        return own.subquery("organs")
    return own.union(_below(principal.organ_id)).subquery("organs")


def part_of_tree(
    organ_id: ColumnElement[UUID], root: UUID, *, with_subtree: bool
) -> ColumnElement[bool]:
    """Whether an organ is ``root`` or, ``with_subtree``, one below it."""
    is_root = organ_id == root
    return or_(is_root, organ_id.in_(_below(root))) if with_subtree else is_root


def _below(root: UUID, tree: type[Base] = ReferenceOrgan) -> Select[UUID]:
    organ = table_of(tree).c
    return select(organ.id).where(organ.path.contains([root]))
