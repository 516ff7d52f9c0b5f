"""Reading and writing calendar notices."""

from uuid import UUID

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from catalog_api.calendar_notices.lifecycle import NoticeState
from catalog_api.calendar_notices.models import CalendarNotice
from catalog_api.calendar_notices.schemas import NoticeQuery
from catalog_api.organs.models import Organ
from gongkai.calendar import NoticeKind
from gongkai.crypto.signing import Signer
from gongkai.http.paging import Keyset, Pager, Rows

_LOCK = 6_101_160_002
"""Key of the lock under which notices change: at most a few times a year."""


_NEWEST_FIRST = Keyset((CalendarNotice.year, CalendarNotice.id), descending=True)


class CalendarNoticeRepository:
    """The notices of one session."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock(self) -> None:
        """Wait until no other transaction changes notices, then keep others waiting."""
        await self._session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    async def get(self, notice_id: UUID) -> CalendarNotice | None:
        """The notice with this id."""
        return await self._session.get(CalendarNotice, notice_id, populate_existing=True)

    async def annual_in_force(self, year: int, jurisdiction: str) -> CalendarNotice | None:
        """The annual notice that counts for a year and region."""
        return await self._session.scalar(
            select(CalendarNotice).where(
                CalendarNotice.year == year,
                CalendarNotice.jurisdiction == jurisdiction,
                CalendarNotice.kind == NoticeKind.ANNUAL,
                CalendarNotice.withdrawn_at.is_(None),
            )
        )

    async def is_region_of(self, organ_id: UUID, jurisdiction: str) -> bool:
        """Whether a region has organs, and all of them are the organ or below it."""
        below = Organ.path.contains([organ_id])
        of_region = Organ.region_code.startswith(jurisdiction)
        found = await self._session.scalar(select(func.bool_and(below)).where(of_region))
        return found is True

    def add(self, notice: CalendarNotice) -> None:
        """Take a new notice into the session."""
        self._session.add(notice)

    async def flush(self) -> None:
        """Send what changed, so that the next statement sees it."""
        await self._session.flush()

    async def page(self, query: NoticeQuery, signer: Signer) -> Rows[CalendarNotice]:
        """One page of the notices that ``query`` looks for, newest first."""
        pager = Pager(signer, "calendar-notices", query, _NEWEST_FIRST)
        found = await self._session.scalars(
            pager.apply(select(CalendarNotice).where(*_matching(query)))
        )
        return pager.page(found.all())


def _matching(query: NoticeQuery) -> list[ColumnElement[bool]]:
    """The conditions of a list; what is None does not restrict."""
    found: list[ColumnElement[bool]] = []
    if query.year is not None:
        found.append(CalendarNotice.year == query.year)
    if query.jurisdiction is not None:
        found.append(CalendarNotice.jurisdiction == query.jurisdiction)
    if query.state is NoticeState.ACTIVE:
        found.append(CalendarNotice.withdrawn_at.is_(None))
    if query.state is NoticeState.WITHDRAWN:
        found.append(CalendarNotice.withdrawn_at.is_not(None))
    return found
