"""A consumer that learns a type sees its past: the feed is read again for it, and for it only."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from gongkai.contracts import CaseChanged, Reference, RequestsDeadlineCleared, Service
from gongkai.db import new_id
from gongkai.feed import outgoing
from gongkai.feed.incoming import FeedConsumer, FeedCursor, Subscription
from gongkai.feed.rereading import EventTypeNotHandled, read_again
from tests.integration.gongkai.feed.conftest import (
    CLOCK,
    Applied,
    Source,
    applied,
    statuses,
    tell,
    tell_of,
    told,
)


async def cleared(database, number):
    """Events of another type than `told` publishes, each of an entity of its own."""
    entities = [new_id() for _ in range(number)]
    for entity_id in entities:
        payload = RequestsDeadlineCleared(
            deadline_id=entity_id,
            rule="CASE",
            ref=Reference(kind="case", id=entity_id, number=None, path="/sample"),
            organ_id=entity_id,
            outcome="met",
        )
        async with database.unit_of_work() as session:
            await tell_of(session, payload, entity_id)
    return entities


@pytest.fixture
def cases():
    return Applied()


@pytest.fixture
def deadlines():
    return Applied()


@pytest.fixture
def resyncs():
    """The epochs after whose first reading consumers dropped what they did not find."""
    return []


@pytest.fixture
def consumer(database, reader, cases, deadlines, resyncs):
    """A consumer of a release that handles cases, or more."""

    def of(*types, source=None):
        known = {CaseChanged.TYPE: cases, RequestsDeadlineCleared.TYPE: deadlines}

        async def drop_unknown(session, epoch):
            resyncs.append(epoch)
            await session.execute(text("DELETE FROM applied WHERE epoch <> :e"), {"e": epoch})

        handlers = {each.TYPE: known[each.TYPE] for each in types}
        subscription = Subscription(Service.REQUESTS, handlers, (drop_unknown,))
        return FeedConsumer(database, source or Source(database, reader), subscription, CLOCK)

    return of


@pytest.fixture
def older(consumer):
    return consumer(CaseChanged)


@pytest.fixture
def newer(consumer):
    return consumer(CaseChanged, RequestsDeadlineCleared)


async def cursor(database):
    async with database.read_session() as session:
        return (await session.execute(FeedCursor.__table__.select())).one()


def once(*entities):
    return sorted((entity_id, 1) for entity_id in entities)


async def test_events_that_were_published_before_their_handler_existed_are_seen(
    database, older, newer, resyncs
):
    seen = await told(database, 1, 1)
    missed = await cleared(database, 5)
    await older.pull()
    assert await applied(database) == once(*seen)
    await newer.pull()
    await newer.pull()
    assert await applied(database) == once(*seen, *missed)
    row = await cursor(database)
    assert row.handled == sorted([CaseChanged.TYPE, RequestsDeadlineCleared.TYPE])
    assert (row.rereading, row.reread_cursor) == ([], None)
    assert resyncs == [row.epoch]  # after the first reading, not after the second


async def test_who_begins_reads_the_feed_once(database, consumer, reader):
    class Counting(Source):
        pages = 0

        async def fetch(self, cursor):
            self.pages += 1
            return await super().fetch(cursor)

    await told(database, *[1] * 7)
    source = Counting(database, reader)
    await consumer(CaseChanged, RequestsDeadlineCleared, source=source).pull()
    assert source.pages == 3


async def test_a_crash_goes_on_at_the_page_that_it_was_at(database, older, newer, deadlines):
    missed = await cleared(database, 8)
    await older.pull()
    deadlines.failing[missed[4]] = OperationalError("connection lost", None, Exception())
    with pytest.raises(OperationalError):
        await newer.pull()
    assert await applied(database) == once(*missed[:3])
    assert (await cursor(database)).reread_cursor is not None
    deadlines.failing.clear()
    await newer.pull()
    assert await applied(database) == once(*missed)


async def test_a_long_rereading_leaves_what_is_new_its_turn(database, older, newer):
    missed = await cleared(database, 8)
    await older.pull()
    slices = 0
    while len(await applied(database)) < len(missed):
        await newer._rereading.run(seconds=0)
        slices += 1
    assert slices > 2
    await newer.pull()
    assert await applied(database) == once(*missed)


async def test_several_workers_read_again_at_once_and_apply_once(database, older, consumer):
    missed = await cleared(database, 20)
    await older.pull()
    workers = [consumer(CaseChanged, RequestsDeadlineCleared) for _ in range(5)]
    await asyncio.gather(*(worker.pull() for worker in workers))
    await workers[0].pull()
    assert await applied(database) == once(*missed)


async def test_what_an_older_instance_lets_go_by_is_seen_by_the_newer_one(database, older, newer):
    await told(database, 1)
    await newer.pull()
    (missed,) = await cleared(database, 1)
    await older.pull()
    assert (await cursor(database)).handled == [CaseChanged.TYPE]
    await newer.pull()
    assert (missed, 1) in await applied(database)


async def test_what_an_older_instance_lets_go_by_during_a_rereading_is_seen_too(
    database, reader, older, consumer
):
    missed = await cleared(database, 4)
    await older.pull()
    late = []

    class Overtaken(Source):
        async def fetch(self, cursor):
            page = await super().fetch(cursor)
            if not late and page.items and not page.has_more:  # the last page of the rereading
                late.extend(await cleared(self.database, 1))
                await older.pull()
            return page

    await consumer(CaseChanged, RequestsDeadlineCleared, source=Overtaken(database, reader)).pull()
    assert {entity_id for entity_id, _ in await applied(database)} == {*missed, *late}


async def test_an_event_that_fails_is_set_aside_at_once_and_tried_again_by_command(
    database, older, newer, deadlines
):
    missed = await cleared(database, 5)
    await older.pull()
    deadlines.failing[missed[1]] = ValueError("a defect")
    await newer.pull()
    assert await statuses(database) == [("dead", 1)]
    assert len(await applied(database)) == 4
    deadlines.failing.clear()
    async with database.unit_of_work() as session:
        subscription = newer._subscription
        wanted = await read_again(session, [subscription], RequestsDeadlineCleared.TYPE)
        assert wanted == {Service.REQUESTS: [RequestsDeadlineCleared.TYPE]}
    await newer.pull()
    assert await statuses(database) == [("recovered", 1)]
    assert {entity_id for entity_id, _ in await applied(database)} == set(missed)


async def test_by_command_every_type_is_read_again_also_while_it_is_being_read(
    database, newer, older, deadlines
):
    entities = await told(database, 1) + await cleared(database, 4)
    await older.pull()
    deadlines.failing[entities[-1]] = OperationalError("connection lost", None, Exception())
    with pytest.raises(OperationalError):
        await newer.pull()
    async with database.unit_of_work() as session:
        await read_again(session, [newer._subscription], None)
    assert (await cursor(database)).handled == []
    deadlines.failing.clear()
    async with database.unit_of_work() as session:
        await session.execute(text("DELETE FROM applied"))
    await newer.pull()
    assert await applied(database) == once(*entities)


async def test_a_type_that_is_not_handled_is_not_read_again(database, older):
    async with database.unit_of_work() as session:
        with pytest.raises(EventTypeNotHandled):
            await read_again(session, [older._subscription], RequestsDeadlineCleared.TYPE)


async def test_another_history_is_read_from_its_start_and_by_that_for_the_new_type_too(
    database, older, newer, monkeypatch
):
    entities = await told(database, 1) + await cleared(database, 4)
    await older.pull()

    async def restored(_session):
        return "restored"

    monkeypatch.setattr(outgoing, "current_epoch", restored)
    async with database.unit_of_work() as session:
        await tell(session, entities[0], 2)
    await newer.pull()
    row = await cursor(database)
    assert (row.epoch, row.is_resyncing, row.rereading) == ("restored", False, [])
    assert row.handled == sorted([CaseChanged.TYPE, RequestsDeadlineCleared.TYPE])
