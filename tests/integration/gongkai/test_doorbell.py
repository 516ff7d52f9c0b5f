"""The doorbell over a real Valkey: a ring runs a loop at once, and a lost queue only delays."""

import asyncio
import signal

import pytest

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
