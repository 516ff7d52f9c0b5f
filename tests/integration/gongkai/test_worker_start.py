"""A worker that starts before its database, which was restored from a dump."""

import os
import signal
import subprocess
import sys
from uuid import uuid4

import asyncpg
import pytest

from tests.waiting import until_async

FUTURE = "9000000000"


@pytest.fixture
async def restored(stand):
    """A database whose feed has a row of a transaction to come, and a connection beside it."""
    with stand.database("catalog") as database:
        owner = await asyncpg.connect(database.owner_dsn)
        await owner.execute(
            "INSERT INTO feed_entries"
            " (xid, event_id, stream, type, entity_id, revision, data, occurred_at)"
            " VALUES ($1::text::xid8, $2, 'organs', 'x', $2, 1, '{}', now())",
            *(FUTURE, uuid4()),
        )
        await owner.close()
        superuser = await asyncpg.connect(stand.postgres.dsn("postgres"))
        yield database, superuser
        await superuser.close()


@pytest.fixture
def start(stand):
    started = []

    def start(database):
        command = [sys.executable, "-m", "catalog_api.worker"]
        environment = {**os.environ, **stand.environment(database)}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


async def test_a_worker_waits_for_its_database_and_makes_its_feed_readable(restored, start):
    database, superuser = restored
    await superuser.execute(f"ALTER DATABASE {database.name} RENAME TO not_yet_there")
    worker = start(database)
    assert any('"action": "loop.rebase"' in line for line in worker.stdout)
    await superuser.execute(f"ALTER DATABASE not_yet_there RENAME TO {database.name}")

    async def is_readable():
        owner = await asyncpg.connect(database.owner_dsn)
        try:
            ahead = "SELECT count(*) FROM feed_entries WHERE xid = $1::text::xid8"
            return await owner.fetchval(ahead, FUTURE) == 0
        finally:
            await owner.close()

    await until_async(is_readable)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
