"""What goes in and out over HTTP about organs."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as StdnumError

from catalog_api.organs.intake.schemas import INTAKE_EXAMPLE, IntakeMembers
from catalog_api.organs.kinds import OrganKind
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Count, Day, Id, In, Out, ShortText, Text, refusal
from gongkai.organs import Channel, DisclosureOffice, DutyDesk, OrganLevel


def _credit_code(value: str) -> str:
    """GB 32100-2015: eighteen characters, the last one a check digit."""
    try:
        return str(uscc.validate(value))
    except StdnumError:
        raise refusal(
            "credit_code",
            "不是有效的统一社会信用代码（18 位，含校验码）",
            "Not a unified social credit code (18 characters with check digit)",
        ) from None


CreditCode = Annotated[
    ShortText, AfterValidator(_credit_code), Field(examples=["11610116016008233C"])
]
RegionCode = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{5}$"), CHECKED, Field(examples=["610116"])
]
"""Division code of GB/T 2260, six digits."""
RegionPrefix = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{1,5}$"), CHECKED]
"""The first two to six digits of a division code."""
Aliases = Annotated[list[Text], Field(max_length=50)]


class OrganFields(In):
    """What is said of an organ, whoever keeps the record."""

    name: Text
    """The full name."""
    short_name: ShortText | None = None
    """The name that offices use among themselves."""
    aliases: Aliases = Field(default_factory=list)
    """Further names under which lists and documents know it."""
    kind: OrganKind
    """What kind of body it is."""
    level: OrganLevel
    """The level of government at which it works."""
    code: CreditCode | None = None
    """Unified social credit code (GB 32100), with its check digit."""
    region_code: RegionCode | None = None
    """Division code, six digits (GB/T 2260)."""
    valid_from: Day | None = None
    """The first day on which it exists; null for always."""
    valid_until: Day | None = None
    """The last day on which it exists; null for no end."""


_NEW: dict[str, object] = {
    "name": "示例市示例局",
    "short_name": "示例局",
    "kind": "department",
    "level": "county",
    "region_code": "610116",
    "parent_id": "00000000-0000-7000-8000-000000000001",
}
_PATCH: dict[str, object] = {"short_name": "示例局", **INTAKE_EXAMPLE}


class OrganIn(IntakeMembers, OrganFields, json_schema_extra={"examples": [_NEW]}):
    """A new organ. Without a parent it is the root of a tree of its own."""

    parent_id: Id | None = None
    """The organ above it; null for a root."""
    source: ShortText | None = None
    """The system that keeps the organ; together with `external_id`."""
    external_id: Text | None = None
    """Its id in that system."""
    successor_id: Id | None = None
    """The organ that took over when this one ended."""


class OrganPatch(IntakeMembers, json_schema_extra={"examples": [_PATCH]}):
    """Changes of an organ; a member that is left out stays, null empties it."""

    # A factory is no default in the OpenAPI document: left out means unchanged, never these.
    name: Text = Field(default_factory=str)
    """The full name."""
    short_name: ShortText | None = None
    """The name that offices use among themselves."""
    aliases: Aliases = Field(default_factory=list)
    """Further names under which lists and documents know it."""
    kind: OrganKind = Field(default_factory=lambda: OrganKind.OTHER)
    """What kind of body it is."""
    level: OrganLevel = Field(default_factory=lambda: OrganLevel.COUNTY)
    """The level of government at which it works."""
    code: CreditCode | None = None
    """Unified social credit code (GB 32100), with its check digit."""
    region_code: RegionCode | None = None
    """Division code, six digits (GB/T 2260)."""
    valid_from: Day | None = None
    """The first day on which it exists; null for always."""
    valid_until: Day | None = None
    """The last day on which it exists; null for no end."""
    source: ShortText | None = None
    """The system that keeps the organ; together with `external_id`."""
    external_id: Text | None = None
    """Its id in that system."""
    successor_id: Id | None = None
    """The organ that took over when this one ended."""


class OrganMove(
    In, json_schema_extra={"examples": [{"parent_id": "00000000-0000-7000-8000-000000000001"}]}
):
    """The new parent; null makes the organ a root."""

    parent_id: Id | None
    """The organ to hang it under; null makes it a root."""


_ORGAN: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000002",
    "parent_id": "00000000-0000-7000-8000-000000000001",
    "parent_name": "示例市人民政府",
    "path": ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"],
    "name": "示例市示例局",
    "short_name": "示例局",
    "kind": "department",
    "level": "county",
    "region_code": "610116",
    "aliases": [],
    "kind_label": "工作部门",
    "level_label": "县级",
    **INTAKE_EXAMPLE,
    "version": 1,
    "created_at": "2026-01-05T01:00:00Z",
    "updated_at": "2026-01-05T01:00:00Z",
}


class OrganOut(Out, json_schema_extra={"examples": [_ORGAN]}):
    """An organ."""

    id: UUID
    """Our id, which stays whatever else changes."""
    parent_id: UUID | None
    """The organ above it; null for a root."""
    parent_name: str | None
    """Its present name."""
    path: list[UUID]
    """Ids from the root to this organ itself."""
    name: str
    """The full name."""
    short_name: str | None
    """The name that offices use among themselves."""
    aliases: list[str]
    """Further names under which lists and documents know it."""
    kind: OrganKind
    """What kind of body it is."""
    kind_label: str
    """What an office calls the kind."""
    level: OrganLevel
    """The level of government at which it works."""
    level_label: str
    """What an office calls the level."""
    code: str | None
    """Unified social credit code (GB 32100)."""
    region_code: str | None
    """Division code, six digits (GB/T 2260)."""
    source: str | None
    """The system that keeps the organ, where one does."""
    external_id: str | None
    """Its id in that system."""
    takes_applications: bool
    """Whether it takes applications for information and stands in the public directory."""
    channels: list[Channel]
    """How an application can reach it."""
    disclosure_office: DisclosureOffice | None
    """The office that takes them."""
    reconsideration_authority: str | None
    """The authority to which its decisions are taken for reconsideration, as letters name it."""
    court: str | None
    """The court before which its decisions are brought, as letters name it."""
    duty_desk: DutyDesk | None
    """Where it is reached about what cannot wait for office hours."""
    valid_from: date | None
    """The first day on which it exists; null for always."""
    valid_until: date | None
    """The last day on which it exists; null for no end."""
    successor_id: UUID | None
    """The organ that took over when this one ended, where that is known."""
    successor_name: str | None
    """Its present name."""
    version: int
    """Number of events on its record; the ETag."""
    created_at: datetime
    """When it was entered."""
    updated_at: datetime
    """When it last changed, its place in the tree included."""


_TREE: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000002",
    "name": "示例市示例局",
    "short_name": "示例局",
    "kind": "department",
    "kind_label": "工作部门",
    "level": "county",
    "level_label": "县级",
    "children": [],
}


class OrganTree(Out, json_schema_extra={"examples": [_TREE]}):
    """An organ with what lies below it, by name; `children` ends at the depth asked for."""

    id: UUID
    """The organ's id."""
    name: str
    """Its full name."""
    short_name: str | None
    """The name that offices use among themselves."""
    kind: OrganKind
    """What kind of body it is."""
    kind_label: str
    """What an office calls the kind."""
    level: OrganLevel
    """The level of government at which it works."""
    level_label: str
    """What an office calls the level."""
    children: "list[OrganTree]"
    """The organs directly below it."""


class OrganQuery(PageQuery):
    """Filters and order of the list of organs; each narrows it down further."""

    name: Text | None = None
    """Held by the full or the short name."""
    alias: Text | None = None
    """Equal to the full name, the short name or an alias."""
    region: RegionPrefix | None = None
    """First two to six digits of the division code."""
    parent: Id | None = None
    """The organ directly above."""
    within: Id | None = None
    """This organ and all below it."""
    code: CreditCode | None = None
    """Unified social credit code."""
    source: ShortText | None = None
    """The system that keeps the organ."""
    external_id: Text | None = None
    """Its id in that system."""
    valid_on: Day | None = None
    """A day on which the organ exists."""
    sort: Literal["name", "id"] = "name"
    """By name, or by id as they were entered."""


class TreeQuery(In):
    """How deep a tree is shown; 0 is the organ alone."""

    depth: Annotated[Count, Field(le=20)] = 20
    """Levels below the organ."""
