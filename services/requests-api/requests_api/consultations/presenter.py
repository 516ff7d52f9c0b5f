"""Consultations as they are shown in the file."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE
from requests_api.applicants.masking import mask_name
from requests_api.clock.facts import Party
from requests_api.consultations.kinds import OverrideGround
from requests_api.consultations.models import OVERRIDE_REASON, PARTY_NAME
from requests_api.consultations.schemas import ConsultationOut, OverrideOut


def consultations_out(
    read: Iterable[Mapping[str, Any]] | None, keys: KeyRing, *, with_words: bool
) -> list[ConsultationOut]:
    """The column of `reading` for people; a third party's name is masked, an organ's is not.

    ``with_words`` says whether the caller may read what an office writes about a party.
    """
    return [_out(item, keys, with_words=with_words) for item in read or ()]


def _out(item: Mapping[str, Any], keys: KeyRing, *, with_words: bool) -> ConsultationOut:
    name = PARTY_NAME.shown(keys, b64decode(item["party_name"]), item["id"])
    is_masked = item["party"] == Party.THIRD_PARTY and name != UNREADABLE
    shown = mask_name(name) if is_masked else name
    return ConsultationOut(
        id=item["id"],
        party=item["party"],
        party_name=shown,
        sent_on=item["sent_on"],
        delivered_on=item["delivered_on"],
        answered_on=item["answered_on"],
        opinion=item["opinion"],
        override=_override(item, keys, with_words=with_words),
    )


def _override(item: Mapping[str, Any], keys: KeyRing, *, with_words: bool) -> OverrideOut | None:
    if item["override_ground"] is None:
        return None
    ground, reason = OverrideGround(item["override_ground"]), None
    if with_words:
        reason = OVERRIDE_REASON.shown(keys, b64decode(item["override_reason"]), item["id"])
    return OverrideOut(
        ground=ground,
        ground_label=ground.label,
        reason=reason,
        notified_on=item["overridden_on"],
    )
