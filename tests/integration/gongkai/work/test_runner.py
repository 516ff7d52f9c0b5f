"""Working off: done outside or inside of a transaction, recorded, one failure keeping no other."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from gongkai.errors import Unavailable
from gongkai.work import (
    Terms,
    WorkFailed,
    WorkObsolete,
    WorkTable,
    work_off,
    work_off_inside,
    work_off_together,
)
from tests.integration.gongkai.work.conftest import ERRANDS, MINUTE, TERMS, Errand


async def test_everything_that_is_due_is_done_once_by_several_workers(database, desk, clock):
    names = [f"{number:02}" for number in range(25)]
    await desk.add(*names)
    done = []

    async def do(claim):
        done.append(claim.row.name)
        return {"result": {"name": claim.row.name}}

    worked = await asyncio.gather(*(work_off(database, clock, ERRANDS, do) for _ in range(3)))
    assert (sorted(done), sum(worked)) == (names, 25)
    assert {(state, attempts) for _, state, attempts in await desk.states()} == {("done", 1)}
    assert (await desk.one("07")).result == {"name": "07"}


async def test_nothing_is_open_while_work_is_done_outside(database, desk, clock):
    await desk.add("a")
    open_ones = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'test' AND state LIKE 'idle in transaction%'"
    )

    async def do(_claim):
        async with database.read_session() as session:
            assert await session.scalar(open_ones) == 0

    assert await work_off(database, clock, ERRANDS, do) == 1
    assert await desk.states() == [("a", "done", 1)]


async def test_each_failure_is_told_by_its_code_and_keeps_no_other(database, desk, clock):
    failures = {
        "bad": WorkFailed("refused"),
        "defect": ZeroDivisionError("of this row"),
        "final": WorkFailed("unknown_address", is_final=True),
        "gone": WorkObsolete("no_address"),
        "net": Unavailable(),
    }
    await desk.add(*failures, "good")

    async def do(claim):
        if failure := failures.get(claim.row.name):
            raise failure

    assert await work_off(database, clock, ERRANDS, do) == 6
    told = {
        name: (state, (await desk.one(name)).last_error) for name, state, _ in await desk.states()
    }
    assert told == {
        "bad": ("pending", "refused"),
        "defect": ("pending", "defect"),
        "final": ("dead", "unknown_address"),
        "gone": ("withdrawn", "no_address"),
        "good": ("done", None),
        "net": ("pending", "unavailable"),
    }


async def test_work_that_takes_longer_than_its_lease_is_stopped(database, desk, clock):
    short = WorkTable("errands", Errand, Terms(backoff=TERMS.backoff, lease=MINUTE / 1200))
    await desk.add("a")

    async def do(_claim):
        await asyncio.Event().wait()

    await work_off(database, clock, short, do)
    row = await desk.one("a")
    assert (row.state, row.last_error) == ("pending", "timeout")


async def test_a_run_without_time_left_begins_no_further_batch(database, desk, clock):
    await desk.add(*"abcdefgh")

    async def do(_claim):
        return None

    assert await work_off(database, clock, ERRANDS, do, seconds=0) == TERMS.batch
    assert await work_off(database, clock, ERRANDS, do) == 4


async def test_work_inside_is_done_and_recorded_in_one_transaction(database, desk, clock):
    await desk.add("a", "bad", "gone")
    failures = {"bad": ZeroDivisionError(), "gone": WorkObsolete("case_closed")}

    async def do(session, row):
        values = {"name": f"made of {row.name}", "id": row.id.hex, "now": clock.now()}
        await session.execute(
            text(
                "INSERT INTO errands (id, name, due_at, created_at, state)"
                " VALUES (gen_random_uuid(), :name, :now, :now, 'discarded')"
            ),
            {key: values[key] for key in ("name", "now")},
        )
        if failure := failures.get(row.name):
            raise failure

    assert await work_off_inside(database, clock, ERRANDS, do) == 3
    assert await desk.states() == [
        ("a", "done", 1),
        ("bad", "pending", 1),
        ("gone", "withdrawn", 1),
        ("made of a", "discarded", 0),
    ]


async def test_work_inside_whose_lease_was_lost_is_left_to_the_other_worker(database, desk, clock):
    await desk.add("a", "b")
    done = []

    async def do(_session, row):
        done.append(row.name)
        if row.name == "a":
            clock.passes(minutes=1)
            assert len(await desk.call("claim")) == 1  # another worker takes b; a is locked

    await work_off_inside(database, clock, ERRANDS, do)
    assert done == ["a"]
    assert await desk.states() == [("a", "done", 1), ("b", "pending", 2)]


async def test_an_operational_fault_inside_is_raised_and_the_row_free_after_its_lease(
    database, desk, clock
):
    await desk.add("a")

    async def do(_session, _row):
        raise OperationalError("connection lost", None, Exception())

    with pytest.raises(OperationalError):
        await work_off_inside(database, clock, ERRANDS, do)
    clock.passes(minutes=1)
    (claim,) = await desk.call("claim")
    assert claim.attempts == 2


async def test_a_batch_is_done_in_one_transaction(database, desk, clock):
    await desk.add("a", "b", "c")
    seen = []

    async def do(session, rows):
        xid = await session.scalar(text("SELECT pg_current_xact_id()::text"))
        seen.append((xid, [row.name for row in rows]))

    assert await work_off_together(database, clock, ERRANDS, do) == 3
    ((_, names),) = seen
    assert sorted(names) == ["a", "b", "c"]
    assert {state for _, state, _ in await desk.states()} == {"done"}


async def test_of_a_batch_that_fails_only_what_is_at_fault_has_failed(database, desk, clock):
    await desk.add("a", "bad", "c", "gone")
    failures = {"bad": ZeroDivisionError(), "gone": WorkObsolete("case_closed")}
    done = []

    async def do(_session, rows):
        for row in rows:
            if failure := failures.get(row.name):
                raise failure
        done.append([row.name for row in rows])

    await work_off_together(database, clock, ERRANDS, do)
    assert sorted(done) == [["a"], ["c"]]
    assert await desk.states() == [
        ("a", "done", 1),
        ("bad", "pending", 1),
        ("c", "done", 1),
        ("gone", "withdrawn", 1),
    ]


async def test_what_a_batch_has_lost_or_was_withdrawn_is_not_done_with_it(database, desk, clock):
    await desk.add("a", "b")
    claims = await desk.call("claim")
    (lost,) = [claim for claim in claims if claim.row.name == "a"]
    await desk.call("withdraw", Errand.name == "b")
    clock.passes(minutes=1)
    await desk.add("c")
    done = []

    async def do(_session, rows):
        done.extend(row.name for row in rows)

    await work_off_together(database, clock, ERRANDS, do)
    assert sorted(done) == ["a", "c"]
    assert not await desk.call("finish", lost)
    assert ("b", "withdrawn", 1) in await desk.states()


async def test_an_operational_fault_of_a_batch_is_raised_and_counts_once(database, desk, clock):
    await desk.add("a", "b")

    async def do(_session, _rows):
        raise OperationalError("connection lost", None, Exception())

    with pytest.raises(OperationalError):
        await work_off_together(database, clock, ERRANDS, do)
    assert await desk.states() == [("a", "pending", 1), ("b", "pending", 1)]
