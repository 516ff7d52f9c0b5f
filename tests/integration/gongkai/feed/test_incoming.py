"""The feed as it is applied, on real PostgreSQL: every effect once, what fails set aside."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError, OperationalError

from gongkai.contracts import CaseChanged, Service
from gongkai.db import new_id
from gongkai.feed import FeedEntry, dead_letters, outgoing
from gongkai.feed.dead_letters import DeadLetterNotFound
from gongkai.feed.incoming import MAX_ATTEMPTS, FeedConsumer, FeedCursor, Subscription
from tests.integration.gongkai.feed.conftest import (
    CLOCK,
    NOW,
    Applied,
    Source,
    applied,
    statuses,
    tell,
    told,
)


@pytest.fixture
def handler():
    return Applied()


@pytest.fixture
def subscription(handler):
    async def drop_unknown(session, epoch):
        await session.execute(text("DELETE FROM applied WHERE epoch <> :e"), {"e": epoch})

    return Subscription(Service.REQUESTS, {CaseChanged.TYPE: handler}, (drop_unknown,))


@pytest.fixture
def consumer(database, reader, subscription):
    return FeedConsumer(database, Source(database, reader), subscription, CLOCK)


async def letters(database):
    async with database.read_session() as session:
        return await dead_letters.waiting(session)


async def test_a_consumer_applies_every_event_once_and_then_rests(database, consumer):
    entities = await told(database, *[1] * 8)
    await consumer.pull()
    await consumer.pull()
    assert await applied(database) == sorted((entity_id, 1) for entity_id in entities)
    async with database.unit_of_work() as session:
        await tell(session, entities[0], 2)
    await consumer.pull()
    assert (entities[0], 2) in await applied(database)


async def test_a_worker_knows_the_lag_before_it_has_reached_the_producer(database, subscription):
    class Unreachable:
        async def fetch(self, _cursor):
            raise httpx.ConnectError("refused")

    late = Subscription(Service.NOTIFIER, subscription.handlers)
    async with database.unit_of_work() as session:
        row = {"producer": late.producer, "caught_up_at": CLOCK.now() - timedelta(hours=1)}
        await session.execute(insert(FeedCursor).values(row))
    with pytest.raises(httpx.ConnectError):
        await FeedConsumer(database, Unreachable(), late, CLOCK).pull()
    lag = REGISTRY.get_sample_value("gongkai_feed_lag_seconds", {"producer": late.producer})
    assert 3600 <= lag < 3700


async def test_concurrent_consumers_apply_once(database, reader, subscription):
    entities = await told(database, *[1] * 30)
    workers = [
        FeedConsumer(database, Source(database, reader), subscription, CLOCK) for _ in range(6)
    ]
    await asyncio.gather(*(worker.pull() for worker in workers))
    await workers[0].pull()
    assert await applied(database) == sorted((entity_id, 1) for entity_id in entities)


async def test_a_consumer_that_was_overtaken_reads_on_until_the_feed_is_caught_up(
    database, reader, subscription
):
    entities = await told(database, *[1] * 8)
    stopping = Applied()
    stopping.failing[entities[5]] = OperationalError("connection lost", None, Exception())
    other = FeedConsumer(
        database,
        Source(database, reader),
        Subscription(Service.REQUESTS, {CaseChanged.TYPE: stopping}),
        CLOCK,
    )

    class Overtaken(Source):
        async def fetch(self, cursor):
            page = await super().fetch(cursor)
            if cursor is None:
                with pytest.raises(OperationalError):
                    await other.pull()  # ends after its first page
            return page

    await FeedConsumer(database, Overtaken(database, reader), subscription, CLOCK).pull()
    assert await applied(database) == sorted((entity_id, 1) for entity_id in entities)


async def test_an_event_that_fails_is_retried_set_aside_and_passed(database, consumer, handler):
    entities = await told(database, 1, 1, 1)
    handler.failing[entities[1]] = ValueError("a defect")
    for attempt in range(1, MAX_ATTEMPTS):
        await consumer.pull()
        assert await statuses(database) == [("retrying", attempt)]
        assert await applied(database) == [(entities[0], 1)]
    await consumer.pull()
    assert await statuses(database) == [("dead", MAX_ATTEMPTS)]
    assert await applied(database) == sorted([(entities[0], 1), (entities[2], 1)])
    (letter,) = await letters(database)
    assert (letter.error, letter.type) == ("ValueError", CaseChanged.TYPE)


async def test_a_retry_that_succeeds_leaves_nothing_waiting(database, consumer, handler):
    entities = await told(database, 1, 1)
    handler.failing[entities[0]] = ValueError("for now")
    await consumer.pull()
    assert await statuses(database) == [("retrying", 1)]
    handler.failing.clear()
    await consumer.pull()
    assert await statuses(database) == [("recovered", 1)]
    assert len(await applied(database)) == 2
    assert await letters(database) == []


async def test_a_failing_event_that_gave_way_to_a_newer_one_waits_no_longer(
    database, consumer, handler
):
    entities = await told(database, 1, 1)
    handler.failing[entities[0]] = ValueError("a defect of revision 1")
    await consumer.pull()
    async with database.unit_of_work() as session:
        await tell(session, entities[0], 2)
    await consumer.pull()
    found = sorted(await statuses(database))
    assert found == [("recovered", 1), ("retrying", 1)]


async def test_a_dead_letter_is_redriven_or_discarded_once(
    database, consumer, handler, subscription
):
    entities = await told(database, 1, 1)
    for entity_id in entities:
        handler.failing[entity_id] = ValueError("a defect")
    for _ in range(2 * MAX_ATTEMPTS):
        await consumer.pull()
    assert await statuses(database) == [("dead", MAX_ATTEMPTS)] * 2
    waiting = {letter.event["subject"]: letter.id for letter in await letters(database)}
    first, second = (waiting[str(entity_id)] for entity_id in entities)
    with pytest.raises(ValueError, match="defect"):
        async with database.unit_of_work() as session:
            await dead_letters.redrive(session, first, [subscription], NOW)
    assert await statuses(database) == [("dead", MAX_ATTEMPTS)] * 2
    handler.failing.clear()
    async with database.unit_of_work() as session:
        await dead_letters.redrive(session, first, [subscription], NOW)
        await dead_letters.discard(session, second, NOW)
    assert await applied(database) == [(entities[0], 1)]
    assert {status for status, _ in await statuses(database)} == {"redriven", "discarded"}
    for letter_id in (first, second, new_id()):
        with pytest.raises(DeadLetterNotFound):
            async with database.unit_of_work() as session:
                await dead_letters.discard(session, letter_id, NOW)


async def test_an_operational_fault_is_no_attempt_and_applies_nothing(database, consumer, handler):
    entities = await told(database, 1, 1)
    handler.failing[entities[1]] = OperationalError("connection lost", None, Exception())
    with pytest.raises(OperationalError):
        await consumer.pull()
    assert (await applied(database), await statuses(database)) == ([], [])
    handler.failing.clear()
    await consumer.pull()
    assert len(await applied(database)) == 2


async def test_waiting_too_long_for_a_row_is_no_attempt_and_a_slow_statement_is_one(
    database, reader
):
    async def handle(session, _delivery):
        for statement in statements:
            await session.execute(text(statement))

    subscription = Subscription(Service.REQUESTS, {CaseChanged.TYPE: handle})
    consumer = FeedConsumer(database, Source(database, reader), subscription, CLOCK)
    await told(database, 1)
    async with database.unit_of_work() as other:
        await other.execute(text("LOCK TABLE applied"))
        statements = ["SET LOCAL lock_timeout = '50ms'", "SELECT 1 FROM applied"]
        with pytest.raises(DBAPIError, match="lock timeout"):
            await consumer.pull()
    assert await statuses(database) == []
    statements = ["SET LOCAL statement_timeout = '50ms'", "SELECT pg_sleep(5)"]
    await consumer.pull()
    assert await statuses(database) == [("retrying", 1)]


async def test_a_worker_ahead_of_its_migration_sets_nothing_aside(database, reader):
    async def handle(session, _delivery):
        await session.execute(text(missing.pop()))

    missing = ["SELECT 1 FROM added_later", "SELECT added_later FROM applied"]
    subscription = Subscription(Service.REQUESTS, {CaseChanged.TYPE: handle})
    consumer = FeedConsumer(database, Source(database, reader), subscription, CLOCK)
    await told(database, 1)
    while missing:
        with pytest.raises(DBAPIError, match="added_later"):
            await consumer.pull()
    assert await statuses(database) == []


async def test_an_unknown_event_type_is_passed(database, reader, consumer):
    async with database.unit_of_work() as session:
        values = {"event_id": new_id(), "stream": "x", "type": "cn.gongkai.future.thing.v9"}
        await session.execute(
            insert(FeedEntry).values(
                **values, entity_id=new_id(), revision=1, data={}, occurred_at=NOW
            )
        )
    (entity_id,) = await told(database, 1)
    await consumer.pull()
    assert await applied(database) == [(entity_id, 1)]


async def test_after_a_change_of_history_the_start_is_read_and_the_unknown_dropped(
    database, consumer, monkeypatch
):
    kept, lost = await told(database, 3, 1)
    await consumer.pull()
    async with database.unit_of_work() as session:
        await session.execute(text("DELETE FROM feed_entries WHERE entity_id = :id"), {"id": lost})
        await session.execute(text("UPDATE feed_entries SET revision = 2"))

    async def restored(_session):
        return "restored"

    monkeypatch.setattr(outgoing, "current_epoch", restored)
    await consumer.pull()
    assert await applied(database) == [(kept, 2)]
    async with database.read_session() as session:
        row = (await session.execute(FeedCursor.__table__.select())).one()
    assert (row.epoch, row.is_resyncing) == ("restored", False)
    assert row.caught_up_at is not None


async def test_an_event_that_fails_in_another_history_too_is_a_letter_of_that_one(
    database, consumer, handler, subscription, monkeypatch
):
    (entity_id,) = await told(database, 1)
    handler.failing[entity_id] = ValueError("a defect")
    for _ in range(MAX_ATTEMPTS):
        await consumer.pull()
    assert await statuses(database) == [("dead", MAX_ATTEMPTS)]

    async def restored(_session):
        return "restored"

    monkeypatch.setattr(outgoing, "current_epoch", restored)
    for attempt in range(1, MAX_ATTEMPTS):
        await consumer.pull()
        assert await statuses(database) == [("retrying", attempt)]
    await consumer.pull()
    (letter,) = await letters(database)
    assert (letter.status, letter.epoch) == ("dead", "restored")
    handler.failing.clear()
    async with database.unit_of_work() as session:
        await dead_letters.redrive(session, letter.id, [subscription], NOW)
    assert await applied(database) == [(entity_id, 1)]
