"""What an organ is and on which level it stands: code lists with their Chinese labels."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class OrganKind(StrEnum):
    """What kind of body an organ is."""

    GOVERNMENT = "government"
    GOVERNMENT_OFFICE = "government_office"
    DEPARTMENT = "department"
    BRANCH = "branch"
    VERTICAL = "vertical"
    PARTY_BODY = "party_body"
    INSTITUTION = "institution"
    PEOPLE_ORGANISATION = "people_organisation"
    OTHER = "other"


class OrganLevel(StrEnum):
    """The level of government at which an organ works."""

    NATIONAL = "national"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWNSHIP = "township"


KIND_LABELS: Mapping[OrganKind, str] = MappingProxyType(
    {
        OrganKind.GOVERNMENT: "人民政府",
        OrganKind.GOVERNMENT_OFFICE: "政府办公厅（室）",
        OrganKind.DEPARTMENT: "工作部门",
        OrganKind.BRANCH: "派出机关（机构）",
        OrganKind.VERTICAL: "垂直管理单位",
        OrganKind.PARTY_BODY: "党委机构",
        OrganKind.INSTITUTION: "公共企事业单位",
        OrganKind.PEOPLE_ORGANISATION: "人民团体",
        OrganKind.OTHER: "其他",
    }
)

LEVEL_LABELS: Mapping[OrganLevel, str] = MappingProxyType(
    {
        OrganLevel.NATIONAL: "国家级",
        OrganLevel.PROVINCE: "省级",
        OrganLevel.PREFECTURE: "市级",
        OrganLevel.COUNTY: "县级",
        OrganLevel.TOWNSHIP: "乡级",
    }
)
