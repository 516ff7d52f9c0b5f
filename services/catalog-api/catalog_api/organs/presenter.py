"""Organs as the API shows them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from catalog_api.organs.models import Organ
from catalog_api.organs.schemas import OrganOut, OrganTree
from gongkai.organs import Channel, DisclosureOffice, DutyDesk


def organ_out(organ: Organ, names: Mapping[UUID, str]) -> OrganOut:
    """The organ with its codes in words; ``names`` has those of its parent and successor."""
    return OrganOut(
        id=organ.id,
        parent_id=organ.parent_id,
        parent_name=None if organ.parent_id is None else names[organ.parent_id],
        path=organ.path,
        name=organ.name,
        short_name=organ.short_name,
        aliases=organ.aliases,
        kind=organ.kind,
        kind_label=organ.kind.label,
        level=organ.level,
        level_label=organ.level.label,
        code=organ.code,
        region_code=organ.region_code,
        takes_applications=organ.takes_applications,
        channels=[Channel(code) for code in organ.channels],
        disclosure_office=office_of(organ),
        reconsideration_authority=organ.reconsideration_authority,
        court=organ.court,
        duty_desk=duty_desk_of(organ),
        source=organ.source,
        external_id=organ.external_id,
        valid_from=organ.valid_from,
        valid_until=organ.valid_until,
        successor_id=organ.successor_id,
        successor_name=None if organ.successor_id is None else names[organ.successor_id],
        version=organ.version,
        created_at=organ.created_at,
        updated_at=organ.updated_at,
    )


def office_of(organ: Organ) -> DisclosureOffice | None:
    """The office of the organ that takes applications."""
    told = organ.disclosure_office
    return None if told is None else DisclosureOffice.model_validate(told)


def duty_desk_of(organ: Organ) -> DutyDesk | None:
    """Where the organ is reached about what cannot wait."""
    return None if organ.duty_desk is None else DutyDesk.model_validate(organ.duty_desk)


def organ_tree(found: Sequence[Organ]) -> OrganTree:
    """The tree of organs that come parents first; its root is the first."""
    nodes: dict[UUID, OrganTree] = {}
    for organ in found:
        node = OrganTree(
            id=organ.id,
            name=organ.name,
            short_name=organ.short_name,
            kind=organ.kind,
            kind_label=organ.kind.label,
            level=organ.level,
            level_label=organ.level.label,
            children=[],
        )
        nodes[organ.id] = node
        if organ.parent_id in nodes:
            nodes[organ.parent_id].children.append(node)
    return nodes[found[0].id]
