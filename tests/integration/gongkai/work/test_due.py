"""Rows of due work on real PostgreSQL: each claimed once, none lost, nothing recorded twice."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from gongkai.db import new_id
from gongkai.work import Backoff
from tests.integration.gongkai.work.conftest import ERRANDS, MINUTE, TERMS, Errand


async def test_concurrent_claimers_get_each_row_once(desk):
    names = [f"{number:02}" for number in range(30)]
    await desk.add(*names)
    batches = await asyncio.gather(*(desk.call("claim") for _ in range(12)))
    claimed = [claim.row.name for batch in batches for claim in batch]
    while more := await desk.call("claim"):
        claimed += [claim.row.name for claim in more]
    assert sorted(claimed) == names
    assert all(len(batch) <= TERMS.batch for batch in batches)


async def test_what_is_not_due_yet_waits_and_the_oldest_goes_first(desk, clock):
    await desk.add("later", due_at=clock.now() + MINUTE)
    await desk.add("old", due_at=clock.now() - MINUTE)
    await desk.add("new")
    assert [claim.row.name for claim in await desk.call("claim")] == ["old", "new"]
    clock.passes(seconds=59)
    assert await desk.call("claim") == []
    clock.passes(seconds=1)
    assert {claim.row.name for claim in await desk.call("claim")} == {"later", "old", "new"}


async def test_work_that_exists_by_its_key_is_not_added_again(desk):
    await desk.add("a")
    (claim,) = await desk.call("claim")
    await desk.call("finish", claim)
    await desk.add("a", "b")
    assert await desk.states() == [("a", "done", 1), ("b", "pending", 0)]


async def test_a_worker_that_never_comes_back_loses_the_row_after_the_lease(desk, clock):
    await desk.add("a")
    (crashed,) = await desk.call("claim")
    clock.passes(seconds=59)
    assert await desk.call("claim") == []
    clock.passes(seconds=1)
    (taken,) = await desk.call("claim")
    assert (crashed.attempts, taken.attempts) == (1, 2)


@pytest.mark.parametrize("outcome", ["finish", "fail", "drop", "report", "hold"])
async def test_a_result_with_a_lost_lease_is_not_recorded(desk, clock, outcome):
    await desk.add("a")
    (slow,) = await desk.call("claim")
    clock.passes(minutes=1)
    (quick,) = await desk.call("claim")
    before = await desk.one("a")
    more = {"fail": ["code"], "drop": ["code"], "report": [{"done": 1}]}.get(outcome, [])
    assert not await desk.call(outcome, slow, *more)
    assert await desk.one("a") == before
    assert await desk.call("finish", quick)
    assert await desk.states() == [("a", "done", 2)]


async def test_what_fails_is_tried_again_after_its_pause_and_given_up_at_last(desk, clock):
    await desk.add("a")
    for attempt, pause in enumerate(TERMS.backoff.pauses, start=1):
        (claim,) = await desk.call("claim")
        assert await desk.call("fail", claim, "refused")
        row = await desk.one("a")
        assert (row.attempts, row.last_error, row.lease) == (attempt, "refused", None)
        assert pause <= row.due_at - clock.now() <= 1.5 * pause
        clock.time = row.due_at - timedelta(milliseconds=1)
        assert await desk.call("claim") == []
        clock.time = row.due_at
    (claim,) = await desk.call("claim")
    await desk.call("fail", claim, "refused")
    row = await desk.one("a")
    assert (row.state, row.attempts, row.closed_at) == ("dead", 3, clock.now())
    clock.passes(days=1)
    assert await desk.call("claim") == []


async def test_a_given_random_source_makes_the_pause_repeatable(database, desk, clock):
    await desk.add("a")
    (claim,) = await desk.call("claim")
    async with database.unit_of_work() as session:
        await ERRANDS.due(session, clock, Random(3)).fail(claim, "refused")
    expected = TERMS.backoff.next_attempt(1, clock.now(), Random(3))
    assert (await desk.one("a")).due_at == expected


async def test_a_final_failure_is_given_up_at_once(desk):
    await desk.add("a")
    (claim,) = await desk.call("claim")
    await desk.call("fail", claim, "refused", is_final=True)
    assert await desk.states() == [("a", "dead", 1)]


async def test_what_was_abandoned_at_its_last_attempt_is_given_up(desk, clock):
    await desk.add("a")
    for _ in range(TERMS.backoff.max_attempts):
        assert len(await desk.call("claim")) == 1
        clock.passes(minutes=1)
    assert await desk.call("claim") == []
    row = await desk.one("a")
    assert (row.state, row.last_error, row.lease) == ("dead", "worker_lost", None)


async def test_the_last_failure_is_kept_where_the_last_worker_was_lost(desk, clock):
    await desk.add("a")
    (claim,) = await desk.call("claim")
    await desk.call("fail", claim, "refused")
    for _ in range(TERMS.backoff.max_attempts):
        clock.passes(hours=1)
        await desk.call("claim")
    row = await desk.one("a")
    assert (row.state, row.last_error) == ("dead", "refused")


async def test_a_release_with_fewer_attempts_gives_up_what_had_more(database, desk, clock):
    await desk.add("a")
    (claim,) = await desk.call("claim")
    await desk.call("fail", claim, "refused")
    clock.passes(hours=1)
    fewer = type(TERMS)(backoff=Backoff(()), lease=TERMS.lease, batch=TERMS.batch)
    async with database.unit_of_work() as session:
        assert await type(ERRANDS)("errands", Errand, fewer).due(session, clock).claim() == []
    assert await desk.states() == [("a", "dead", 1)]


async def test_dead_work_is_redriven_with_all_its_attempts_or_discarded_once(desk, clock):
    await desk.add("a", "b")
    for claim in await desk.call("claim"):
        await desk.call("fail", claim, "refused", is_final=True)
    assert await desk.call("count_dead") == 2
    first, second = await desk.call("dead")
    clock.passes(days=1)
    redriven = await desk.call("redrive", first.id)
    assert (redriven.state, redriven.attempts, redriven.due_at) == ("pending", 0, clock.now())
    assert (await desk.call("discard", second.id)).state == "discarded"
    for work_id in (first.id, second.id, new_id()):
        assert await desk.call("redrive", work_id) is None
        assert await desk.call("discard", work_id) is None
    (claim,) = await desk.call("claim")
    assert (claim.id, claim.attempts) == (first.id, 1)
    assert await desk.call("count_dead") == 0


async def test_withdrawn_work_is_not_done_but_what_was_done_meanwhile_is_recorded(desk):
    await desk.add("dead", "done", "failed", "never")
    claims = {claim.row.name: claim for claim in await desk.call("claim")}
    await desk.call("fail", claims["dead"], "refused", is_final=True)
    await desk.call("withdraw", Errand.name != "other")
    assert await desk.call("finish", claims["done"])
    assert not await desk.call("fail", claims["failed"], "refused")
    assert await desk.call("hold", claims["never"]) == []
    assert {name: state for name, state, _ in await desk.states()} == {
        "dead": "withdrawn",
        "done": "done",
        "failed": "withdrawn",
        "never": "withdrawn",
    }


async def test_only_what_the_criteria_name_is_withdrawn(desk):
    await desk.add("a", "b")
    await desk.call("withdraw", Errand.name == "a")
    assert [state for _, state, _ in await desk.states()] == ["withdrawn", "pending"]


async def test_who_reports_keeps_the_row_beyond_the_first_lease(desk, clock):
    await desk.add("a")
    (claim,) = await desk.call("claim")
    clock.passes(seconds=50)
    assert await desk.call("report", claim, {"done": 1, "of": 2})
    clock.passes(seconds=50)
    assert await desk.call("claim") == []
    assert await desk.call("finish", claim, result={"rows": 2})
    row = await desk.one("a")
    assert (row.progress, row.result) == ({"done": 1, "of": 2}, {"rows": 2})


async def test_the_oldest_due_work_is_measured(desk, clock):
    assert await desk.call("oldest_due") is None
    await desk.add("later", due_at=clock.now() + MINUTE)
    assert await desk.call("oldest_due") is None
    await desk.add("now")
    assert await desk.call("oldest_due") == clock.now()


async def test_the_search_for_due_work_uses_its_partial_index_however_often_it_is_asked(
    database, desk, clock
):
    await desk.add("a")
    async with database.unit_of_work() as session:
        await session.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        before = await _scans(session)
        for _ in range(8):
            await ERRANDS.due(session, clock).oldest_due()
        assert await _scans(session) > before


async def _scans(session):
    await session.execute(text("SELECT pg_stat_force_next_flush()"))
    return await session.scalar(
        text("SELECT pg_stat_get_xact_numscans('ix_errands_due'::regclass)")
    )


async def test_a_part_of_a_table_knows_its_own_rows_only(database, desk, clock):
    await desk.add("a", "b", "c")
    part = replace(ERRANDS, only=(Errand.name == "b",))
    async with database.unit_of_work() as session:
        due = part.due(session, clock)
        (claim,) = await due.claim()
        assert claim.row.name == "b"
        assert await due.fail(claim, "refused", is_final=True)
        assert [row.name for row in await due.dead()] == ["b"]
        assert (await due.count_dead(), await due.oldest_due()) == (1, None)
    assert [state for _, state, _ in await desk.states()] == ["pending", "dead", "pending"]
