"""A database with a feed, an empty one for each test, and how to tell and read it."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from gongkai.contracts import CaseChanged
from gongkai.crypto.signing import Signer
from gongkai.db import Database, new_id
from gongkai.feed import FeedReader, Publication, publish
from gongkai.time import PlatformClock

NOW = datetime(2026, 1, 5, tzinfo=UTC)
CLOCK = PlatformClock()


@pytest.fixture(scope="module")
def service_database(stand):
    with stand.database("requests") as database:
        yield database


@pytest.fixture(scope="module")
async def database(service_database):
    engine = create_async_engine(service_database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(
            text("CREATE TABLE applied (subject uuid, revision bigint, epoch text)")
        )
    await engine.dispose()
    database = Database(service_database.app_url, application_name="test", pool_size=24)
    yield database
    await database.dispose()


@pytest.fixture(autouse=True)
async def empty(database):
    yield
    async with database.unit_of_work() as session:
        for table in ("feed_entries", "feed_cursors", "dead_letters", "applied"):
            await session.execute(text(f"DELETE FROM {table}"))


@pytest.fixture
def reader():
    return FeedReader(Signer(bytes(32)), source="/requests/v1")


async def tell(session, entity_id, revision, *, organ_id=None, state="handling"):
    payload = CaseChanged(
        case_id=entity_id,
        number=None,
        organ_id=organ_id or entity_id,
        state=state,
        due_on=None,
        source=None,
        external_id=None,
    )
    await tell_of(session, payload, entity_id, revision, organ_id)


async def tell_of(session, payload, entity_id, revision=1, organ_id=None):
    publication = Publication(
        payload=payload,
        entity_id=entity_id,
        revision=revision,
        organ_id=organ_id,
        occurred_at=NOW,
    )
    await publish(session, publication)


async def told(database, *revisions):
    """One committed event per revision, each of an entity of its own; the entities."""
    entities = [new_id() for _ in revisions]
    for entity_id, revision in zip(entities, revisions, strict=True):
        async with database.unit_of_work() as session:
            await tell(session, entity_id, revision)
    return entities


async def read(database, reader, cursor=None, limit=100, **options):
    async with database.read_session() as session:
        return await reader.page(session, cursor=cursor, limit=limit, **options)


class Source:
    """A producer without a network; counts pages, may be told to fail or to be another one."""

    def __init__(self, database, reader, limit=3):
        self.database, self.reader, self.limit = database, reader, limit

    async def fetch(self, cursor):
        async with self.database.read_session() as session:
            return await self.reader.page(session, cursor=cursor, limit=self.limit)


class Applied:
    """A handler that writes down what it was given, and fails where told."""

    def __init__(self):
        self.failing: dict[UUID, Exception] = {}

    async def __call__(self, session, delivery):
        await session.execute(
            text("INSERT INTO applied VALUES (:s, :r, :e)"),
            {"s": delivery.event.subject, "r": delivery.event.revision, "e": delivery.epoch},
        )
        error = self.failing.get(delivery.event.subject)
        if error is not None:
            raise error


async def applied(database):
    async with database.read_session() as session:
        rows = await session.execute(text("SELECT subject, revision FROM applied"))
        return sorted((row.subject, row.revision) for row in rows)


async def statuses(database):
    async with database.read_session() as session:
        rows = await session.execute(text("SELECT status, attempts FROM dead_letters"))
        return [tuple(row) for row in rows]
