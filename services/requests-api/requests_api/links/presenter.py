"""A link as one of its files reads it."""

from collections.abc import Mapping
from uuid import UUID

from requests_api.links.kinds import ShownRelation
from requests_api.links.repository import Linked
from requests_api.links.schemas import LinkedCaseOut, LinkOut
from requests_api.matters.models import Matter
from requests_api.matters.registry import KINDS


def link_out(
    row: Linked, case_id: UUID, people: Mapping[str, str], organs: Mapping[UUID, str]
) -> LinkOut:
    """A link for people, with the names of those whom it names."""
    link, other = row.link, row.other
    relation = ShownRelation.of(link.relation, is_first=link.first_id == case_id)
    return LinkOut(
        id=link.id,
        relation=relation,
        relation_label=relation.label,
        case=None if other is None else _case_out(other, organs),
        linked_by=link.linked_by,
        linked_by_name=people.get(link.linked_by),
        linked_at=link.linked_at,
    )


def _case_out(matter: Matter, organs: Mapping[UUID, str]) -> LinkedCaseOut:
    return LinkedCaseOut(
        id=matter.id,
        number=matter.number,
        receipt_number=matter.receipt_number,
        title=matter.title,
        state=matter.state,
        state_label=KINDS[matter.kind].steps.label_of(matter.state),
        organ_id=matter.organ_id,
        organ_name=organs.get(matter.organ_id),
    )
