"""Rows that repeat the days of notices."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from gongkai.db import Base
from gongkai.record import Recorded
from requests_api.notices.events import NoticeEvent

Days = Mapping[type[NoticeEvent], InstrumentedAttribute[Any]]
"""Which column repeats the day of which event, in the row whose id is the notice's."""


async def write_day(session: AsyncSession, model: type[Base], days: Days, item: Recorded) -> None:
    """Write the day of an event that was put right into its column, where it has one."""
    event = item.event
    if isinstance(event, NoticeEvent) and type(event) in days:
        setattr(await session.get_one(model, event.ref), days[type(event)].key, item.on)
