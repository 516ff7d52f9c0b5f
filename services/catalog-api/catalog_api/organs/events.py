"""What stands on the record of an organ. Names and codes of organs are public in nature."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID

from catalog_api.organs.kinds import OrganKind, OrganLevel
from catalog_api.record import Change
from gongkai.record import RecordedEvent


class OrganCreated(RecordedEvent):
    """An organ was entered, by hand or by the system that keeps it."""

    TYPE = "organ_created"
    LABEL = "登记机构"

    path: tuple[UUID, ...]
    name: str
    short_name: str | None
    aliases: tuple[str, ...]
    kind: OrganKind
    level: OrganLevel
    code: str | None
    region_code: str | None
    source: str | None
    external_id: str | None
    valid_from: date | None
    valid_until: date | None
    successor_id: UUID | None = None


class OrganValuesChanged(RecordedEvent):
    """Values of an organ or its place in the tree changed: each of them as `before` and `after`.

    Null stands for what stayed.
    """

    TYPE = "organ_changed"
    LABEL = "修改机构"

    path: Change[tuple[UUID, ...]] | None = None
    name: Change[str] | None = None
    short_name: Change[str | None] | None = None
    aliases: Change[tuple[str, ...]] | None = None
    kind: Change[OrganKind] | None = None
    level: Change[OrganLevel] | None = None
    code: Change[str | None] | None = None
    region_code: Change[str | None] | None = None
    source: Change[str | None] | None = None
    external_id: Change[str | None] | None = None
    valid_from: Change[date | None] | None = None
    valid_until: Change[date | None] | None = None
    successor_id: Change[UUID | None] | None = None

    @classmethod
    def of(cls, before: Mapping[str, Any], after: Mapping[str, Any]) -> Self:
        """The event that turns ``before`` into ``after``; both name the same members."""
        return cls.model_validate(
            {name: {"before": old, "after": after[name]} for name, old in before.items()}
        )


class OrganPathChanged(RecordedEvent):
    """An organ above this one was moved, and this one with it; `moved` says which."""

    TYPE = "organ_path_changed"
    LABEL = "随上级机构调整"

    path: Change[tuple[UUID, ...]]
    moved: UUID
