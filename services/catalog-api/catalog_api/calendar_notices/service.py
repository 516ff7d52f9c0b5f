"""Use cases of calendar notices: load, withdraw, look up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.calendar_notices.errors import (
    CalendarNoticeCannotSupersede,
    CalendarNoticeContradictory,
    CalendarNoticeNotFound,
    CalendarNoticeOfWholePlatform,
    CalendarNoticeWithdrawn,
    CalendarNoticeYearTaken,
)
from catalog_api.calendar_notices.lifecycle import NoticeState, available_actions
from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.calendar_notices.repository import CalendarNoticeRepository
from catalog_api.calendar_notices.schemas import CalendarNoticeIn, CalendarNoticeOut, NoticeQuery
from catalog_api.event_log import CatalogEventType, record
from catalog_api.keepers import keeps_everything
from gongkai.auth.principal import Principal
from gongkai.calendar import Notice, NoticeFault, NoticeKind, check_notice
from gongkai.contracts import CalendarNoticeChanged
from gongkai.crypto.signing import Signer
from gongkai.db import new_id
from gongkai.errors import FieldError
from gongkai.feed.outgoing import Publication, publish
from gongkai.http.paging import Rows
from gongkai.http.versions import IfMatch
from gongkai.time import PlatformClock

_SUPERSEDED = "由新通知取代"


class CalendarNoticeService:
    """What one caller does with calendar notices in one transaction."""

    def __init__(self, session: AsyncSession, clock: PlatformClock, caller: Principal) -> None:
        self._session = session
        self._notices = CalendarNoticeRepository(session)
        self._clock = clock
        self._caller = caller

    async def get(self, notice_id: UUID) -> CalendarNotice:
        """The notice, or CalendarNoticeNotFound."""
        notice = await self._notices.get(notice_id)
        if notice is None:
            raise CalendarNoticeNotFound
        return notice

    async def page(self, query: NoticeQuery, signer: Signer) -> Rows[CalendarNotice]:
        """One page of the notices that ``query`` looks for, newest first."""
        return await self._notices.page(query, signer)

    async def load(self, new: CalendarNoticeIn) -> CalendarNotice:
        """Put a notice in force, in the place of the one it supersedes.

        Raises CalendarNoticeOfWholePlatform, …Contradictory, …YearTaken, …CannotSupersede.
        """
        await self._must_be_mine()
        await self._notices.lock()
        days = new.model_dump(mode="json", include={"holidays", "working_days"})
        notice = CalendarNotice(
            id=new_id(),
            **new.model_dump(exclude={"supersedes", *days}),
            **days,
            version=1,
            created_at=self._clock.now(),
        )
        faults = check_notice(as_calendar_notice(notice))
        if faults:
            raise CalendarNoticeContradictory(errors=[_field_error(new, f) for f in faults])
        old = await self._superseded(new)
        if old is not None:
            self._end(old, _SUPERSEDED)
            await self._notices.flush()
        self._notices.add(notice)
        await self._notices.flush()
        if old is not None:
            old.superseded_by = notice.id
            await self._notices.flush()
            data = {"reason": _SUPERSEDED, "superseded_by": notice.id}
            await self._tell(old, CatalogEventType.NOTICE_WITHDRAWN, data)
        data = as_calendar_notice(notice).to_data()
        await self._tell(notice, CatalogEventType.NOTICE_LOADED, data)
        return notice

    async def withdraw(self, notice_id: UUID, expected: IfMatch, reason: str) -> CalendarNotice:
        """Take a notice out of force; it stays on record.

        Raises CalendarNoticeNotFound, …OfWholePlatform, …Withdrawn.
        """
        await self._notices.lock()
        notice = await self.get(notice_id)
        await self._must_be_mine()
        expected.check(notice.version)
        if notice.withdrawn_at is not None:
            raise CalendarNoticeWithdrawn
        self._end(notice, reason)
        await self._notices.flush()
        await self._tell(notice, CatalogEventType.NOTICE_WITHDRAWN, {"reason": reason})
        return notice

    async def _must_be_mine(self) -> None:
        """A notice moves deadlines of all organs, so those who administer all of them keep it."""
        if not keeps_everything(self._caller) and not await self._notices.is_root(
            self._caller.organ_id
        ):
            raise CalendarNoticeOfWholePlatform

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
        notice.version += 1

    async def _tell(
        self, notice: CalendarNotice, event: CatalogEventType, data: Mapping[str, Any]
    ) -> None:
        """One entry of the log and one event of the feed for the notice's new version."""
        at = self._clock.now()
        await record(self._session, event, notice.id, caller=self._caller, at=at, data=data)
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
            occurred_at=at,
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


def shown(notice: CalendarNotice) -> CalendarNoticeOut:
    """The notice with its state and the steps that it allows."""
    state = NoticeState.ACTIVE if notice.withdrawn_at is None else NoticeState.WITHDRAWN
    columns = {name: getattr(notice, name) for name in notice.__mapper__.columns.keys()}  # noqa: SIM118 - a collection of columns, no dict
    return CalendarNoticeOut.model_validate(
        columns | {"state": state, "available_actions": available_actions(state)}
    )


def _field_error(new: CalendarNoticeIn, fault: NoticeFault) -> FieldError:
    return FieldError(
        pointer=_pointer(new, fault),
        code=fault.code,
        message=fault.message_zh,
        message_en=fault.message_en,
    )


def _pointer(new: CalendarNoticeIn, fault: NoticeFault) -> str:
    """The last place where the day stands that the fault is about; else the whole notice."""
    places = [
        f"/body/{name}/{index}/on"
        for name in ("holidays", "working_days")
        for index, day in enumerate(getattr(new, name))
        if day.on == fault.on
    ]
    return places[-1] if places else "/body"
