"""Use cases that look calendar notices up."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.calendar_notices.errors import CalendarNoticeNotFound
from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.calendar_notices.repository import CalendarNoticeRepository
from catalog_api.calendar_notices.schemas import NoticeQuery
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Rows


class CalendarNoticeReading:
    """What is read of calendar notices in one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._notices = CalendarNoticeRepository(session)

    async def get(self, notice_id: UUID) -> CalendarNotice:
        """The notice, or CalendarNoticeNotFound."""
        notice = await self._notices.get(notice_id)
        if notice is None:
            raise CalendarNoticeNotFound
        return notice

    async def page(self, query: NoticeQuery, signer: Signer) -> Rows[CalendarNotice]:
        """One page of the notices that ``query`` looks for, newest first."""
        return await self._notices.page(query, signer)
