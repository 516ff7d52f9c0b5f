"""The working calendar as it was known at an instant: what was loaded by then and not withdrawn."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from gongkai.calendar.notices import Notice, NoticeDay, NoticeKind
from gongkai.contracts import CalendarNoticeChanged
from gongkai.db import Database, new_id
from gongkai.envelope import Event
from gongkai.feed.incoming import Delivery
from gongkai.reference.notices import CalendarSource, apply_notice

REST = date(2026, 6, 10)
LOADED = datetime(2026, 5, 1, 2, 30, tzinfo=UTC)
WITHDRAWN = datetime(2026, 5, 20, 8, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)


@pytest.fixture(scope="module")
async def database(stand):
    with stand.database("notifier") as cloned:
        database = Database(cloned.app_url, application_name="test", pool_size=2)
        yield database
        await database.dispose()


async def told(database, notice, revision, *, withdrawn_at=None):
    payload = CalendarNoticeChanged(
        notice_id=UUID(notice.id),
        notice=notice.to_data(),
        loaded_at=LOADED,
        withdrawn_at=withdrawn_at,
    )
    event = Event(
        id=new_id(),
        source="/catalog/v1",
        type=payload.TYPE,
        subject=payload.notice_id,
        time=LOADED,
        correlationid=None,
        revision=revision,
        cursor="c",
        data=payload.model_dump(mode="json"),
    )
    async with database.unit_of_work() as session:
        await apply_notice(session, Delivery(event, "epoch-1"))


async def test_a_notice_counts_from_its_loading_until_its_withdrawal(database):
    notice = Notice(
        id=str(new_id()),
        year=REST.year,
        title="测试放假安排",
        source="https://example.invalid/notice",
        holidays=(NoticeDay(REST, "测试节"),),
        kind=NoticeKind.AMENDMENT,
    )
    calendars = CalendarSource()

    async def works(instant):
        async with database.read_session() as session:
            return (await calendars.known_at(session, instant)).is_working_day(REST)

    await told(database, notice, 1)
    assert await works(LOADED - MOMENT)
    assert not await works(LOADED)
    assert not await works(WITHDRAWN)

    await told(database, notice, 2, withdrawn_at=WITHDRAWN)
    assert await works(LOADED - MOMENT)
    assert not await works(LOADED)
    assert not await works(WITHDRAWN - MOMENT)
    assert await works(WITHDRAWN)


async def test_what_is_known_now_is_the_present_calendar(database):
    calendars = CalendarSource()
    async with database.read_session() as session:
        present = await calendars.current(session)
        known = await calendars.known_at(session, datetime(2100, 1, 1, tzinfo=UTC))
    assert known.version == present.version
