"""The doorbell over a real Valkey: a ring runs a loop at once, and a lost queue only delays."""

import asyncio
import gc
import signal
import warnings

import pytest
from redis.asyncio import Redis

from gongkai.contracts import Service
from gongkai.queue import Doorbell, Loop, WorkerShell

SECONDS = 10


class Counted:
    """A loop that nothing but a ring runs a second time within the test."""

    def __init__(self):
        self.runs = 0
        self.ran = asyncio.Event()

    async def run(self):
        self.runs += 1
        self.ran.set()

    async def next_run(self):
        await asyncio.wait_for(self.ran.wait(), SECONDS)
        self.ran.clear()


@pytest.fixture
async def shell(stand):
    counted = Counted()
    shell = WorkerShell(Service.NOTIFIER, stand.valkey.url, [Loop("count", 3600, counted.run)])
    task = asyncio.create_task(shell.run())
    await counted.next_run()
    yield counted
    shell.stop()
    await asyncio.wait_for(task, SECONDS)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(number)


async def test_a_ring_runs_the_loop_again_each_time(stand, shell):
    bell = Doorbell(stand.valkey.url)
    for _ in range(3):
        await bell.ring("notifier", "count")
        await shell.next_run()
    await bell.close()
    assert shell.runs == 4


async def test_a_ring_for_another_service_wakes_nobody_here(stand, shell):
    bell = Doorbell(stand.valkey.url)
    await bell.ring("requests", "count")
    await bell.ring("notifier", "unknown")
    await bell.ring("notifier", "count")
    await shell.next_run()
    await bell.close()
    assert shell.runs == 2


async def test_a_ring_that_fails_loses_no_connection_that_another_is_opening(stand, monkeypatch):
    connect, may_go_on, waits = asyncio.open_connection, asyncio.Event(), iter([])

    async def slowly_at_first(*args, **kwargs):
        is_slow = next(waits, False)
        opened = await connect(*args, **kwargs)
        if is_slow:
            await may_go_on.wait()
        return opened

    monkeypatch.setattr(asyncio, "open_connection", slowly_at_first)
    async with Redis.from_url(stand.valkey.url) as valkey:
        await valkey.ping()
        waits = iter([True])
        await valkey.set("gongkai:catalog", "no queue, so that this ring is refused")
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            bell = Doorbell(stand.valkey.url)
            slow = asyncio.create_task(bell.ring("requests", "count"))
            await asyncio.sleep(0)
            await bell.ring("catalog", "count")
            may_go_on.set()
            await slow
            await bell.close()
            del bell, slow
            gc.collect()
        await valkey.delete("gongkai:catalog")
    assert [str(each.message) for each in warned if each.category is ResourceWarning] == []
