"""The public directory of organs over HTTP."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from gongkai.codes import CodeOut
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import CHECKED, Id, Out, Text
from gongkai.organs import Channel, DisclosureOffice, OrganLevel


class DirectoryQuery(PageQuery):
    """Filters of the directory; each narrows it down further."""

    name: Annotated[
        Text | None, Field(description="名称或简称中的文字 / held by the full or the short name")
    ] = None
    region: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{1,5}$"), CHECKED] | None,
        Field(description="行政区划代码前两至六位 / first digits of the division code"),
    ] = None
    level: Annotated[OrganLevel | None, Field(description="层级 / level of government")] = None
    within: Annotated[
        Id | None, Field(description="该机关及其下级机关 / this organ and all below it")
    ] = None
    channel: Annotated[
        Channel | None, Field(description="受理渠道 / by which applications are taken")
    ] = None


_OFFICE: dict[str, object] = {
    "name": "示例局办公室",
    "address": "示例市示例路1号",
    "office_hours": "工作日 9:00–12:00，14:00–17:00",
    "phone": "010-00000000",
}
_ORGAN: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000002",
    "name": "示例市示例局",
    "short_name": "示例局",
    "level": "county",
    "level_label": "县级",
    "region_code": "610116",
    "parent_id": "00000000-0000-7000-8000-000000000001",
    "parent_name": "示例市人民政府",
    "channels": [{"code": "in_person", "label": "当面提交"}],
    "disclosure_office": _OFFICE,
}


class DirectoryOrganOut(Out, json_schema_extra={"examples": [_ORGAN]}):
    """An organ that takes applications."""

    id: UUID
    """The `organ_id` of an application."""
    name: str
    """Its full name."""
    short_name: str | None
    """The name that offices use among themselves."""
    level: str | None
    """The level of government at which it works, by the codes `organ_levels`."""
    level_label: str | None
    """What an office calls the level."""
    region_code: str | None
    """Division code, six digits (GB/T 2260)."""
    parent_id: UUID | None
    """The organ above it, whether it takes applications or not."""
    parent_name: str | None
    """Its name."""
    channels: list[CodeOut]
    """How an application can reach it; `POST /applications` is `online`."""
    disclosure_office: DisclosureOffice | None
    """The office that takes applications (条例12); null where nobody has told of it."""
