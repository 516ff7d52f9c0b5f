"""Nobody keeps the event loop from the others for long, however many cases there are."""

import asyncio

import pytest

from gongkai.auth.principal import Role
from gongkai.testing.stand import running
from requests_api.app import create_app
from requests_api.features import KINDS
from requests_api.process import office_of
from requests_api.recomputations.service import recompute_outdated
from requests_api.settings import get_settings
from tests.load.growth.callbacks import watching
from tests.load.growth.city import CITY
from tests.load.growth.requests_data import script

ROWS = 20_000
LONGEST = 0.5
"""Seconds of the processor: ten times what is wanted, so that no machine fails it by its noise."""
READINGS = (
    ("/annual-reports/2025/table-three", {"organ_id": CITY}),
    ("/worklist", {"limit": 200}),
    ("/worklist", {"limit": 200, "text": "财政预算公开", "sort": "number"}),
    ("/worklist/counts", {}),
    ("/cases", {"limit": 200}),
)


@pytest.fixture(scope="module")
def city(stand):
    with stand.database("requests") as database:
        stand.postgres.psql(script(ROWS), database=database.name)
        yield database


async def test_readings_and_recomputation_leave_the_others_their_turn(stand, city, headers):
    async with running(create_app, get_settings, stand.environment(city)) as (app, client):
        caller = headers(Role.SUPERVISOR, CITY)
        with watching() as longest:
            answers = [
                await client.get(f"/requests/v1{path}", params=params, headers=caller)
                for path, params in READINGS
            ]
            await recompute_outdated(office_of(app.state.process), KINDS)
    assert [answer.status_code for answer in answers] == [200] * len(READINGS)
    assert longest.seconds < LONGEST, longest


async def test_what_keeps_the_loop_is_noticed():
    async def keep():
        sum(range(3_000_000))

    with watching() as longest:
        await asyncio.create_task(keep())
    assert longest.seconds > 0.01
