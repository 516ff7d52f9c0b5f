"""The projection of the calendar notices that catalog-api holds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Text, func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from gongkai.calendar import InvalidNotice, Notice, WorkingCalendar, base_calendar
from gongkai.calendar.notices import check_notice
from gongkai.contracts import CalendarNoticeChanged
from gongkai.db.base import table_of
from gongkai.feed.incoming import Delivery
from gongkai.reference.projection import Projection, drop_unknown, project


class ReferenceNotice(Projection):
    """A holiday notice as catalog-api last told of it; a withdrawn one stays, marked."""

    __tablename__ = "reference_notices"

    notice: Mapped[dict[str, Any]]
    loaded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    def known_at(self, instant: datetime) -> Notice:
        """The notice as ``instant`` knew it, whether it counted then included."""
        withdrawn = self.withdrawn_at is not None and self.withdrawn_at <= instant
        return Notice.from_data({**self.notice, "withdrawn": withdrawn})


async def apply_notice(session: AsyncSession, delivery: Delivery) -> None:
    """Project one notice.

    Raises what makes a notice unusable, so that it becomes a dead letter: once projected, it would
    leave this service without a calendar.
    """
    payload = CalendarNoticeChanged.model_validate(delivery.event.data)
    faults = check_notice(Notice.from_data(payload.notice))
    if faults:
        raise InvalidNotice(faults)
    await project(session, ReferenceNotice, delivery, payload.model_dump(exclude={"notice_id"}))


drop_unknown_notices = drop_unknown(ReferenceNotice)


def notices_stamp() -> ScalarSelect[str | None]:
    """Which notices are projected, as one text: a column for statements that need the calendar."""
    notice = table_of(ReferenceNotice).c
    known = func.concat_ws(
        literal_column("':'"), notice.id, notice.epoch, notice.revision, type_=Text
    )
    in_order: aggregate_order_by[str] = aggregate_order_by(literal_column("','"), notice.id)
    return select(func.string_agg(known, in_order, type_=Text)).scalar_subquery()


class CalendarSource:
    """The working calendar of one process: the base and the projected notices laid over it.

    Built again only when the projection has changed.
    """

    def __init__(self) -> None:
        self._stamp: str | None = None
        self._calendar = base_calendar()

    async def current(self, session: AsyncSession) -> WorkingCalendar:
        """The calendar as the database knows it now."""
        return await self.as_of(await session.scalar(select(self.stamp())), session)

    def held(self, stamp: str | None) -> WorkingCalendar | None:
        """The calendar of a stamp that the caller was told before, if it is the one that is held;
        whether it still is the present one remains to be asked.
        """
        return self._calendar if stamp == self._stamp else None

    async def as_of(self, stamp: str | None, session: AsyncSession) -> WorkingCalendar:
        """The calendar of a stamp that the caller has just read; costs nothing where it is held."""
        if stamp != self._stamp:
            rows = (await session.scalars(select(ReferenceNotice))).all()
            notices = (
                Notice.from_data({**row.notice, "withdrawn": row.withdrawn_at is not None})
                for row in rows
            )
            self._calendar = await self.laid(notices, session)
            self._stamp = stamp
        return self._calendar

    async def known_at(self, session: AsyncSession, instant: datetime) -> WorkingCalendar:
        """The calendar of the notices that were loaded by ``instant`` and not yet withdrawn then.

        What a clock *as known on a day* counts by. Built for each call.
        """
        rows = await session.scalars(
            select(ReferenceNotice).where(ReferenceNotice.loaded_at <= instant)
        )
        return await self.laid((row.known_at(instant) for row in rows), session, instant)

    def stamp(self) -> ScalarSelect[str | None]:
        """What changes with everything that the calendar is made of."""
        return notices_stamp()

    async def laid(
        self,
        notices: Iterable[Notice],
        session: AsyncSession,  # noqa: ARG002 - for a source that reads more
        instant: datetime | None = None,  # noqa: ARG002 - as ``session``
    ) -> WorkingCalendar:
        """The calendar with these notices, and with what else was known by ``instant``."""
        return base_calendar().with_notices(notices)
