"""What stands on the record of an organ. Names and codes of organs are public in nature."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Self
from uuid import UUID

from catalog_api.organs.kinds import OrganKind
from catalog_api.record import Change
from gongkai.organs import Channel, DisclosureOffice, DutyDesk, OrganLevel
from gongkai.record import RecordedEvent


class OrganCreated(RecordedEvent):
    """An organ was entered, by hand or by the system that keeps it."""

    TYPE = "organ_created"
    LABEL = "登记机构"

    path: tuple[UUID, ...]
    """Ids from the root to the organ itself."""
    name: str
    """The full name."""
    short_name: str | None
    """The name that offices use among themselves."""
    aliases: tuple[str, ...]
    """Further names under which documents know it."""
    kind: OrganKind
    """What kind of organ it is."""
    level: OrganLevel
    """On which level it stands."""
    code: str | None
    """Unified social credit code (GB 32100)."""
    region_code: str | None
    """Division code, six digits (GB/T 2260)."""
    source: str | None
    """The system that keeps it."""
    external_id: str | None
    """Its id there."""
    valid_from: date | None
    """The first day on which it exists."""
    valid_until: date | None
    """The last one."""
    successor_id: UUID | None = None
    """The organ that took over."""
    takes_applications: bool = False
    """Whether it takes applications for information."""
    channels: tuple[Channel, ...] = ()
    """How an application can reach it."""
    disclosure_office: DisclosureOffice | None = None
    """The office that takes them."""
    reconsideration_authority: str | None = None
    """The authority to which its decisions are taken for reconsideration."""
    court: str | None = None
    """The court before which its decisions are brought."""
    duty_desk: DutyDesk | None = None
    """Where it is reached about what cannot wait."""


class OrganValuesChanged(RecordedEvent):
    """Values of an organ or its place in the tree changed: each of them as `before` and `after`.

    Null stands for what stayed.
    """

    TYPE = "organ_changed"
    LABEL = "修改机构"

    path: Change[tuple[UUID, ...]] | None = None
    """Ids from the root to the organ itself."""
    name: Change[str] | None = None
    """The full name."""
    short_name: Change[str | None] | None = None
    """The name that offices use among themselves."""
    aliases: Change[tuple[str, ...]] | None = None
    """Further names under which documents know it."""
    kind: Change[OrganKind] | None = None
    """What kind of organ it is."""
    level: Change[OrganLevel] | None = None
    """On which level it stands."""
    code: Change[str | None] | None = None
    """Unified social credit code (GB 32100)."""
    region_code: Change[str | None] | None = None
    """Division code, six digits (GB/T 2260)."""
    source: Change[str | None] | None = None
    """The system that keeps it."""
    external_id: Change[str | None] | None = None
    """Its id there."""
    valid_from: Change[date | None] | None = None
    """The first day on which it exists."""
    valid_until: Change[date | None] | None = None
    """The last one."""
    successor_id: Change[UUID | None] | None = None
    """The organ that took over."""
    takes_applications: Change[bool] | None = None
    """Whether it takes applications for information."""
    channels: Change[tuple[Channel, ...]] | None = None
    """How an application can reach it."""
    disclosure_office: Change[DisclosureOffice | None] | None = None
    """The office that takes them."""
    reconsideration_authority: Change[str | None] | None = None
    """The authority to which its decisions are taken for reconsideration."""
    court: Change[str | None] | None = None
    """The court before which its decisions are brought."""
    duty_desk: Change[DutyDesk | None] | None = None
    """Where it is reached about what cannot wait."""

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
    """Ids from the root to the organ itself."""
    moved: UUID
    """The organ above that was moved."""
