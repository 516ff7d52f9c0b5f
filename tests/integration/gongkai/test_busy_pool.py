"""A busy database is not a lost one: readiness does not stand in the queue of the requests."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text
from starlette.datastructures import State

from gongkai.db import Database
from gongkai.http.health import database_check, migrations_check


@pytest.fixture
def database(stand):
    with stand.database("requests") as database:
        yield database


async def test_readiness_is_told_while_every_connection_is_held(database):
    held = Database(database.app_url, application_name="tests", pool_size=2)
    async with AsyncExitStack() as stack:
        for _ in range(2):
            session = await stack.enter_async_context(held.unit_of_work())
            await session.execute(text("SELECT 1"))
        assert held.engine.pool.checkedout() == 2
        state = State({"database": held})
        await asyncio.gather(database_check().probe(state), migrations_check("1").probe(state))
    await held.dispose()
