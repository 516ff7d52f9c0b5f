"""Whether content is what its kind, organ and relations allow, before anything is written. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from catalog_api.entries.content import EntryContent
from catalog_api.entries.errors import (
    EntryAudienceWider,
    EntryElementsRefused,
    EntryFormedInFuture,
    EntryKindUnknown,
    EntryOfOtherOrgan,
    EntryOrganUnknown,
    EntryRelatedUnknown,
)
from catalog_api.kinds.content_schema import ContentSchema
from catalog_api.kinds.definition import KindDefinition, demands_on, missing_elements
from catalog_api.kinds.kinds import Audience
from gongkai.auth.principal import Principal
from gongkai.steps import works_in


@dataclass(frozen=True, slots=True)
class KnownKind:
    """A kind in the version by which new content is judged."""

    id: UUID
    version: int
    definition: KindDefinition
    schema: ContentSchema


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What content refers to, as far as it exists for the caller."""

    kinds: Mapping[str, KnownKind]
    organs: Mapping[UUID, str | None]
    """Division codes of the organs."""
    related: frozenset[UUID]
    today: date


def judge(
    content: EntryContent, principal: Principal, around: Surroundings, own: UUID | None = None
) -> KnownKind:
    """The kind of the content, which holds; ``own`` is the entry that it is to be a version of.

    Raises EntryOrganUnknown, EntryOfOtherOrgan, EntryKindUnknown, EntryFormedInFuture,
    EntryAudienceWider, EntryRelatedUnknown, EntryElementsRefused.
    """
    if content.organ_id not in around.organs:
        raise EntryOrganUnknown.at("/body/organ_id")
    if not works_in(principal, content.organ_id):
        raise EntryOfOtherOrgan
    kind = around.kinds.get(content.kind)
    if kind is None:
        raise EntryKindUnknown.at("/body/kind")
    if content.formed_on > around.today:
        raise EntryFormedInFuture.at("/body/formed_on")
    is_internal = kind.definition.defaults.audience is Audience.INTERNAL
    if is_internal and content.audience is Audience.PUBLIC:
        raise EntryAudienceWider.at("/body/audience")
    for index, related in enumerate(content.related):
        if related.entry_id not in around.related or related.entry_id == own:
            raise EntryRelatedUnknown.at(f"/body/related/{index}/entry_id")
    _check_elements(content, kind, around.organs[content.organ_id])
    return kind


def _check_elements(content: EntryContent, kind: KnownKind, region_code: str | None) -> None:
    faults = kind.schema.faults(content.elements)
    told = {fault.pointer for fault in faults}
    demands = demands_on(
        kind.definition.local_demands, region_code=region_code, on=content.formed_on
    )
    local = (kind.schema.missing(code) for code in missing_elements(demands, content.elements))
    faults += [fault for fault in local if fault.pointer not in told]
    if faults:
        raise EntryElementsRefused(
            f"有 {len(faults)} 处不符合要求", f"{len(faults)} elements do not hold", errors=faults
        )


def filled(content: EntryContent, kind: KnownKind) -> EntryContent:
    """The content with channels and audience of the kind where it names none."""
    defaults = kind.definition.defaults
    return content.model_copy(
        update={
            "channels": defaults.channels if content.channels is None else content.channels,
            "audience": content.audience or defaults.audience,
        }
    )
