"""No list and no sweep reads more than it shows or does: its plans, executed, say so."""

import pytest
import pytest_asyncio

from gongkai.db import Database
from gongkai.db.ordered import STRETCH
from tests.load.growth.city import OFFICES
from tests.load.growth.measure import seen
from tests.load.growth.notifier_data import script
from tests.load.growth.notifier_scenes import counted, lists, sweeps

ROWS, PAGE = 30_000, 10
LARGE = {"deadlines", "reminders", "notifications", "deliveries"}
SHOWN = 20 * PAGE
"""Rows looked at where an index leads straight to what is shown, with what stands beside it."""
FOUND_BY = {
    "deadlines that run, overseer": "ix_deadlines_open_ends_at",
    "deadlines that run, busy clerk": "ix_deadlines_open",
    "deadlines that ceased, overseer": "ix_deadlines_ends_at",
    "deadlines that ceased, small clerk": "ix_deadlines_organ",
    "deadlines of a rule, busy clerk": "ix_deadlines_rule",
    "deadlines of a person gone, busy clerk": "ix_deadlines_assignee",
    "deadlines planned with another basis": "ix_deadlines_planned_with",
}
"""One list for each index of deadlines: without it, others would be read to their end."""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def opened(stand):
    """A database with the deadlines of a city."""
    with stand.database("notifier") as city:
        stand.postgres.psql(script(ROWS), database=city.name)
        database = Database(city.app_url, application_name="growth")
        yield database
        await database.dispose()


def most(name):
    """How many rows may be looked at: of each organ its first, and a stretch along the order."""
    return SHOWN + ("overseer" in name) * (STRETCH + OFFICES * (PAGE + 1))


@pytest.mark.parametrize("name", [*lists(None), *sweeps(None)])
async def test_a_page_or_a_sweep_is_found_by_indexes(opened, name):
    scene = {**lists(opened, limit=PAGE), **sweeps(opened)}[name]
    found = await seen(opened.engine, scene, rounds=1, warm=0)
    assert not LARGE & {*found.scans}, found
    assert found.looked_at <= most(name) + ("reminders" in name) * OFFICES, found


async def test_an_inbox_is_counted_by_indexes_alone(opened):
    found = await seen(opened.engine, counted(opened)["inbox counts"], rounds=1, warm=0)
    assert found.indexes == ("ix_notifications_inbox", "ix_notifications_unread")


@pytest.mark.parametrize("name", FOUND_BY)
async def test_a_list_is_found_by_its_own_index(opened, name):
    """Another one finds few rows here, too; in a larger table it would be many."""
    scene = {**lists(opened, limit=PAGE), **sweeps(opened)}[name]
    found = await seen(opened.engine, scene, rounds=1, warm=0)
    assert FOUND_BY[name] in found.indexes, found
