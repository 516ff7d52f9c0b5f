"""A table of errands, which no feature has: the kit's columns and one of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Index, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.orm import Mapped

from gongkai.db import Database
from gongkai.work import Backoff, ReportingWorkRow, Terms, WorkTable, work_table_args


class Errand(ReportingWorkRow):
    __tablename__ = "errands"
    __table_args__ = (
        *work_table_args("errands"),
        Index("uq_errands_name", "name", unique=True),
    )

    name: Mapped[str]


Errand.metadata.remove(Errand.__table__)  # no service has it: other tests compare the metadata


class Clock:
    """A clock that a test moves."""

    def __init__(self):
        self.time = datetime(2026, 1, 5, 8, tzinfo=UTC)

    def now(self):
        return self.time

    def passes(self, **time):
        self.time += timedelta(**time)


MINUTE = timedelta(minutes=1)
TERMS = Terms(backoff=Backoff((MINUTE, 5 * MINUTE), jitter=0.5), lease=MINUTE, batch=4)
ERRANDS = WorkTable("errands", Errand, TERMS)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="module")
def service_database(stand):
    with stand.database("requests") as database:
        yield database


@pytest.fixture(scope="module")
async def database(service_database):
    engine = create_async_engine(service_database.owner_url)
    async with engine.begin() as connection:
        await connection.run_sync(Errand.__table__.create)
    await engine.dispose()
    database = Database(service_database.app_url, application_name="test", pool_size=16)
    yield database
    await database.dispose()


@pytest.fixture(autouse=True)
async def empty(database):
    yield
    async with database.unit_of_work() as session:
        await session.execute(text("DELETE FROM errands"))


class Desk:
    """The errands in a transaction of each call."""

    def __init__(self, database, clock):
        self.database, self.clock = database, clock

    async def add(self, *names, **values):
        async with self.database.unit_of_work() as session:
            await ERRANDS.due(session, self.clock).add(*({"name": n, **values} for n in names))

    async def call(self, what, *arguments, **options):
        async with self.database.unit_of_work() as session:
            return await getattr(ERRANDS.due(session, self.clock), what)(*arguments, **options)

    async def one(self, name):
        async with self.database.read_session() as session:
            statement = Errand.__table__.select().where(Errand.name == name)
            return (await session.execute(statement)).one()

    async def states(self):
        async with self.database.read_session() as session:
            rows = await session.execute(Errand.__table__.select().order_by(Errand.name))
            return [(row.name, row.state.value, row.attempts) for row in rows]


@pytest.fixture
def desk(database, clock):
    return Desk(database, clock)
