"""The feed as it is read, on real PostgreSQL: no row lost, none repeated, none too early."""

import asyncio
import random

import pytest
from sqlalchemy import Uuid, literal, select, text

from gongkai.crypto.signing import Signer
from gongkai.db import new_id, ordered
from gongkai.errors import Unavailable
from gongkai.feed import FeedReader, outgoing
from gongkai.feed.outgoing import rebase
from gongkai.http.cursors import CursorGone
from tests.integration.gongkai.feed.conftest import read, tell, told


async def test_sixteen_writers_lose_no_event_and_repeat_no_revision(database, reader):
    writers, steps = 16, 25
    entities = [[new_id() for _ in range(3)] for _ in range(writers)]
    done = asyncio.Event()
    seen = []

    async def write(own, seed):
        dice = random.Random(seed)
        for revision in range(1, steps + 1):
            async with database.unit_of_work() as session:
                for entity_id in own:
                    await tell(session, entity_id, revision)
                    # Transactions of different length: ids are given in another order than commits.
                    await session.execute(text("SELECT pg_sleep(:s)"), {"s": dice.random() / 400})

    async def poll():
        cursor = None
        while True:
            finished = done.is_set()
            page = await read(database, reader, cursor, limit=7)
            seen.extend((event.subject, event.revision) for event in page.items)
            cursor = page.next_cursor
            if finished and not page.has_more:
                return

    polling = asyncio.create_task(poll())
    await asyncio.gather(*(write(own, seed) for seed, own in enumerate(entities)))
    done.set()
    await polling
    assert len(seen) == len(set(seen))
    last = {}
    for subject, revision in seen:
        assert revision > last.get(subject, 0)
        last[subject] = revision
    assert last == {entity_id: steps for own in entities for entity_id in own}


async def test_a_row_is_shown_only_when_nothing_older_is_still_open(database, reader):
    slow, quick = new_id(), new_id()
    async with database.unit_of_work() as session:
        await tell(session, slow, 1)
        async with database.unit_of_work() as other:
            await tell(other, quick, 1)
        early = await read(database, reader)
        assert early.items == []
    page = await read(database, reader, early.next_cursor)
    assert [event.subject for event in page.items] == [slow, quick]


async def test_an_older_or_equal_revision_changes_nothing(database, reader):
    (entity_id,) = await told(database, 5)
    first = await read(database, reader)
    for revision in (4, 5):
        async with database.unit_of_work() as session:
            await tell(session, entity_id, revision, state="late")
    assert (await read(database, reader, first.next_cursor)).items == []
    assert (await read(database, reader)).items[0].data["state"] == "handling"


async def test_the_feed_from_its_start_holds_one_row_per_entity(database, reader):
    entities = await told(database, 1, 1)
    async with database.unit_of_work() as session:
        await tell(session, entities[0], 2)
    page = await read(database, reader)
    assert [(e.subject, e.revision) for e in page.items] == [(entities[1], 1), (entities[0], 2)]


async def test_what_is_rolled_back_is_never_told(database, reader):
    async def fail():
        async with database.unit_of_work() as session:
            await tell(session, new_id(), 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert (await read(database, reader)).items == []


async def test_pages_walk_the_whole_feed_and_filters_narrow_it(database, reader):
    entities = await told(database, *[1] * 7)
    walked, cursor = [], None
    while True:
        page = await read(database, reader, cursor, limit=2)
        walked += [event.subject for event in page.items]
        cursor = page.next_cursor
        if not page.has_more:
            break
    assert walked == entities
    assert (await read(database, reader, cursor)).next_cursor == cursor
    assert (await read(database, reader, streams=["deadlines"])).items == []
    single = await read(database, reader, page.items[-1].cursor)
    assert single.items == []


async def test_whoever_reads_for_some_organs_gets_all_of_theirs_and_nothing_else(
    database, reader, monkeypatch
):
    """Also where theirs lie behind more rows of others than are looked at."""
    monkeypatch.setattr(ordered, "STRETCH", 2)
    ours, others = new_id(), new_id()
    tree = [ours, others, others, ours, others, others, others, ours, others]
    mine = []
    for organ_id in tree:
        entity = new_id()
        mine += [entity] * (organ_id == ours)
        async with database.unit_of_work() as session:
            await tell(session, entity, 1, organ_id=organ_id)
    organs = select(literal(ours, Uuid).label("id")).subquery("organs")
    walked, cursor = [], None
    while True:
        page = await read(database, reader, cursor, limit=1, organs=organs)
        walked += [event.subject for event in page.items]
        cursor = page.next_cursor
        if not page.has_more:
            break
    assert walked == mine
    assert (await read(database, reader, cursor, organs=organs)).items == []
    narrowed = await read(database, reader, streams=["deadlines"], organs=organs)
    assert narrowed.items == []


async def test_a_cursor_of_another_history_is_gone(database, reader, monkeypatch):
    await told(database, 1)
    cursor = (await read(database, reader)).next_cursor
    for forged in (cursor[:-2] + "xx", "nonsense", ""):
        with pytest.raises(CursorGone):
            await read(database, reader, forged)

    async def restored(_session):
        return "another-epoch"

    monkeypatch.setattr(outgoing, "current_epoch", restored)
    with pytest.raises(CursorGone) as gone:
        await read(database, reader, cursor)
    assert gone.value.extensions == {"snapshot": "/requests/v1/changes"}
    page = await read(database, reader)
    assert (len(page.items), page.epoch) == (1, "another-epoch")


async def test_a_cursor_of_another_producer_is_gone_also_in_the_same_cluster(database, reader):
    await told(database, 1)
    catalog = FeedReader(Signer(bytes(32)), source="/catalog/v1")
    cursor = (await read(database, catalog)).next_cursor
    assert (await read(database, catalog, cursor)).items == []
    with pytest.raises(CursorGone):
        await read(database, reader, cursor)


async def test_a_cursor_counts_in_the_streams_that_it_was_read_from(database, reader):
    await told(database, 1, 1)
    some = (await read(database, reader, streams=["deadlines", "cases"])).next_cursor
    again = await read(database, reader, some, streams=["cases", "deadlines", "cases"])
    assert again.items == []
    for streams in (None, ["cases"], ["deadlines"]):
        with pytest.raises(CursorGone):
            await read(database, reader, some, streams=streams)


async def test_rows_of_a_restored_dump_become_readable_again(database, reader):
    entities = await told(database, 1, 1)
    async with database.unit_of_work() as session:
        await session.execute(text("UPDATE feed_entries SET xid = '9000000000'"))
    with pytest.raises(Unavailable):  # an empty page would say that nothing is left
        await read(database, reader)
    async with database.unit_of_work() as session:
        assert await rebase(session) == 2
    assert {event.subject for event in (await read(database, reader)).items} == set(entities)
