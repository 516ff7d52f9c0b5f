"""Readiness on a real database: it answers, and it is at the revision that the code expects."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.datastructures import State

from gongkai.db import Database
from gongkai.http.health import database_check, migrations_check


@pytest.fixture
def database(stand):
    with stand.database("requests") as database:
        yield database


@pytest.fixture
async def state(database):
    held = Database(database.app_url, application_name="tests")
    yield State({"database": held})
    await held.dispose()


async def test_a_database_is_ready_for_the_code_of_its_revision_and_for_older_code_only(state):
    await database_check().probe(state)
    async with state.database.read_session() as session:
        found = await session.scalar(text("SELECT version_num FROM alembic_version"))
    await migrations_check(found).probe(state)
    await migrations_check("202611010000").probe(state)
    with pytest.raises(LookupError, match=f"database is at {found}, code needs 209901010000"):
        await migrations_check("209901010000").probe(state)


async def test_a_database_without_a_revision_is_not_ready(database, state):
    engine = create_async_engine(database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text("DELETE FROM alembic_version"))
    await engine.dispose()
    with pytest.raises(LookupError, match="database is at None"):
        await migrations_check("202611010000").probe(state)


async def test_a_database_that_is_not_there_is_not_ready():
    absent = Database("postgresql+asyncpg://a:b@127.0.0.1:1/x", application_name="tests")
    with pytest.raises((OSError, OperationalError, InterfaceError)):
        await database_check().probe(State({"database": absent}))
    await absent.dispose()
