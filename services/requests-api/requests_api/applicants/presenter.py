"""The applicant as everybody in the office sees them, and in the clear."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from pydantic_core import from_json

from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE, or_unreadable
from requests_api.applicants.kinds import (
    NOT_KEPT,
    AgentAuthority,
    ApplicantKind,
    DocumentType,
    HelpNeeded,
)
from requests_api.applicants.masking import (
    mask_address,
    mask_document_number,
    mask_email,
    mask_name,
    mask_phone,
)
from requests_api.applicants.models import Applicant
from requests_api.applicants.schemas import ApplicantIn, ApplicantOut, ApplicantUnmaskedOut

_AS_BEFORE = {"authority_kind": AgentAuthority.ENTRUSTED.value, "authority_attachment_id": None}


class ApplicantRow(Protocol):
    """What a masked applicant is made from: a row of a reading."""

    id: UUID
    """The matter's."""
    applicant_kind: ApplicantKind
    document_type: DocumentType
    help_needed: list[Any]
    personal: bytes


def seal(keys: KeyRing, matter_id: UUID, applicant: ApplicantIn) -> bytes:
    """The personal values as they are stored."""
    values = applicant.model_dump_json(exclude={"kind", "help_needed"})
    return _sealed(keys, matter_id, values.encode())


def seal_values(keys: KeyRing, matter_id: UUID, values: Mapping[str, Any]) -> bytes:
    """Personal values, as `opened` gives them, as they are stored."""
    return _sealed(keys, matter_id, json.dumps(values, ensure_ascii=False).encode())


def _sealed(keys: KeyRing, matter_id: UUID, plain: bytes) -> bytes:
    return keys.encrypt(Applicant.__tablename__, "personal", matter_id, plain)


def masked_name(matter_id: UUID, personal: bytes, keys: KeyRing) -> str:
    """The name in lists."""
    return or_unreadable(lambda: mask_name(opened(matter_id, personal, keys)["name"]), UNREADABLE)


def masked(row: ApplicantRow, keys: KeyRing) -> ApplicantOut:
    """The applicant as everybody in the office sees it."""
    shown = or_unreadable(lambda: _masked(row, keys), None)
    return _unreadable(row) if shown is None else shown


def _unreadable(row: ApplicantRow) -> ApplicantOut:
    """What is left of an applicant whose values do not decrypt."""
    return ApplicantOut(
        kind=row.applicant_kind,
        name=UNREADABLE,
        document_type=row.document_type,
        document_number=UNREADABLE,
        phone=UNREADABLE,
        email=None,
        address=None,
        contact_person=None,
        agent_name=None,
        agent_authority=None,
        agent_authority_label=None,
        is_agent_authority_shown=None,
        help_needed=row.help_needed,
        help_needed_labels=_labels(row.help_needed),
    )


def _masked(row: ApplicantRow, keys: KeyRing) -> ApplicantOut:
    values = opened(row.id, row.personal, keys)
    email, address, agent = values["email"], values["address"], values["agent"]
    contact = values["contact_person"]
    return ApplicantOut(
        kind=row.applicant_kind,
        name=mask_name(values["name"]),
        document_type=row.document_type,
        document_number=_kept(mask_document_number, values["document"]["number"]),
        phone=_kept(mask_phone, values["phone"]),
        email=None if email is None else mask_email(email),
        address=None if address is None else mask_address(address),
        contact_person=None if contact is None else mask_name(contact),
        agent_name=None if agent is None else mask_name(agent["name"]),
        agent_authority=None if agent is None else (by := AgentAuthority(agent["authority_kind"])),
        agent_authority_label=None if agent is None else by.label,
        is_agent_authority_shown=None if agent is None else _is_shown(agent),
        help_needed=row.help_needed,
        help_needed_labels=_labels(row.help_needed),
    )


def _kept(mask: Callable[[str], str], value: str) -> str:
    """What was not kept is nobody's, and nothing of it is to be masked."""
    return value if value == NOT_KEPT else mask(value)


def _is_shown(agent: Mapping[str, Any]) -> bool:
    return agent["authority"] is not None or agent["authority_attachment_id"] is not None


def _labels(help_needed: Iterable[str]) -> list[str]:
    return [HelpNeeded(code).label for code in help_needed]


def unmasked(applicant: Applicant, keys: KeyRing) -> ApplicantUnmaskedOut:
    """The applicant in the clear; the caller has put the reading on record before."""
    values = opened(applicant.matter_id, applicant.personal, keys)
    return ApplicantUnmaskedOut.model_validate({"kind": applicant.kind, **values})


def opened(matter_id: UUID, sealed: bytes, keys: KeyRing) -> dict[str, Any]:
    """The personal values in the clear; raises DecryptionFailed."""
    values: dict[str, Any] = from_json(
        keys.decrypt(Applicant.__tablename__, "personal", matter_id, sealed)
    )
    if values["agent"] is not None:
        # Sealed before there was more than one authority, and before files proved it.
        values["agent"] = {**_AS_BEFORE, **values["agent"]}
    return values


def names_in(values: Mapping[str, Any]) -> tuple[str | None, ...]:
    """The names among the values of `opened`: who applies, and who acts for them."""
    agent = values["agent"]
    return values["name"], values["contact_person"], None if agent is None else agent["name"]
