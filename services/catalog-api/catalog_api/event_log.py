"""Who changed which reference data, when, from what to what: a hash-chained log per entity.

One event for each version of an organ, a notice or a list, so that the log's length is its version.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from gongkai.eventlog import EventRow, append_event
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.time import shanghai_date


class CatalogEvent(EventRow):
    """An event about an organ, a calendar notice or a list."""

    __tablename__ = "catalog_events"


class CatalogEventType(StrEnum):
    """What happened."""

    LIST_CREATED = "list_created"
    LIST_IMPORTED = "list_imported"
    LIST_RESOLVED = "list_resolved"
    NOTICE_LOADED = "notice_loaded"
    NOTICE_WITHDRAWN = "notice_withdrawn"
    ORGAN_CHANGED = "organ_changed"
    ORGAN_CREATED = "organ_created"
    ORGAN_PATH_CHANGED = "organ_path_changed"


async def record(
    session: AsyncSession,
    event: CatalogEventType,
    entity_id: UUID,
    *,
    caller: Principal,
    at: datetime,
    data: Mapping[str, Any],
) -> None:
    """Append to the log of an entity that the caller has locked or just made.

    ``data`` holds what is public in nature: names of organs, codes, ids, dates, counts.
    """
    await append_event(
        session,
        CatalogEvent,
        aggregate_id=entity_id,
        type=event,
        occurred_on=shanghai_date(at),
        recorded_at=at,
        actor=caller.subject,
        data={name: plain(value) for name, value in data.items()},
    )


def plain(value: object) -> Any:  # noqa: ANN401 - any JSON
    """The value in JSON's types: ids and dates as text."""
    if isinstance(value, date | UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(name): plain(member) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [plain(member) for member in value]
    return value
