"""What a kind of information is: its elements, defaults, limits and what places demand. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    WithJsonSchema,
    model_validator,
)

from catalog_api.kinds.json_values import BOUNDED, JsonObject
from catalog_api.kinds.kinds import Audience, PublicationChannel
from catalog_api.time_limits import TimeLimit
from gongkai.http.calendar_notices import Jurisdiction
from gongkai.http.schemas import CHECKED, Day, In, Int, LongText, ShortText, Text, refusal
from gongkai.organs import OrganLevel

KindCode = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60),
    CHECKED,
    Field(examples=["penalty_decisions"]),
]
"""What a kind is called in addresses and answers: `penalty_decisions`."""
ElementCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60), CHECKED
]
_TIME_LIMIT: TypeAdapter[TimeLimit] = TypeAdapter(TimeLimit)
# The document has the shape of answers, where every member is always there.
_LIMIT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "As `POST /catalog/v1/time-limits:parse` answers it; nulls may be absent.",
    "required": ["kind", "text"],
    "additionalProperties": True,
    "properties": {"kind": {"type": "string"}, "text": {"type": "string"}},
}


def _limit(value: JsonObject) -> JsonObject:
    """A time limit with all its members."""
    try:
        return _TIME_LIMIT.validate_python(value).model_dump(mode="json")
    except ValidationError:
        raise refusal(
            "time_limit_unreadable",
            "不是公开时限的结构，请用 time-limits:parse 得到",
            "No time limit as time-limits:parse answers it",
        ) from None


_Limits = Annotated[
    list[
        Annotated[
            JsonObject, BOUNDED, AfterValidator(_limit), WithJsonSchema(_LIMIT_SCHEMA), CHECKED
        ]
    ],
    Field(max_length=20),
]
_Codes = Annotated[list[ElementCode], Field(max_length=100)]
NAMES = ConfigDict(serialize_by_alias=True)


def _in_order(channels: list[PublicationChannel]) -> list[PublicationChannel]:
    """Each once, in the order of the code list."""
    return [channel for channel in PublicationChannel if channel in channels]


Channels = Annotated[list[PublicationChannel], Field(max_length=20), AfterValidator(_in_order)]


class KindDefaults(In):
    """What holds of an entry that says nothing else."""

    channels: Channels = Field(default_factory=list)
    """Through which channels it is published."""
    audience: Audience = Audience.PUBLIC
    """Whom it is for. What is internal never reaches the public face, search, feed or open data."""


class KindSource(In):
    """Where it is demanded that information of this kind is published."""

    document: Text
    """The document."""
    place: Text | None = None
    """Where in it: article, row, item."""


class Threshold(In):
    """From which amount on further elements are demanded."""

    element: ElementCode
    """The element that states the amount, a number."""
    at_least: Annotated[Int, Field(ge=0, le=2**53 - 1)]
    """The amount, in `unit`."""
    unit: ShortText
    """In which unit the element states it, such as 元."""
    required: Annotated[_Codes, Field(min_length=1)]
    """The elements that are then demanded."""


class LocalDemand(In):
    """What one document demands beside the schema: of organs of a place, from a day, to a day."""

    source: KindSource
    """The document that demands it."""
    jurisdiction: Jurisdiction
    """The first digits of the division codes for which it holds; empty for the whole country."""
    valid_from: Day | None = None
    """The first day on which it holds, by the day on which the information was formed."""
    valid_until: Day | None = None
    """The last one; none while it is in force."""
    required: _Codes = Field(default_factory=list)
    """Elements that it demands."""
    thresholds: Annotated[list[Threshold], Field(max_length=20)] = Field(default_factory=list)
    """Elements that it demands from an amount on."""
    limits: _Limits = Field(default_factory=list)
    """When it demands publication, and how often."""

    @model_validator(mode="after")
    def _in_time(self) -> "LocalDemand":
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise refusal(
                "validity_reversed", "有效期止日早于起日", "The validity ends before it begins"
            )
        return self


_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "cause": {"title": "案由", "type": "string", "minLength": 1, "maxLength": 10000},
        "result": {"title": "执行结果", "type": "string", "maxLength": 10000},
    },
    "required": ["cause"],
    "additionalProperties": False,
}
_LIMIT: dict[str, Any] = {
    "text": "处罚决定：作出之日起20个工作日内",
    "element": "处罚决定",
    "kind": "after_event",
    "event": "作出",
    "link": "from",
    "n": 20,
    "unit": "working_day",
}
KIND_EXAMPLE: dict[str, Any] = {
    "title": "行政处罚决定",
    "schema": _SCHEMA,
    "defaults": {"channels": ["website"], "audience": "public"},
    "limits": [_LIMIT],
    "replaces_older": False,
    "family": "行政执法",
    "levels": ["county"],
    "sources": [{"document": "中华人民共和国政府信息公开条例", "place": "第20条第6项"}],
}


class KindDefinition(In, json_schema_extra={"examples": [KIND_EXAMPLE]}):
    """A definition of a kind, whole: what it leaves out does not hold."""

    model_config = NAMES

    title: Text
    """What an office calls it."""
    schema_: Annotated[JsonObject, BOUNDED, CHECKED] = Field(alias="schema")
    """The elements of the content, as JSON Schema 2020-12 of type object: each of its properties is
    an element, whose `title` is what an office calls it. References stay within `$defs` of the
    schema; patterns know neither lookaround nor backreferences.
    """
    defaults: KindDefaults = Field(default_factory=KindDefaults)
    """Channels and audience of an entry that names none."""
    limits: _Limits = Field(default_factory=list)
    """When such information must be published, and how often, everywhere."""
    replaces_older: bool = Field(default_factory=bool)
    """Whether a new version marks the older one as no longer valid, as with lists."""
    family: ShortText | None = None
    """The group of kinds to which it belongs, as an office calls that."""
    note: LongText | None = None
    """What whoever writes such an entry should know."""
    levels: Annotated[list[OrganLevel], Field(max_length=5)] = Field(default_factory=list)
    """The levels of government that must publish such information (条例21); empty: every one."""
    sources: Annotated[list[KindSource], Field(max_length=20)] = Field(default_factory=list)
    """Where publication is demanded."""
    local_demands: Annotated[list[LocalDemand], Field(max_length=50)] = Field(default_factory=list)
    """What single documents demand besides, with their place and time."""


def demands_on(
    demands: Iterable[LocalDemand], *, region_code: str | None, on: date
) -> Iterator[LocalDemand]:
    """Those that hold for an organ of a place on a day; of an organ without a place, the national
    ones alone: nobody is held to a local demand by a guess.
    """
    for demand in demands:
        begins, ends = demand.valid_from or date.min, demand.valid_until or date.max
        if begins <= on <= ends and (region_code or "").startswith(demand.jurisdiction):
            yield demand


def missing_elements(demands: Iterable[LocalDemand], elements: JsonObject) -> list[str]:
    """The codes of the elements that the demands want and that are not there."""
    wanted: dict[str, None] = {}
    for demand in demands:
        wanted |= dict.fromkeys(demand.required)
        for threshold in demand.thresholds:
            amount = elements.get(threshold.element)
            if isinstance(amount, bool) or not isinstance(amount, int | float):
                continue
            if amount >= threshold.at_least:
                wanted |= dict.fromkeys(threshold.required)
    return [code for code in wanted if elements.get(code) in (None, "", [], {})]
