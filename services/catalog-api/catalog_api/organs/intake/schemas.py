"""What is said of an organ for those who turn to it, over HTTP."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from gongkai.http.contacts import MailAddress
from gongkai.http.schemas import CHECKED, In, ShortText, Text
from gongkai.organs import Channel


def _in_order(channels: list[Channel]) -> list[Channel]:
    """Each once, in the order of the code list, so that another order is no change."""
    return [channel for channel in Channel if channel in channels]


Channels = Annotated[list[Channel], Field(max_length=20), AfterValidator(_in_order)]
WebAddress = Annotated[
    str,
    StringConstraints(max_length=500, pattern=r"^https?://[!-~]+$"),
    CHECKED,
    Field(examples=["https://www.example.gov.cn/ysqgk"]),
]

OFFICE_EXAMPLE: dict[str, object] = {
    "name": "示例局办公室",
    "address": "示例市示例路1号",
    "office_hours": "工作日 9:00–12:00，14:00–17:00",
    "phone": "010-00000000",
    "email": "office@example.gov.cn",
}


class DisclosureOfficeIn(In, json_schema_extra={"examples": [OFFICE_EXAMPLE]}):
    """The office that takes applications, as the organ's guide to disclosure names it (条例12)."""

    name: Text
    """What the office is called."""
    address: Text | None = None
    """Where applications are handed in, and where post goes."""
    office_hours: Text | None = None
    """When it is open."""
    phone: ShortText | None = None
    """Its telephone; a number of the office, never of a person."""
    fax: ShortText | None = None
    """Its fax."""
    email: MailAddress | None = None
    """Its mail address."""
    website: WebAddress | None = None
    """Where applications are filed online, besides here."""


_DUTY_DESK: dict[str, object] = {"name": "示例局值班室", "phone": "010-00000000"}


class DutyDeskIn(In, json_schema_extra={"examples": [_DUTY_DESK]}):
    """Where an organ is reached about what cannot wait for office hours."""

    name: Text
    """What it is called."""
    phone: ShortText | None = None
    """Its telephone; a number of the office, never of a person."""


INTAKE_EXAMPLE: dict[str, object] = {
    "takes_applications": True,
    "channels": ["in_person", "registered_post", "online"],
    "disclosure_office": OFFICE_EXAMPLE,
    "reconsideration_authority": "示例市人民政府",
    "court": "示例市人民法院",
    "duty_desk": _DUTY_DESK,
}


class IntakeMembers(In):
    """Whether applications are taken, by which channels and where; what its letters name as
    remedies; where it is reached when nothing else is open.

    Authority and court are names, as a letter prints them: neither need be an organ of the
    directory, and which one it is, the law says for each organ (行政复议法, 行政诉讼法), so that
    nothing is derived from the tree.
    """

    # A factory is no default in the OpenAPI document: left out of a change means unchanged.
    takes_applications: bool = Field(default_factory=bool)
    """Whether it takes applications for information and stands in the public directory."""
    channels: Channels = Field(default_factory=list)
    """How an application can reach it; at least one where it takes any."""
    disclosure_office: DisclosureOfficeIn | None = None
    """The office that takes them."""
    reconsideration_authority: Text | None = None
    """The authority to which its decisions are taken for reconsideration, by its full name."""
    court: Text | None = None
    """The court before which its decisions are brought, by its full name."""
    duty_desk: DutyDeskIn | None = None
    """Where it is reached about what cannot wait for office hours."""


INTAKE_MEMBERS = frozenset(IntakeMembers.model_fields)
"""What a source need not know of its organs: left out of its record, it stays as it is."""
