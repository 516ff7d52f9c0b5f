"""Consultations as they are shown in the file."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from gongkai.calendar import WorkingCalendar
from gongkai.crypto.fields import KeyRing
from gongkai.crypto.unreadable import UNREADABLE
from requests_api.applicants.masking import mask_name
from requests_api.clock.facts import Party
from requests_api.consultations.kinds import OverrideGround, Silence
from requests_api.consultations.models import OVERRIDE_REASON, PARTY_NAME
from requests_api.consultations.schemas import ConsultationOut, OverrideOut
from requests_api.consultations.silence import silence_of


class Frame(NamedTuple):
    """By what it is judged whether a party's period is over."""

    received_on: date | None
    """The case's legal receipt."""
    until: date
    """Today, or the day on which the case ended."""
    calendar: WorkingCalendar
    """That of the place."""

    @classmethod
    def of(cls, row: Any, today: date, calendar: WorkingCalendar) -> "Frame":  # noqa: ANN401 - a row of several tables
        """That of a case as it is read."""
        until = row.closed_on or row.replied_on or today
        return cls(row.received_on, until, calendar.for_jurisdiction(row.jurisdiction))


def consultations_out(
    read: Iterable[Mapping[str, Any]] | None, keys: KeyRing, frame: Frame, *, with_words: bool
) -> list[ConsultationOut]:
    """The column of `reading` for people; a third party's name is masked, an organ's is not.

    ``with_words`` says whether the caller may read what an office writes about a party.
    """
    return [_out(item, keys, frame, with_words=with_words) for item in read or ()]


def _silence(item: Mapping[str, Any], frame: Frame) -> Silence | None:
    if item["answered_on"] is not None:
        return None
    delivered_on = item["delivered_on"]
    return silence_of(
        party=item["party"],
        is_co_author=bool(item["co_author"]),
        sent_on=date.fromisoformat(item["sent_on"]),
        delivered_on=None if delivered_on is None else date.fromisoformat(delivered_on),
        received_on=frame.received_on,
        today=frame.until,
        calendar=frame.calendar,
    )


def _out(
    item: Mapping[str, Any], keys: KeyRing, frame: Frame, *, with_words: bool
) -> ConsultationOut:
    name = PARTY_NAME.shown(keys, b64decode(item["party_name"]), item["id"])
    is_masked = item["party"] == Party.THIRD_PARTY and name != UNREADABLE
    shown = mask_name(name) if is_masked else name
    silence = _silence(item, frame)
    return ConsultationOut(
        id=item["id"],
        party=item["party"],
        party_name=shown,
        co_author=bool(item["co_author"]),
        sent_on=item["sent_on"],
        delivered_on=item["delivered_on"],
        answered_on=item["answered_on"],
        opinion=item["opinion"],
        silence=silence,
        silence_label=silence and silence.label,
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
