"""The worker as a real process: killed in the middle of a mail, stopped in order; the commands."""

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest
from sqlalchemy import select, update

from gongkai.contracts import RequestsDeadlineCleared, RequestsDeadlineSet
from gongkai.db import Database
from gongkai.feed import Publication, publish
from gongkai.feed.incoming import DeadLetter, FeedCursor
from gongkai.testing.servers import free_port
from gongkai.testing.stand import variables
from gongkai.time import PlatformClock
from gongkai.work import WorkState
from notifier.cli import main
from notifier.deliveries.models import TERMS
from notifier.messages.models import Notification
from notifier.settings import get_settings
from tests.integration.notifier.postbox import REFUSED
from tests.waiting import until_async

SECONDS = 30
NOBODY_ANSWERS = {"GONGKAI_REQUESTS_URL": "http://127.0.0.1:9", "GONGKAI_FEED_POLL_SECONDS": "0.1"}


@contextmanager
def worker(environment, postbox, *, offset=0, **more):
    process = subprocess.Popen(
        [sys.executable, "-m", "notifier.worker"],
        env={
            **os.environ,
            **environment,
            **NOBODY_ANSWERS,
            "GONGKAI_SMTP_PORT": str(postbox.port),
            "GONGKAI_CLOCK_OFFSET_SECONDS": str(offset),
            **more,
        },
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
async def announced(office):
    """A deadline of the real present whose announcement nobody has sent yet."""
    office.clock = PlatformClock()
    await office.hire("li", "clerk")
    await office.set("2099-12-31")
    return office


async def test_a_worker_killed_while_it_sends_loses_nothing(announced, environment, postbox):
    postbox.release.clear()
    with worker(environment, postbox) as first:
        await asyncio.wait_for(postbox.arrived.wait(), SECONDS)
        first.kill()
    postbox.release.set()
    (delivery,) = await announced.mails()
    assert delivery.state == "pending"

    async def is_sent():
        return (await announced.mails())[0].state == WorkState.DONE

    with worker(environment, postbox, offset=int(TERMS.lease.total_seconds()) + 1) as second:
        await until_async(is_sent)
        second.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(second.wait, SECONDS) == 0
    assert await announced.told() == [("set", "li")]
    assert {mail["Message-ID"] for mail in postbox.messages} == {f"<{delivery.id}@gongkai.example>"}
    assert (await announced.mails())[0].attempts == 2


async def test_two_workers_started_together_send_each_mail_once(announced, environment, postbox):
    for n in range(20):
        await announced.hire(f"clerk{n}", "clerk")

    async def are_sent():
        mails = await announced.mails()
        return bool(mails) and all(m.state == WorkState.DONE for m in mails)

    with worker(environment, postbox), worker(environment, postbox):
        await until_async(are_sent)
    assert len(await announced.rows(Notification)) == 21
    ids = [mail["Message-ID"] for mail in postbox.messages]
    assert len(ids) == len(set(ids)) == 21


@pytest.fixture
def requests_api(stand):
    """The API that the worker asks, and its database."""
    port = free_port()
    with stand.database("requests") as database:
        command = [sys.executable, "-m", "uvicorn", "requests_api.app:create_app", "--factory"]
        process = subprocess.Popen(
            [*command, "--port", str(port), "--no-access-log"],
            env={**os.environ, **stand.environment(database)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield f"http://127.0.0.1:{port}", database
        finally:
            process.kill()
            process.wait()


async def test_a_worker_that_was_down_first_hears_what_was_met_meanwhile(
    announced, environment, postbox, requests_api
):
    url, stored = requests_api
    database = Database(stored.app_url, application_name="test", pool_size=2)
    payload = RequestsDeadlineCleared.model_validate(announced.cleared_event().event.data)
    async with database.unit_of_work() as session:
        met = Publication(
            payload=payload,
            entity_id=announced.deadline_id,
            revision=2,
            organ_id=announced.organ_id,
            occurred_at=announced.clock.now(),
        )
        await publish(session, met)
    await database.dispose()

    async def is_met():
        return not (await announced.deadline()).is_open

    # The API starts at the same time, as after a reboot, and does not answer at once.
    more = {"GONGKAI_REQUESTS_URL": url, "GONGKAI_FEED_POLL_SECONDS": "3"}
    with worker(environment, postbox, **more):
        await until_async(is_met)
    assert await announced.told() == []
    assert postbox.messages == []


def typed(environment, *arguments):
    """What a command says and how it ends, as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "notifier.cli", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def command(environment, *arguments):
    """As `typed`, without the seconds in which Python starts: here, in a loop of its own."""
    out, err = io.StringIO(), io.StringIO()
    get_settings.cache_clear()
    with (
        variables(environment),
        redirect_stdout(out),
        redirect_stderr(err),
        ThreadPoolExecutor(1) as thread,
    ):
        code = thread.submit(main, arguments).result()
    get_settings.cache_clear()
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def test_a_command_without_its_database_ends_with_a_sentence(environment):
    nowhere = {
        "GONGKAI_NOTIFIER_DATABASE_URL": f"postgresql+asyncpg://a:b@127.0.0.1:{free_port()}/c"
    }
    for what in ("dead-letters", "deliveries"):
        refused = typed({**environment, **nowhere}, what, "list")
        assert refused.returncode == 1
        assert refused.stderr.startswith("The database does not answer"), refused.stderr
        assert refused.stderr.count("\n") == 1


async def test_dead_mails_are_listed_redriven_and_discarded_by_command(
    announced, environment, postbox
):
    await announced.sweep()
    await announced.sender(postbox.fake(REFUSED)).run()
    listed = typed(environment, "deliveries", "list")
    (line,) = listed.stdout.splitlines()
    found = json.loads(line)
    assert found["last_error"] == "refused_550"
    redriven = command(environment, "deliveries", "redrive", found["id"])
    assert redriven.returncode == 0
    assert json.loads(redriven.stdout) == {"id": found["id"], "state": "pending"}
    assert (await announced.mails())[0].state == "pending"
    again = command(environment, "deliveries", "discard", found["id"])
    assert (again.returncode, again.stderr) == (1, "No such dead work\n")
    await announced.sender(postbox.fake(REFUSED)).run()
    discarded = command(environment, "deliveries", "discard", found["id"])
    assert json.loads(discarded.stdout) == {"id": found["id"], "state": "discarded"}
    assert (await announced.mails())[0].state == "discarded"


async def test_an_event_is_discarded_by_command(announced, environment):
    await bury(announced, announced.cleared_event(2))
    found = json.loads(command(environment, "dead-letters", "list").stdout)
    discarded = command(environment, "dead-letters", "discard", found["id"])
    assert json.loads(discarded.stdout) == {"id": found["id"], "outcome": "discarded"}
    assert command(environment, "dead-letters", "list").stdout == ""


async def bury(office, event, **changes):
    async with office.database.unit_of_work() as session:
        session.add(
            DeadLetter(
                producer="requests",
                event_id=event.event.id,
                type=event.event.type,
                event=event.event.model_dump(mode="json") | changes,
                epoch=event.epoch,
                status="dead",
                attempts=5,
                error="ValueError",
                failed_at=office.clock.now(),
            )
        )


async def test_an_event_that_fails_again_is_told_in_a_sentence(announced, environment):
    await bury(announced, announced.cleared_event(2), data={"deadline_id": "none"})
    before = command(environment, "dead-letters", "list").stdout
    refused = command(environment, "dead-letters", "redrive", json.loads(before)["id"])
    assert (refused.returncode, refused.stdout, refused.stderr) == (
        1,
        "",
        "The event failed again, and its letter stays dead (ValidationError)\n",
    )
    assert command(environment, "dead-letters", "list").stdout == before


async def test_dead_events_are_listed_and_redriven_by_command(announced, environment):
    event = announced.cleared_event(2)
    await bury(announced, event)
    found = json.loads(command(environment, "dead-letters", "list").stdout)
    async with announced.database.unit_of_work() as session:
        session.add(FeedCursor(producer="requests", epoch="epoch-2", is_resyncing=False))
    refused = command(environment, "dead-letters", "redrive", found["id"])
    assert refused.stderr == "The dead letter belongs to a replaced history\n"
    async with announced.database.unit_of_work() as session:
        await session.execute(update(FeedCursor).values(epoch=event.epoch))
    redriven = command(environment, "dead-letters", "redrive", found["id"])
    assert json.loads(redriven.stdout) == {"id": found["id"], "outcome": "applied"}
    assert (await announced.deadline()).state == "cleared"
    assert command(environment, "dead-letters", "list").stdout == ""
    assert command(environment, "dead-letters", "discard", found["id"]).returncode == 1


async def test_a_feed_is_read_again_by_command(announced, environment):
    types = [RequestsDeadlineCleared.TYPE, RequestsDeadlineSet.TYPE]
    async with announced.database.unit_of_work() as session:
        session.add(FeedCursor(producer="requests", is_resyncing=False, handled=types))
    done = command(environment, "feed", "reread", "--type", RequestsDeadlineSet.TYPE)
    assert json.loads(done.stdout) == {"producer": "requests", "reread": [RequestsDeadlineSet.TYPE]}
    async with announced.database.read_session() as session:
        assert await session.scalar(select(FeedCursor.handled)) == [RequestsDeadlineCleared.TYPE]
    assert len(command(environment, "feed", "reread").stdout.splitlines()) == 2
    async with announced.database.read_session() as session:
        assert await session.scalar(select(FeedCursor.handled)) == []
    refused = command(environment, "feed", "reread", "--type", "of.nobody")
    assert (refused.returncode, refused.stderr) == (
        1,
        "This service handles no event of this type\n",
    )
