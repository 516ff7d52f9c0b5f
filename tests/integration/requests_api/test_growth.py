"""No list reads more than it shows, however large its table is: its plans, executed, say so."""

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from gongkai.db import Database
from gongkai.db.base import table_of
from gongkai.db.ordered import STRETCH
from gongkai.http.paging import Pager
from requests_api.matters.models import Matter
from requests_api.matters.repository import visible_to
from requests_api.worklist.criteria_repository import conditions
from requests_api.worklist.repository import keyset_of, page_of_matters
from requests_api.worklist.schemas import WorklistQuery
from tests.load.growth.callers import CALLERS, SIGNER, caller
from tests.load.growth.city import OFFICES
from tests.load.growth.measure import seen
from tests.load.growth.requests_data import script
from tests.load.growth.requests_scenes import (
    NARROWED,
    changes,
    counted,
    recomputations,
    reported,
    sweeps,
    worklist,
)

ROWS, PAGE = 30_000, 10
LARGE = {"matters", "cases", "applicants", "matter_deadlines", "feed_entries"}
LARGE |= {"recomputed_deadlines"}
SHOWN = 20 * PAGE
"""Rows looked at where an index leads straight to what is shown, with what stands beside it."""


def most(name):
    """How many rows may be looked at for a page: of each organ its first, and a stretch along the
    order; a clerk's own, where that is no longer than a stretch would be.
    """
    if "clerk" in name:
        return SHOWN + ("text" in name) * ROWS // 10
    return SHOWN + STRETCH + OFFICES * (PAGE + 1)


@pytest.fixture(scope="module")
def city(stand):
    """A database with the cases of a city."""
    with stand.database("requests") as database:
        stand.postgres.psql(script(ROWS), database=database.name)
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def opened(city):
    database = Database(city.app_url, application_name="growth")
    yield database
    await database.dispose()


@pytest.mark.parametrize("name", worklist(None))
async def test_a_page_of_a_worklist_is_found_by_indexes(opened, name):
    scene = worklist(opened, limit=PAGE)[name]
    found = await seen(opened.engine, scene, rounds=1, warm=0)
    assert not LARGE & {*found.scans}, found
    assert found.looked_at <= most(name), found


@pytest.mark.parametrize("name", counted(None))
async def test_what_is_counted_is_what_the_organs_have(opened, name):
    """Of a district or an office nobody else's matters are looked at, whoever asks."""
    found = await seen(opened.engine, counted(opened)[name], rounds=1, warm=0)
    assert "matters" not in found.scans, found
    total = sum(count.number for count in await counted(opened)[name]())
    assert found.looked_at <= 2 * (total + OFFICES) + SHOWN, found


async def test_that_nothing_is_outdated_is_seen_without_looking_at_what_is_open(opened):
    found = await seen(opened.engine, sweeps(opened)["outdated cases"], rounds=1, warm=0)
    assert not LARGE & {*found.scans}, found
    assert found.looked_at == 0, found


@pytest.mark.parametrize("name", recomputations(None))
async def test_a_report_of_what_moved_is_found_by_indexes(opened, name):
    scene = recomputations(opened, limit=PAGE)[name]
    found = await seen(opened.engine, scene, rounds=1, warm=0)
    assert not LARGE & {*found.scans}, found
    ways = 2 if "rare" in name else 1  # a stretch along the order, then each organ's first
    assert found.looked_at <= ways * most(name), found


@pytest.mark.parametrize("name", changes(None))
async def test_a_page_of_the_feed_is_found_by_indexes(opened, name):
    scene = changes(opened, limit=PAGE)[name]
    found = await seen(opened.engine, scene, rounds=1, warm=0)
    assert not LARGE & {*found.scans}, found
    assert found.looked_at <= SHOWN + STRETCH, found


@pytest.mark.parametrize("name", [name for name in reported(None) if "clerk" in name])
async def test_an_annual_report_is_counted_from_one_index(opened, name):
    found = await seen(opened.engine, reported(opened)[name], rounds=1, warm=0)
    assert not LARGE & {*found.scans}, found
    assert "ix_cases_counted_rows" in found.indexes


@pytest.mark.parametrize("name", NARROWED)
@pytest.mark.parametrize("who", CALLERS)
async def test_pages_hold_what_a_plain_reading_finds_in_its_order(opened, name, who):
    (sort, criteria), principal = NARROWED[name], caller(*CALLERS[who])
    keyset, order = keyset_of(sort), keyset_of(sort).first(3 * PAGE)
    plain = select(Matter.id).where(
        visible_to(principal),
        *conditions(criteria, table_of(Matter).c),
        *([] if criteria.organ_id is None else [Matter.organ_id == criteria.organ_id]),
    )
    async with opened.read_session() as session:
        wanted = (await session.scalars(order.of(plain))).all()
        found, cursor = [], None
        while len(found) < len(wanted):
            query = WorklistQuery(limit=PAGE, cursor=cursor)
            pager = Pager(SIGNER, "worklist", query, keyset)
            page = await page_of_matters(session, principal, criteria, sort, pager)
            found += [listed.matter.id for listed in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
    assert found == wanted


async def test_the_first_page_of_a_large_office_is_not_looked_for_among_all(opened):
    """In the order of all, too, few rows are looked at here; of a larger table it would be many."""
    scene = worklist(opened, limit=PAGE)["first page, busy clerk"]
    assert "ix_matters_worklist" in (await seen(opened.engine, scene, rounds=1, warm=0)).indexes


async def test_a_search_is_planned_for_its_own_words_however_often_it_is_repeated(city):
    """A plan for any words would look at everything: PostgreSQL takes one after five executions."""
    database = Database(city.app_url, application_name="growth", pool_size=1)
    scene = worklist(database, limit=PAGE)["text, rare, overseer"]
    for _ in range(8):
        await scene()
    async with database.read_session() as session:
        planned = await session.execute(
            text(
                "SELECT count(*), sum(generic_plans) FROM pg_prepared_statements"
                " WHERE statement LIKE :search"
            ),
            {"search": "%grams(%"},
        )
        assert planned.one() == (8, 0)
    await database.dispose()
