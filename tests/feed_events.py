"""Events as a consumer gets them from the feed of another service."""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from gongkai.calendar import Notice
from gongkai.contracts import (
    CalendarNoticeChanged,
    EventData,
    OrganChanged,
    PersonCleared,
    PersonSet,
)
from gongkai.db import new_id
from gongkai.envelope import Event
from gongkai.feed.incoming import Delivery

FIRST_EPOCH = "epoch-1"
LOADED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def delivered(
    payload: EventData,
    subject: UUID,
    revision: int = 1,
    epoch: str = FIRST_EPOCH,
    *,
    occurred_at: str = "2025-10-15T00:00:00+00:00",
) -> Delivery:
    """An event of the producer of its type."""
    event = Event(
        id=new_id(),
        source=f"/{payload.PRODUCER.prefix}/v1",
        type=payload.TYPE,
        subject=subject,
        time=occurred_at,
        correlationid=None,
        revision=revision,
        cursor="c",
        data=payload.model_dump(mode="json"),
    )
    return Delivery(event, epoch)


def organ_event(
    organ_id: UUID,
    parent_id: UUID | None,
    name: str,
    path: list[UUID],
    *,
    revision: int = 1,
    **members: object,
) -> Delivery:
    """An organ exists, or changed; `members` are further ones of the event."""
    known = {"short_name": name[:1], "code": None, "region_code": "610116"}
    known |= {"valid_from": None, "valid_until": None}
    identity = {"organ_id": organ_id, "parent_id": parent_id, "path": path, "name": name}
    payload = OrganChanged(**identity | known | members)
    return delivered(payload, organ_id, revision)


def notice_event(
    notice: Notice, *, revision: int = 1, withdrawn: bool = False, notice_id: UUID | None = None
) -> Delivery:
    """A holiday notice was loaded, or withdrawn."""
    notice_id = notice_id or UUID(notice.id)
    payload = CalendarNoticeChanged(
        notice_id=notice_id,
        notice=notice.to_data(),
        loaded_at=LOADED_AT,
        withdrawn_at=LOADED_AT if withdrawn else None,
    )
    return delivered(payload, notice_id, revision)


def person_event(
    subject: str,
    organ_id: UUID,
    *roles: str,
    person_id: UUID | None = None,
    active: bool = True,
    revision: int = 1,
    epoch: str = FIRST_EPOCH,
    name: str | None = None,
    **members: object,
) -> Delivery:
    """A person of an office exists, or left; a clerk unless told. `members` are further ones."""
    model = PersonSet if active else PersonCleared
    person_id = person_id or uuid5(organ_id, subject)
    payload = model(
        person_id=person_id,
        subject=subject,
        organ_id=organ_id,
        roles=roles or ("clerk",),
        name=name or f"样例{subject}",
        active=active,
        **members,
    )
    return delivered(payload, person_id, revision, epoch)
