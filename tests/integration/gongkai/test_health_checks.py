"""Readiness on a real database: it answers, and it is at the revision that the code expects."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.datastructures import State

from gongkai.db import Database
from gongkai.http.health import database_check, migrations_check


@pytest.fixture
async def state(stand):
    with stand.database("requests") as database:
        held = Database(database.app_url, application_name="tests")
        yield State({"database": held})
        await held.dispose()


async def test_a_migrated_database_is_ready_for_its_own_revision_only(state):
    await database_check().probe(state)
    async with state.database.read_session() as session:
        head = await session.scalar(text("SELECT version_num FROM alembic_version"))
    await migrations_check(head).probe(state)
    with pytest.raises(LookupError, match="code expects"):
        await migrations_check("other").probe(state)


async def test_a_database_that_is_not_there_is_not_ready():
    absent = Database("postgresql+asyncpg://a:b@127.0.0.1:1/x", application_name="tests")
    with pytest.raises((OSError, OperationalError, InterfaceError)):
        await database_check().probe(State({"database": absent}))
    await absent.dispose()
