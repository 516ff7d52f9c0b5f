"""What goes in and out over HTTP about organs."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as StdnumError

from catalog_api.organs.kinds import OrganKind, OrganLevel
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Count, Day, Id, In, Out, ShortText, Text, refusal

MAX_BULK = 500
"""Organs in one bulk request."""


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
    short_name: ShortText | None = None
    aliases: Aliases = Field(default_factory=list)
    kind: OrganKind
    level: OrganLevel
    code: CreditCode | None = None
    region_code: RegionCode | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None


class OrganIn(OrganFields):
    """A new organ. Without a parent it is the root of a tree of its own."""

    parent_id: Id | None = None
    source: ShortText | None = None
    external_id: Text | None = None


class OrganPatch(In):
    """Changes of an organ; a member that is left out stays, null empties it."""

    # A factory is no default in the OpenAPI document: left out means unchanged, never these.
    name: Text = Field(default_factory=str)
    short_name: ShortText | None = None
    aliases: Aliases = Field(default_factory=list)
    kind: OrganKind = Field(default_factory=lambda: OrganKind.OTHER)
    level: OrganLevel = Field(default_factory=lambda: OrganLevel.COUNTY)
    code: CreditCode | None = None
    region_code: RegionCode | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    source: ShortText | None = None
    external_id: Text | None = None


class OrganMove(In):
    """The new parent; null makes the organ a root."""

    parent_id: Id | None


class OrganUpsert(OrganFields):
    """An organ as its source system knows it: the whole record, not a difference.

    The parent is named by our id or by its external id in the same source. Without one an organ
    stays where it is, and a new one goes below the organ that the caller is bound to.
    """

    parent_id: Id | None = None
    parent_external_id: Text | None = None


class BulkItem(OrganUpsert):
    """One organ of a bulk upsert, with its identity in the source system."""

    source: ShortText
    external_id: Text


class BulkIn(In):
    """A bulk upsert; parents may stand behind their children."""

    items: Annotated[list[BulkItem], Field(min_length=1, max_length=MAX_BULK)]


class OrganOut(Out):
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
    valid_from: date | None
    """The first day on which it exists; null for always."""
    valid_until: date | None
    """The last day on which it exists; null for no end."""
    version: int
    """Number of events on its record; the ETag."""
    created_at: datetime
    """When it was entered."""
    updated_at: datetime
    """When it last changed, its place in the tree included."""


class OrganTree(Out):
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


class BulkRefusal(Out):
    """Why one item was not taken; the members of a problem document that matter here.

    `organ_id` is the organ that has the code already.
    """

    status: int
    code: str
    title: str
    detail: str | None
    organ_id: UUID | None


class BulkResult(Out):
    """What became of one item of a bulk upsert."""

    index: int
    source: str
    external_id: str
    outcome: Literal["created", "updated", "unchanged", "refused"]
    id: UUID | None
    version: int | None
    problem: BulkRefusal | None


class BulkOut(Out):
    """Results in the order of the items; a refused item changes nothing for the others."""

    results: list[BulkResult]
    created: int
    updated: int
    unchanged: int
    refused: int


class OrganQuery(PageQuery):
    """Filters and order of the list of organs; each narrows it down further."""

    name: Annotated[Text, Field(description="名称或简称包含")] | None = None
    alias: Annotated[Text, Field(description="名称、简称或别名等于")] | None = None
    region: Annotated[RegionPrefix, Field(description="行政区划代码前缀")] | None = None
    parent: Annotated[Id, Field(description="直接上级")] | None = None
    within: Annotated[Id, Field(description="该机构及其下级")] | None = None
    code: Annotated[CreditCode, Field(description="统一社会信用代码")] | None = None
    source: Annotated[ShortText, Field(description="来源系统")] | None = None
    external_id: Annotated[Text, Field(description="来源系统中的编号")] | None = None
    valid_on: Annotated[Day, Field(description="该日有效")] | None = None
    sort: Annotated[Literal["name", "id"], Field(description="排序")] = "name"


class TreeQuery(In):
    """How deep a tree is shown; 0 is the organ alone."""

    depth: Annotated[Count, Field(le=20)] = 20
