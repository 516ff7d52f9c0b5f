"""Entries as the API shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalog_api.entries.desk import situation_of
from catalog_api.entries.kinds import EntryStep
from catalog_api.entries.models import Entry, EntryVersion
from catalog_api.entries.repository import ListedEntry, Related
from catalog_api.entries.schemas import (
    EntryActionOut,
    EntryActionsOut,
    EntryCreatedOut,
    EntryListItem,
    EntryOut,
    EntryStepOut,
    EntryVersionOut,
    RelatedOut,
    ReviewerOut,
)
from catalog_api.entries.steps import ENTRY_STEPS
from gongkai.auth.principal import Principal
from gongkai.http.actions import Address, actions

PATH = "/catalog/v1/entries"


def _standing(listed: ListedEntry, principal: Principal) -> dict[str, Any]:
    entry = listed.entry
    columns = (
        *("id", "state", "validity", "index_number", "organ_id", "title", "formed_on"),
        *("document_number", "audience", "version", "content_version", "published_version"),
        *("published_at", "source", "external_id", "updated_at"),
    )
    return {name: getattr(entry, name) for name in columns} | {
        "state_label": entry.state.label,
        "validity_label": entry.validity.label,
        "audience_label": entry.audience.label,
        "organ_name": listed.organ_name,
        "kind": listed.kind_code,
        "available_actions": [
            EntryStep(code) for code in ENTRY_STEPS.available(situation_of(entry), principal)
        ],
    }


def _content(version: EntryVersion, names: Mapping[str, str]) -> dict[str, Any]:
    members = ("summary", "body", "elements", "channels", "issuer", "topic", "genre", "origin")
    return {name: version.content.get(name) for name in members} | {
        "attachments": version.attachments,
        "kind_version": version.kind_version,
        "digest": version.digest,
        "written_by": version.written_by,
        "written_by_name": names.get(version.written_by),
    }


def step_out(
    listed: ListedEntry, principal: Principal, created: EntryCreatedOut | None
) -> EntryStepOut:
    """What a step on an entry answers with."""
    entry = listed.entry
    return EntryStepOut.model_validate(
        _standing(listed, principal)
        | {"number": entry.index_number, "event_seq": entry.version, "created": created}
    )


def listed_out(listed: ListedEntry, principal: Principal) -> EntryListItem:
    """An entry in a list."""
    return EntryListItem.model_validate(_standing(listed, principal))


def entry_out(
    listed: ListedEntry,
    version: EntryVersion,
    related: Sequence[Related],
    related_from: Sequence[Related],
    names: Mapping[str, str],
    principal: Principal,
) -> EntryOut:
    """The whole entry as ``principal`` sees it."""
    return EntryOut.model_validate(
        _standing(listed, principal)
        | _content(version, names)
        | {
            "related": [_related_out(each) for each in related],
            "related_from": [_related_out(each) for each in related_from],
            "reviewers": [
                ReviewerOut(level=level, reviewer=subject, reviewer_name=names.get(subject))
                for level, subject in enumerate(listed.entry.reviewers, start=1)
            ],
        }
    )


def version_out(version: EntryVersion, entry: Entry, names: Mapping[str, str]) -> EntryVersionOut:
    """What an entry said in one version."""
    members = ("title", "formed_on", "document_number", "audience")
    return EntryVersionOut.model_validate(
        _content(version, names)
        | {name: version.content.get(name) for name in members}
        | {
            "version": version.version,
            "written_at": version.written_at,
            "is_newest": version.version == entry.content_version,
            "is_published": version.version == entry.published_version,
        }
    )


def actions_out(entry: Entry, principal: Principal) -> EntryActionsOut:
    """Every step with what stands against it."""
    address = Address(f"{PATH}/{{entry_id}}", f"{PATH}/{entry.id}")
    found = actions(ENTRY_STEPS, situation_of(entry), principal, address, {})
    return EntryActionsOut(items=[EntryActionOut(**members) for members in found])


def _related_out(related: Related) -> RelatedOut:
    other = related.entry
    return RelatedOut(
        entry_id=other.id,
        relation=related.relation,
        relation_label=related.relation.label,
        title=other.title,
        document_number=other.document_number,
        index_number=other.index_number,
        validity=other.validity,
        validity_label=other.validity.label,
    )
