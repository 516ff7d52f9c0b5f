"""Consultations as they are shown in the file."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.crypto.fields import KeyRing
from requests_api.applicants.masking import mask_name
from requests_api.clock.facts import Party
from requests_api.consultations.models import Consultation
from requests_api.consultations.schemas import ConsultationOut


def consultations_out(
    read: Iterable[Mapping[str, Any]] | None, keys: KeyRing
) -> list[ConsultationOut]:
    """The column of `reading` for people; a third party's name is masked, an organ's is not."""
    return [_out(item, keys) for item in read or ()]


def _out(item: Mapping[str, Any], keys: KeyRing) -> ConsultationOut:
    sealed = b64decode(item["party_name"])
    name = keys.decrypt_text(Consultation.__tablename__, "party_name", item["id"], sealed)
    shown = mask_name(name) if item["party"] == Party.THIRD_PARTY else name
    return ConsultationOut(
        id=item["id"],
        party=item["party"],
        party_name=shown,
        sent_on=item["sent_on"],
        delivered_on=item["delivered_on"],
        answered_on=item["answered_on"],
        opinion=item["opinion"],
    )
