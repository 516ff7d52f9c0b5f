"""Use cases of calendar notices: load, withdraw."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.calendar_notices.errors import (
    CalendarNoticeCannotSupersede,
    CalendarNoticeContradictory,
    CalendarNoticeOfOtherRegion,
    CalendarNoticeOfWholePlatform,
    CalendarNoticeWithdrawn,
    CalendarNoticeYearTaken,
)
from catalog_api.calendar_notices.events import NoticeLoaded, NoticeWithdrawn
from catalog_api.calendar_notices.lifecycle import NoticeAction
from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.calendar_notices.reading import CalendarNoticeReading
from catalog_api.calendar_notices.repository import CalendarNoticeRepository
from catalog_api.keepers import keeps_everything
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.auth.principal import Principal
from gongkai.calendar import Notice, NoticeKind, check_notice
from gongkai.contracts import CalendarNoticeChanged
from gongkai.db import Database, new_id
from gongkai.errors import Forbidden
from gongkai.feed.outgoing import Publication, publish
from gongkai.http.calendar_notices import CalendarNoticeIn
from gongkai.http.versions import IfMatch
from gongkai.record import Record, RecordedEvent
from gongkai.record.refusals import refuse
from gongkai.time import PlatformClock

_SUPERSEDED = "由新通知取代"


class CalendarNoticeService:
    """What one caller does with calendar notices in one transaction."""

    def __init__(
        self, session: AsyncSession, clock: PlatformClock, caller: Principal, database: Database
    ) -> None:
        self._session = session
        self._database = database
        self._notices = CalendarNoticeRepository(session)
        self._record = Record(session, CatalogEvent, clock)
        self._clock = clock
        self._caller = caller

    async def load(self, new: CalendarNoticeIn) -> CalendarNotice:
        """Put a notice in force, in the place of the one it supersedes.

        Raises CalendarNoticeOfWholePlatform, …OfOtherRegion, …Contradictory, …YearTaken,
        …CannotSupersede.
        """
        fault = await self._not_kept(new.jurisdiction)
        if fault is not None:
            raise fault
        await self._notices.lock()
        days = new.model_dump(mode="json", include={"holidays", "working_days"})
        notice = CalendarNotice(
            id=new_id(),
            **new.model_dump(exclude={"supersedes", *days}),
            **days,
            version=0,
            chain_head="",
            created_at=self._clock.now(),
        )
        faults = check_notice(as_calendar_notice(notice))
        if faults:
            raise CalendarNoticeContradictory(errors=new.field_errors(faults))
        old = await self._superseded(new)
        if old is not None:
            self._end(old, _SUPERSEDED)
            await self._notices.flush()
        self._notices.add(notice)
        loaded = NoticeLoaded.model_validate(new.model_dump(exclude={"supersedes"}))
        await self._tell(notice, loaded)
        if old is not None:
            old.superseded_by = notice.id
            await self._tell(old, NoticeWithdrawn(reason=_SUPERSEDED, superseded_by=notice.id))
        return notice

    async def withdraw(self, notice_id: UUID, expected: IfMatch, reason: str) -> CalendarNotice:
        """Take a notice out of force; it stays on record.

        Raises CalendarNoticeNotFound, …OfWholePlatform, …OfOtherRegion, …Withdrawn.
        """
        await self._notices.lock()
        notice = await CalendarNoticeReading(self._session).get(notice_id)
        fault = await self._not_kept(notice.jurisdiction)
        if fault is not None:
            refuse(
                self._session,
                self._database,
                CatalogRefusal,
                fault,
                aggregate_id=notice.id,
                step=NoticeAction.WITHDRAW,
                actor=self._caller.actor,
                at=self._clock.now(),
            )
        expected.check(notice.version)
        if notice.withdrawn_at is not None:
            raise CalendarNoticeWithdrawn
        self._end(notice, reason)
        await self._tell(notice, NoticeWithdrawn(reason=reason, superseded_by=None))
        return notice

    async def _not_kept(self, jurisdiction: str) -> Forbidden | None:
        """A notice is kept by those who administer every organ whose deadlines it moves."""
        if keeps_everything(self._caller):
            return None
        if not jurisdiction:
            return CalendarNoticeOfWholePlatform()
        own = self._caller.organ_id
        if own is None or not await self._notices.is_region_of(own, jurisdiction):
            return CalendarNoticeOfOtherRegion()
        return None

    async def _superseded(self, new: CalendarNoticeIn) -> CalendarNotice | None:
        """The notice whose place the new one takes; checks that there is room for the new one."""
        if new.supersedes is not None:
            old = await self._notices.get(new.supersedes)
            same = ("year", "jurisdiction", "kind")
            if (
                old is None
                or old.withdrawn_at is not None
                or any(getattr(old, name) != getattr(new, name) for name in same)
            ):
                raise CalendarNoticeCannotSupersede
            return old
        if new.kind is NoticeKind.ANNUAL:
            present = await self._notices.annual_in_force(new.year, new.jurisdiction)
            if present is not None:
                raise CalendarNoticeYearTaken(extensions={"notice_id": str(present.id)})
        return None

    def _end(self, notice: CalendarNotice, reason: str) -> None:
        notice.withdrawn_at = self._clock.now()
        notice.withdrawal_reason = reason

    async def _tell(self, notice: CalendarNotice, event: RecordedEvent) -> None:
        """The notice's next version: on record, stored, and told to the other services."""
        self._record.append(notice, event, actor=self._caller.actor)
        await self._notices.flush()
        changed = CalendarNoticeChanged(
            notice_id=notice.id,
            notice=as_calendar_notice(notice).to_data(),
            loaded_at=notice.created_at,
            withdrawn_at=notice.withdrawn_at,
        )
        publication = Publication(
            payload=changed,
            entity_id=notice.id,
            revision=notice.version,
            organ_id=None,
            occurred_at=self._clock.now(),
        )
        await publish(self._session, publication)


def as_calendar_notice(row: CalendarNotice) -> Notice:
    """The row as the calendar of the kernel takes it."""
    data = {
        name: getattr(row, name)
        for name in (
            *("year", "kind", "jurisdiction", "title", "number", "source"),
            *("holidays", "working_days"),
        )
    }
    issued_on = row.issued_on and row.issued_on.isoformat()
    covers_until = row.covers_until and row.covers_until.isoformat()
    return Notice.from_data(
        data
        | {
            "id": str(row.id),
            "issued_on": issued_on,
            "covers_until": covers_until,
            "withdrawn": row.withdrawn_at is not None,
        }
    )
