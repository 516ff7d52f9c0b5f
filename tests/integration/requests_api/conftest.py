"""requests-api on a database of its own, with two organs in its projection."""

from dataclasses import dataclass
from uuid import UUID

import pytest
import pytest_asyncio
from requests_api.app import create_app
from requests_api.process import office_of
from requests_api.settings import get_settings

from gongkai.contracts import Event, OrganChanged
from gongkai.db import new_id
from gongkai.feed.incoming import Delivery
from gongkai.reference.organs import apply_organ
from gongkai.testing.stand import running


@dataclass(frozen=True)
class Organs:
    parent: UUID
    own: UUID
    other: UUID


def organ_event(organ_id, parent_id, name, path, *, revision=1, region_code="610116"):
    payload = OrganChanged(
        organ_id=organ_id,
        parent_id=parent_id,
        path=path,
        name=name,
        short_name=name[:1],
        code=None,
        region_code=region_code,
        valid_from=None,
        valid_until=None,
    )
    event = Event(
        id=new_id(),
        source="/catalog/v1",
        type=OrganChanged.TYPE,
        subject=organ_id,
        time="2026-01-01T00:00:00+00:00",
        correlationid=None,
        revision=revision,
        cursor="c",
        data=payload.model_dump(mode="json"),
    )
    return Delivery(event, "epoch-1")


@pytest.fixture(scope="module")
def database(stand):
    with stand.database("requests") as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api(stand, database):
    async with running(create_app, get_settings, stand.environment(database)) as (app, client):
        yield app, client


@pytest.fixture(scope="module")
def client(api):
    return api[1]


@pytest.fixture(scope="module")
def app(api):
    return api[0]


@pytest.fixture(scope="module")
def office(app):
    return office_of(app.state.process)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def organs(app):
    parent, own, other = new_id(), new_id(), new_id()
    async with app.state.database.unit_of_work() as session:
        for organ_id, parent_id, name, path in (
            (parent, None, "试验市人民政府", [parent]),
            (own, parent, "甲局", [parent, own]),
            (other, None, "乙局", [other]),
        ):
            await apply_organ(session, organ_event(organ_id, parent_id, name, path))
    return Organs(parent, own, other)


@pytest.fixture(scope="module")
def headers(stand, organs):
    """Authorization headers of a role in the own organ (or another)."""

    def of(role, organ=None, *, subject=None):
        organ_id = organs.own if organ is None else organ
        extra = {} if subject is None else {"subject": subject}
        return {
            "Authorization": f"Bearer {stand.mint.issuer.mint_role(role, organ_id=organ_id, **extra)}"
        }

    return of
