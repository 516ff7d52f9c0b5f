"""notifier on a database of its own: events as requests-api would send them, a real mail server."""

import json

import pytest
import pytest_asyncio

from gongkai.crypto.fields import BlindIndex, KeyRing
from gongkai.db import Database, new_id
from gongkai.reference.organs import apply_organ
from gongkai.testing.stand import running
from notifier.app import create_app
from notifier.settings import get_settings
from tests.feed_events import organ_event
from tests.integration.notifier.office import Office
from tests.integration.notifier.postbox import mail_server


@pytest.fixture
def database(stand):
    with stand.database("notifier") as database:
        yield database


@pytest.fixture
def environment(stand, database):
    return stand.environment(
        database,
        GONGKAI_SMTP_HOST="127.0.0.1",
        GONGKAI_SMTP_PORT="9",
        GONGKAI_DATABASE_POOL_SIZE="5",
    )


@pytest.fixture
def keys(environment):
    return KeyRing.parse(json.loads(environment["GONGKAI_FIELD_KEYS"]), "test")


@pytest.fixture
def indexes(environment):
    return BlindIndex.parse(environment["GONGKAI_INDEX_KEY"])


@pytest_asyncio.fixture(loop_scope="session")
async def office(database, keys, indexes):
    connected = Database(database.app_url, application_name="test", pool_size=8)
    yield Office(connected, keys, indexes)
    await connected.dispose()


@pytest_asyncio.fixture(loop_scope="session")
async def postbox():
    async with mail_server() as postbox:
        yield postbox


@pytest_asyncio.fixture(loop_scope="session")
async def api(environment):
    async with running(create_app, get_settings, environment) as (_app, client):
        yield client


@pytest.fixture
def bearer(stand):
    """Headers of a caller of a role and organ."""

    def headers(role, organ_id, subject=None, **more):
        token = stand.mint.issuer.mint_role(role, organ_id=organ_id, subject=subject)
        return {"Authorization": f"Bearer {token}", **more}

    return headers


@pytest_asyncio.fixture(loop_scope="session")
async def tree(office):
    """The office's organ below a parent, and a foreign one beside it; by name."""
    ids = {"parent": new_id(), "own": office.organ_id, "foreign": new_id()}
    paths = {
        "parent": [ids["parent"]],
        "own": [ids["parent"], ids["own"]],
        "foreign": [ids["foreign"]],
    }
    async with office.database.unit_of_work() as session:
        for name, path in paths.items():
            parent = path[0] if len(path) > 1 else None
            event = organ_event(ids[name], parent, name, path, region_code=None)
            await apply_organ(session, event)
    return ids
