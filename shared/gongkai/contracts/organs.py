"""What is told of organs."""

from datetime import date
from uuid import UUID

from pydantic import Field, JsonValue

from gongkai.contracts.base import EventData, Service
from gongkai.organs import DisclosureOffice, DutyDesk

_ORGAN: dict[str, JsonValue] = {
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "parent_id": None,
    "path": ["00000000-0000-7000-8000-000000000001"],
    "name": "示例机关",
    "short_name": "示例",
    "level": "county",
    "code": None,
    "region_code": None,
    "valid_from": None,
    "valid_until": None,
    "takes_applications": True,
    "channels": ["in_person", "online"],
    "disclosure_office": None,
    "reconsideration_authority": "示例市人民政府",
    "court": "示例市人民法院",
    "duty_desk": {"name": "示例机关值班室", "phone": "010-00000000"},
}


class OrganChanged(EventData, json_schema_extra={"examples": [_ORGAN]}):
    """An organ exists or was changed; the projection of every other service follows."""

    TYPE = "cn.gongkai.catalog.organ-changed.v1"
    STREAM = "organs"
    PRODUCER = Service.CATALOG
    CONSUMERS = frozenset({Service.NOTIFIER, Service.REQUESTS})
    PUBLIC = True

    organ_id: UUID
    """The organ; the event's subject."""
    parent_id: UUID | None
    """The organ above it; null for a root."""
    path: list[UUID]
    """Ids from the root to this organ itself."""
    name: str
    """The full name."""
    short_name: str | None
    """The name that offices use among themselves."""
    code: str | None
    """Unified social credit code (GB 32100)."""
    region_code: str | None
    """Division code, six digits (GB/T 2260)."""
    valid_from: date | None
    """The first day on which it exists; null where that is not known."""
    valid_until: date | None
    """The last one; null while no end is known."""
    level: str | None = None
    """The level of government at which it works, by the codes `organ_levels`; null in what was told
    before levels were.
    """
    takes_applications: bool = False
    """Whether it takes applications for information and stands in the public directory."""
    channels: list[str] = Field(default_factory=list)
    """How an application can reach it: texts, so that one of a later release makes no dead letter.
    """
    disclosure_office: DisclosureOffice | None = None
    """The office that takes them."""
    reconsideration_authority: str | None = None
    """The authority to which its decisions are taken for reconsideration (行政复议法), as letters
    name it; it need not be an organ of the directory.
    """
    court: str | None = None
    """The court before which its decisions are brought (行政诉讼法), as letters name it."""
    duty_desk: DutyDesk | None = None
    """Where it is reached about what cannot wait for office hours."""
