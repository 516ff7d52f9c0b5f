"""An organ as the public directory shows it."""

from gongkai.codes import CodeOut, LabelledEnum
from gongkai.organs import Channel, DisclosureOffice, OrganLevel
from requests_api.organ_directory.repository import DirectoryRow
from requests_api.organ_directory.schemas import DirectoryOrganOut


def organ_out(row: DirectoryRow) -> DirectoryOrganOut:
    """The organ with its codes in words."""
    office = row.disclosure_office
    return DirectoryOrganOut(
        id=row.id,
        name=row.name,
        short_name=row.short_name,
        level=row.level,
        level_label=None if row.level is None else _label(OrganLevel, row.level),
        region_code=row.region_code,
        parent_id=row.parent_id,
        parent_name=row.parent_name,
        channels=[CodeOut(code=code, label=_label(Channel, code)) for code in row.channels],
        disclosure_office=None if office is None else DisclosureOffice.model_validate(office),
    )


def _label(codes: type[LabelledEnum], code: str) -> str:
    """What an office calls the code; one of a later release is shown as it is."""
    return codes(code).label if code in set(codes) else code
