"""Every table of this service, collected: for migrations and for the check against drift."""

from sqlalchemy import MetaData

from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.lists.models import TaskList, TaskListRow, UnitReferenceRow
from catalog_api.organs.models import Organ
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.db import Base
from gongkai.feed.outgoing import FeedEntry
from gongkai.http.idempotency_store import IdempotencyKey

__all__ = [
    "CalendarNotice",
    "CatalogEvent",
    "CatalogRefusal",
    "FeedEntry",
    "IdempotencyKey",
    "Organ",
    "TaskList",
    "TaskListRow",
    "UnitReferenceRow",
    "metadata",
]


metadata: MetaData = Base.metadata
