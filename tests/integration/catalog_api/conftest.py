"""catalog-api on a database of its own, and calls of it in the name of every role."""

import asyncio
from uuid import uuid4

import pytest
import pytest_asyncio

from catalog_api.app import create_app
from catalog_api.settings import get_settings
from gongkai.auth.principal import Role
from gongkai.testing.stand import running


@pytest.fixture(scope="module")
def database(stand):
    with stand.database("catalog") as database:
        yield database


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def api(stand, database):
    async with running(create_app, get_settings, stand.environment(database)) as (app, client):
        yield app, client


@pytest.fixture(scope="module")
def app(api):
    return api[0]


@pytest.fixture(scope="module")
def client(api):
    return api[1]


class Callers:
    """Calls of the API in the name of a role."""

    def __init__(self, client, mint):
        self._client = client
        self._mint = mint

    def token(self, role, organ_id=None):
        return {"Authorization": f"Bearer {self._mint.token(role, organ_id)}"}

    async def get(self, path, role=Role.CLERK, **params):
        return await self._client.get(f"/catalog/v1{path}", params=params, headers=self.token(role))

    async def send(self, method, path, body=None, *, role=Role.ADMIN, organ_id=None, **headers):
        """A write; `key` is the Idempotency-Key (new unless given), `version` the If-Match."""
        sent = self.token(role, organ_id)
        key = headers.pop("key", str(uuid4()))
        if method == "POST" and key is not None:
            sent["Idempotency-Key"] = key
        if "repeat" in headers:
            sent["Idempotency-Key"] = headers.pop("repeat")
        if "version" in headers:
            sent["If-Match"] = f'"v{headers.pop("version")}"'
        if "language" in headers:
            sent["Accept-Language"] = headers.pop("language")
        if isinstance(body, bytes):
            sent["Content-Type"] = "text/csv"
            return await self._client.request(
                method, f"/catalog/v1{path}", content=body, headers=sent
            )
        return await self._client.request(method, f"/catalog/v1{path}", json=body, headers=sent)

    async def organ(self, name, parent=None, **more):
        body = {"name": name, "kind": "department", "level": "county", **more}
        answer = await self.send("POST", "/organs", body | {"parent_id": parent and parent["id"]})
        assert answer.status_code == 201, answer.text
        return answer.json()

    async def verified(self, path):
        """Whether the record of the thing at `path` is whole, and how many events hold."""
        report = (await self.get(f"{path}/events/verification")).json()
        return report["valid"], report["length"]

    async def changes(self, cursor=None, *, stream=None):
        """Everything of the feed behind `cursor`, and the cursor behind it."""
        found = []
        while True:
            params = {"limit": 500} | ({"cursor": cursor} if cursor else {})
            params |= {"stream": stream} if stream else {}
            answer = await self.get("/changes", Role.INTEGRATOR, **params)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += page["items"]
            cursor = page["next_cursor"]
            if not page["has_more"]:
                return found, cursor


@pytest.fixture(scope="module")
def call(client, stand):
    return Callers(client, stand.mint)


@pytest.fixture
def together():
    """Run coroutines at once and give their results."""

    async def run(*calls):
        return await asyncio.gather(*calls)

    return run
