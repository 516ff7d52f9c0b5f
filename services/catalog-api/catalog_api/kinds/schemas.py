"""Kinds of information over HTTP."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from catalog_api.kinds.definition import KIND_EXAMPLE, NAMES
from catalog_api.kinds.json_values import JsonObject
from catalog_api.kinds.kinds import Audience, PublicationChannel
from catalog_api.time_limits import TimeLimit
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import In, Out, Seq, ShortText, Text
from gongkai.organs import OrganLevel


class ElementOut(Out):
    """An element of the content, as the schema names it."""

    code: str
    """Its name in `elements` of an entry."""
    title: str
    """What an office calls it."""
    required: bool
    """Whether the schema demands it."""


class DefaultsOut(Out):
    """What holds of an entry that says nothing else."""

    channels: list[PublicationChannel]
    """Through which channels it is published."""
    channel_labels: list[str]
    """What an office calls them."""
    audience: Audience
    """Whom it is for."""
    audience_label: str
    """What an office calls that."""


class KindSourceOut(Out):
    """Where publication is demanded."""

    document: str
    """The document."""
    place: str | None
    """Where in it."""


class ThresholdOut(Out):
    """From which amount on further elements are demanded."""

    element: str
    """The element that states the amount."""
    at_least: int
    """The amount."""
    unit: str
    """In which unit."""
    required: list[str]
    """The elements that are then demanded."""


class LocalDemandOut(Out):
    """What one document demands beside the schema."""

    source: KindSourceOut
    """The document."""
    jurisdiction: str
    """The first digits of the division codes for which it holds; empty for the whole country."""
    valid_from: date | None
    """The first day on which it holds."""
    valid_until: date | None
    """The last one."""
    required: list[str]
    """Elements that it demands."""
    thresholds: list[ThresholdOut]
    """Elements that it demands from an amount on."""
    limits: list[TimeLimit]
    """When it demands publication, and how often."""


_ELEMENTS = [
    {"code": "cause", "title": "案由", "required": True},
    {"code": "result", "title": "执行结果", "required": False},
]


class KindOut(
    Out,
    json_schema_extra={
        "examples": [
            KIND_EXAMPLE
            | {
                "id": "00000000-0000-7000-8000-000000000041",
                "code": "penalty_decisions",
                "defaults": {
                    "channels": ["website"],
                    "channel_labels": ["政府网站"],
                    "audience": "public",
                    "audience_label": "全社会",
                },
                "elements": _ELEMENTS,
                "local_demands": [],
                "version": 1,
                "defined_at": "2026-01-05T01:00:00Z",
                "defined_by": "sample-admin",
            }
        ]
    },
):
    """A kind in one of its versions."""

    model_config = NAMES

    id: UUID
    """Our id."""
    code: str
    """What it is called in addresses."""
    title: str
    """What an office calls it."""
    schema_: JsonObject = Field(alias="schema")
    """The elements of the content, as JSON Schema 2020-12."""
    elements: list[ElementOut]
    """The elements that the schema names, in its order."""
    defaults: DefaultsOut
    """Channels and audience of an entry that names none."""
    limits: list[TimeLimit]
    """When such information must be published, and how often, everywhere."""
    replaces_older: bool
    """Whether a new version marks the older one as no longer valid."""
    family: str | None
    """The group of kinds to which it belongs."""
    note: str | None
    """What whoever writes such an entry should know."""
    levels: list[OrganLevel]
    """The levels of government that must publish such information; empty: every one."""
    sources: list[KindSourceOut]
    """Where publication is demanded."""
    local_demands: list[LocalDemandOut]
    """What single documents demand besides, with their place and time."""
    version: int
    """Number of this definition; the ETag, where it is the present one."""
    defined_at: datetime
    """When it was defined."""
    defined_by: str
    """By whom."""
    defined_by_name: str | None
    """Their name; null for who is no person, or not known here."""


class KindVersionQuery(In):
    """Which version is read."""

    version: Seq | None = None
    """A version before the present one."""


class KindQuery(PageQuery):
    """Filters of the list of kinds, by code."""

    text: Text | None = None
    """Held by the title."""
    family: ShortText | None = None
    """The group of kinds."""
    audience: Audience | None = None
    """Whom the information is for."""
    level: OrganLevel | None = None
    """A level that must publish it."""
