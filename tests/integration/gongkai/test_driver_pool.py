"""The driver's own connections: used again, given up, and waited for only so long."""

import asyncio

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy import Float, Integer, bindparam, func, literal, select

from gongkai.db.driver import Compiled, DriverPool
from gongkai.http.operational import is_operational

PID = Compiled(select(func.pg_backend_pid()))
ZERO = Compiled(select(literal(1) / bindparam("by", type_=Integer)))
SLEEP = Compiled(select(func.pg_sleep(bindparam("seconds", type_=Float))))


@pytest_asyncio.fixture(loop_scope="session")
async def pool(stand):
    with stand.database("requests") as database:
        pool = DriverPool(database.app_url, size=1, timeout=0.2, options={})
        yield pool
        await pool.close()


async def pid(pool):
    ((found,),) = await pool.fetch(PID, {})
    return found


async def test_a_connection_is_used_again_after_an_answer_and_after_a_refusal(pool):
    first = await pid(pool)
    with pytest.raises(asyncpg.DivisionByZeroError):
        await pool.fetch(ZERO, {"by": 0})
    assert await pid(pool) == first


async def test_who_waits_too_long_is_told_and_the_next_one_is_served(pool):
    held = asyncio.create_task(pool.fetch(SLEEP, {"seconds": 30.0}))
    await asyncio.sleep(0)
    with pytest.raises(TimeoutError):
        await pool.fetch(PID, {})
    held.cancel()
    await asyncio.gather(held, return_exceptions=True)
    assert await pid(pool)


async def test_a_connection_whose_statement_was_given_up_is_not_used_again(pool):
    first = await pid(pool)
    given_up = asyncio.create_task(pool.fetch(SLEEP, {"seconds": 30.0}))
    await asyncio.sleep(0)
    with pytest.raises(TimeoutError):
        await pool.fetch(PID, {})
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    assert await pid(pool) != first


async def test_a_goodbye_that_came_a_moment_ago_is_a_fault_of_operation(pool):
    """As a server says it that crashes: the end of the connection is seen a moment later."""
    first = await pid(pool)
    (connection,) = pool._idle
    said = b"SFATAL\0C57P02\0Mterminating connection\0\0"
    connection._protocol.data_received(b"E" + (len(said) + 4).to_bytes(4) + said)
    with pytest.raises(asyncpg.InternalClientError) as raised:
        await pool.fetch(PID, {})
    assert is_operational(raised.value)
    assert await pid(pool) != first


async def test_who_is_cancelled_as_the_place_comes_passes_it_on(pool):
    under_way = asyncio.create_task(pool.fetch(SLEEP, {"seconds": 0.01}))
    await asyncio.sleep(0)
    waiting = asyncio.create_task(pool.fetch(PID, {}))
    under_way.add_done_callback(lambda _: waiting.cancel())
    await asyncio.gather(under_way, waiting, return_exceptions=True)
    assert await pid(pool)


async def test_what_is_in_use_while_the_pool_closes_ends_with_its_statement(pool):
    under_way = asyncio.create_task(pool.fetch(SLEEP, {"seconds": 0.1}))
    await asyncio.sleep(0)
    await pool.close()
    assert len(await under_way) == 1
    assert pool._idle == []
