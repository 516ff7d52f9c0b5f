"""What every service says of an organ in the same words."""

from pydantic import BaseModel, ConfigDict

from gongkai.codes import LabelledEnum


class OrganLevel(LabelledEnum):
    """The level of government at which an organ works."""

    NATIONAL = "national", "国家级"
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


class Channel(LabelledEnum):
    """How an application arrives (条例31, 国办公开办函〔2015〕207号)."""

    IN_PERSON = "in_person", "当面提交"
    REGISTERED_POST = "registered_post", "邮寄（挂号、特快专递等需签收）"
    ORDINARY_POST = "ordinary_post", "平常信函"
    ONLINE = "online", "互联网渠道"
    FAX = "fax", "传真"
    EMAIL = "email", "电子邮件"
    ORAL = "oral", "口头（由工作机构代为填写）"


class DisclosureOffice(BaseModel):
    """The office of an organ that takes applications (政府信息公开工作机构), as its guide to
    disclosure names it (条例4, 12).
    """

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    name: str
    """What the office is called."""
    address: str | None
    """Where applications are handed in, and where post goes."""
    office_hours: str | None
    """When it is open."""
    phone: str | None
    """Its telephone."""
    fax: str | None
    """Its fax."""
    email: str | None
    """Its mail address."""
    website: str | None
    """Where applications are filed online, besides here."""


class DutyDesk(BaseModel):
    """Where an organ is reached about what cannot wait for office hours (值班)."""

    model_config = ConfigDict(extra="ignore", frozen=True, use_attribute_docstrings=True)

    name: str
    """What it is called."""
    phone: str | None
    """Its telephone; a number of the office, never of a person."""
