"""Long tables become jobs: real progress, cancelled between batches, resumed without doubling."""

import uuid
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gongkai.auth.principal import Permission, Role
from gongkai.files.models import StoredFile
from gongkai.jobs.running import JobRun, run_jobs
from gongkai.jobs.worker import ROW_KEPT, forget_jobs
from gongkai.time import PlatformClock
from requests_api.imports.job_service import KIND, import_kind
from requests_api.imports.router import AT_ONCE
from requests_api.imports.service import BATCH
from requests_api.matters.models import Matter
from tests.case_tables import as_csv, closed, row

GOOD = 2 * BATCH + 30
"""Rows that become cases; the others are broken, so that the table is long and quickly judged."""


class Killed(BaseException):
    """The end of a worker's process."""


def table(year):
    good = [closed(f"测依申〔{year}〕{n}号") for n in range(1, GOOD + 1)]
    return as_csv(*good, *([row(arrived_on="x")] * (AT_ONCE + 1 - GOOD)))


@pytest.fixture
def start(client, headers):
    """Bring a long table; the answer."""

    async def bring(content, *, caller=None, key=None, **params):
        return await client.post(
            "/requests/v1/cases:import",
            params={"filename": "a.csv", **params},
            content=content,
            headers={
                "Content-Type": "text/csv",
                "Idempotency-Key": key or str(uuid.uuid4()),
                **(caller or headers(Role.HEAD)),
            },
        )

    return bring


@pytest.fixture
def job(client, headers):
    """A call on a job."""

    async def ask(location, method="GET", *, caller=None):
        return await client.request(method, location, headers=caller or headers(Role.HEAD))

    return ask


@pytest.fixture
def work(app, office):
    """Have a worker work off what is due, so much later; ``change`` makes another run of a run."""

    async def off(*, minutes=0, change=lambda run: run, turn_seconds=60.0):
        do = import_kind(office, app.state.files).work
        clock = PlatformClock(office.clock.offset + timedelta(minutes=minutes))
        kinds = {KIND: lambda run: do(change(run))}
        return await run_jobs(office.database, clock, kinds, turn_seconds=turn_seconds)

    return off


async def made(office, year):
    async with office.database.read_session() as session:
        statement = select(func.count()).where(Matter.number.like(f"测依申〔{year}〕%"))
        return await session.scalar(statement)


def after_step(number, then):
    """A run in which ``then`` happens at the end of that step, before it is committed."""

    class Stopped(JobRun):
        @asynccontextmanager
        async def step(self):
            async with super().step() as step:
                yield step
                self.steps += 1
                if self.steps == number:
                    await then()

        steps = 0

    def change(run):
        return Stopped(run.database, run.clock, run.claim, run.progress, run.turn_seconds)

    return change


async def test_a_long_table_is_a_job_of_its_owner(start, job, work, office, app, headers, organs):
    key = str(uuid.uuid4())
    answer = await start(table(1999), key=key)
    assert answer.status_code == 202, answer.text
    location = answer.headers["location"]
    assert location == f"/requests/v1/jobs/{answer.json()['id']}"
    assert (answer.json()["state"], answer.json()["progress"]) == (
        "queued",
        {"done": 0, "of": AT_ONCE + 1},
    )
    again = await start(table(1999), key=key)
    assert (again.status_code, again.headers["location"]) == (202, location)
    strangers = {
        "subject": headers(Role.HEAD, subject="another"),
        "organ": headers(Role.HEAD, organs.other),
        "machine": headers.machine(organs.own, Permission.BACKLOG_IMPORT),
    }
    for who, caller in strangers.items():
        for method in ("GET", "DELETE"):
            refused = await job(location, method, caller=caller)
            assert (refused.status_code, refused.json()["code"]) == (404, "job_not_found"), who

    assert await made(office, 1999) == 0
    await work()
    done = (await job(location)).json()
    assert (done["state"], done["progress"]["done"]) == ("done", AT_ONCE + 1)
    result = done["result"]
    assert (result["rows"], result["created"]) == (AT_ONCE + 1, GOOD)
    assert (result["refused_count"], len(result["refused"])) == (AT_ONCE + 1 - GOOD, 1000)
    assert result["numbers"] == [{"year": 1999, "last_serial": GOOD, "gaps": []}]
    assert await made(office, 1999) == GOOD
    content = await job(f"{location}/content")
    assert content.json()["code"] == "job_has_no_file"
    assert (await job(location, "DELETE")).json()["state"] == "done"

    files = await _files(office)
    await forget_jobs(office.database, office.clock, app.state.files)
    assert await _files(office) < files, "its table is gone, with those of earlier jobs"
    later = PlatformClock(office.clock.offset + ROW_KEPT + timedelta(hours=1))
    await forget_jobs(office.database, later, app.state.files)
    assert (await job(location)).status_code == 404


async def _files(office):
    async with office.database.read_session() as session:
        return await session.scalar(select(func.count()).select_from(StoredFile))


async def test_a_worker_that_dies_in_the_middle_doubles_nothing(start, job, work, office):
    location = (await start(table(1998))).headers["location"]

    async def die():
        raise Killed

    with pytest.raises(Killed):
        await work(change=after_step(2, die))
    assert await made(office, 1998) == BATCH
    running = (await job(location)).json()
    assert (running["state"], running["progress"]["done"]) == ("running", BATCH)
    assert await work() == 0  # its lease holds
    assert await work(minutes=4) == 1
    done = (await job(location)).json()
    assert (done["state"], done["result"]["created"]) == ("done", GOOD)
    assert await made(office, 1998) == GOOD


async def test_what_was_cancelled_ends_before_its_next_batch(start, job, work, office):
    location = (await start(table(1997))).headers["location"]
    turns = []

    def change(run):
        turns.append(run)
        return run

    await work(change=change, turn_seconds=0)  # a turn for each batch, others' in between
    assert len(turns) > 1
    assert len({run.claim.lease for run in turns}) == len(turns)
    await work()
    done = (await job(location)).json()
    assert (done["state"], done["result"]["created"]) == ("done", GOOD)
    assert await made(office, 1997) == GOOD

    location = (await start(table(1996))).headers["location"]

    class Once(JobRun):
        def breathe(self):
            raise Killed

    def one_batch(run):
        return Once(run.database, run.clock, run.claim, run.progress, run.turn_seconds)

    with pytest.raises(Killed):
        await work(change=one_batch)
    cancelled = (await job(location, "DELETE")).json()
    assert (cancelled["state"], cancelled["progress"]["done"]) == ("cancelled", BATCH)
    assert cancelled["result"]["created"] == BATCH
    await work(minutes=4)
    assert await made(office, 1996) == BATCH
    assert (await job(location)).json()["state"] == "cancelled"


async def test_cancelled_while_a_batch_is_written_ends_after_it(start, job, work, office):
    location = (await start(table(1995))).headers["location"]

    class Asked(JobRun):
        def breathe(self):
            raise Killed

    def change(run):
        return Asked(run.database, run.clock, run.claim, run.progress, run.turn_seconds)

    with pytest.raises(Killed):
        await work(change=change)
    cancelled = {}

    def cancel_at_once(run):
        class Cancelled(JobRun):
            @asynccontextmanager
            async def step(self):
                cancelled.update((await job(location, "DELETE")).json())
                async with super().step() as step:
                    yield step

        return Cancelled(run.database, run.clock, run.claim, run.progress, run.turn_seconds)

    await work(minutes=4, change=cancel_at_once)
    assert cancelled["state"] == "cancelled"
    assert await made(office, 1995) == BATCH


async def test_a_trial_of_a_long_table_changes_nothing(start, job, work, office):
    location = (await start(table(1994), dry_run="true")).headers["location"]
    await work()
    done = (await job(location)).json()
    assert (done["state"], done["result"]["created"], done["result"]["dry_run"]) == (
        "done",
        GOOD,
        True,
    )
    assert done["result"]["numbers"] == [{"year": 1994, "last_serial": GOOD, "gaps": []}]
    assert await made(office, 1994) == 0
