"""Idempotency keys on real PostgreSQL: one effect, one answer, whatever happens in between."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import uuid4

import asyncpg
import httpx
import pytest
from fastapi import Request
from sqlalchemy import text

from gongkai.auth import Principal
from gongkai.crypto.fields import KeyRing
from gongkai.db import Database
from gongkai.db.database import APP_TIMEOUTS
from gongkai.errors import Conflict, Unauthenticated
from gongkai.http.app import create_app
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.idempotency_store import purge_idempotency_keys, scope_of
from gongkai.http.routing import router
from gongkai.http.schemas import In, Out, Text
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from gongkai.observability.logging import configure_logging
from gongkai.time import PlatformClock

THINGS = "/tests/v1/things"
PUBLIC = "/tests/v1/public-things"


class ThingIn(In):
    name: Text


class ThingOut(Out):
    id: int
    name: str


feature = router()


async def _create(thing, session, gate):
    statement = text("INSERT INTO test_things (name) VALUES (:name) RETURNING id")
    number = await session.scalar(statement, {"name": thing.name})
    if thing.name == "refused":
        raise Conflict
    if thing.name == "slow":
        await session.execute(text("SELECT pg_sleep(0.3)"))
    return await gate.answer(
        ThingOut(id=number, name=thing.name),
        status_code=201,
        headers={"ETag": '"v1"', "Location": f"{THINGS}/{number}", "X-Other": "x"},
    )


@feature.post("/things", status_code=201)
async def create_thing(
    thing: ThingIn,
    session: SessionDep,
    gate: IdempotencyDep,
    _caller: Annotated[Principal, requires()],
) -> ThingOut:
    return await _create(thing, session, gate)


@feature.post("/public-things", status_code=201)
async def create_public_thing(
    thing: ThingIn, session: SessionDep, gate: IdempotencyDep
) -> ThingOut:
    return await _create(thing, session, gate)


@feature.put("/things/{number}")
async def replace_thing(
    number: int, thing: ThingIn, session: SessionDep, gate: OptionalIdempotencyDep
) -> ThingOut:
    await session.execute(text("INSERT INTO test_things (name) VALUES ('put')"))
    return await gate.answer(ThingOut(id=number, name=thing.name))


@feature.post("/forgetful")
async def forget_answer(gate: IdempotencyDep, request: Request) -> ThingOut:
    return ThingOut(id=1, name=request.method)


class NameVerifier:
    """The token is the subject, of one issuer or (`subject@issuer`) of another."""

    async def verify(self, token):
        if token == "none":
            raise Unauthenticated
        subject, _, issuer = token.partition("@")
        return Principal(
            issuer=issuer or "https://id.example",
            subject=subject,
            name=subject,
            organ_id=None,
            roles=frozenset(),
            scopes=frozenset(),
            expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        )


@asynccontextmanager
async def _lifespan(_app):
    yield


@pytest.fixture(scope="module")
def dsn(stand):
    with stand.database("requests") as database:
        yield database


@pytest.fixture(scope="module")
async def database(dsn):
    owner = await asyncpg.connect(dsn.owner_dsn)
    await owner.execute(
        "CREATE TABLE test_things (id bigint GENERATED ALWAYS AS IDENTITY, name text NOT NULL)"
    )
    await owner.close()
    database = Database(dsn.app_url, application_name="tests")
    yield database
    await database.dispose()


@pytest.fixture
async def client(database):
    # Unconfigured, structlog draws an exception with all locals, which takes seconds.
    configure_logging("tests")
    app = create_app(
        title="Test",
        prefix="tests",
        routers=[feature],
        lifespan=_lifespan,
        public=frozenset({"create_public_thing", "replace_thing", "forget_answer"}),
    )
    app.state.database = database
    app.state.token_verifier = NameVerifier()
    app.state.clock = PlatformClock()
    app.state.key_ring = KeyRing({"k": bytes(range(32))}, "k")
    async with database.unit_of_work() as session:
        await session.execute(text("DELETE FROM test_things"))
        await session.execute(text("DELETE FROM idempotency_keys"))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as http:
        yield http


async def _rows(database, table="test_things"):
    async with database.read_session() as session:
        return await session.scalar(text(f"SELECT count(*) FROM {table}"))


def _headers(key, caller="a"):
    return {"Idempotency-Key": key, "Authorization": f"Bearer {caller}"}


async def test_a_repetition_gets_the_stored_answer_and_changes_nothing(client, database):
    key = str(uuid4())
    first = await client.post(THINGS, json={"name": "王小明"}, headers=_headers(key))
    second = await client.post(THINGS, json={"name": "王小明"}, headers=_headers(key))
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    assert "idempotent-replayed" not in first.headers
    assert second.headers["idempotent-replayed"] == "true"
    for name in ("etag", "location", "content-type"):
        assert second.headers[name] == first.headers[name]
    assert "x-other" not in second.headers
    assert await _rows(database) == 1


async def test_concurrent_calls_with_one_key_have_one_effect_and_one_answer(client, database):
    keys = [str(uuid4()) for _ in range(5)]
    answers = await asyncio.gather(
        *(
            client.post(PUBLIC, json={"name": "slow"}, headers={"Idempotency-Key": key})
            for key in keys
            for _ in range(4)
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    assert await _rows(database) == len(keys)
    for start in range(0, 20, 4):
        twins = answers[start : start + 4]
        assert len({twin.content for twin in twins}) == 1
        assert [t.headers.get("idempotent-replayed") for t in twins].count("true") == 3


async def test_the_same_key_with_another_body_is_refused(client, database):
    key = str(uuid4())
    await client.post(THINGS, json={"name": "a"}, headers=_headers(key))
    answer = await client.post(THINGS, json={"name": "b"}, headers=_headers(key))
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency_key_reused"
    assert await _rows(database) == 1


async def test_a_key_belongs_to_its_caller_and_its_route(client, database):
    key = str(uuid4())
    for headers, path in (
        (_headers(key, "a"), THINGS),
        (_headers(key, "a@elsewhere"), THINGS),
        (_headers(key, "b"), THINGS),
        (_headers(key, "public"), THINGS),
        ({"Idempotency-Key": key}, PUBLIC),
    ):
        answer = await client.post(path, json={"name": "x"}, headers=headers)
        assert "idempotent-replayed" not in answer.headers
    for number in (1, 2):
        headers = {"Idempotency-Key": key}
        await client.put(f"{THINGS}/{number}", json={"name": "x"}, headers=headers)
    assert await _rows(database) == 7


async def test_work_that_fails_leaves_the_key_free(client, database):
    key = str(uuid4())
    refused = await client.post(THINGS, json={"name": "refused"}, headers=_headers(key))
    assert refused.status_code == 409
    invalid = await client.post(THINGS, json={"name": ""}, headers=_headers(key))
    assert invalid.status_code == 422
    assert await _rows(database, "idempotency_keys") == 0
    answer = await client.post(THINGS, json={"name": "x"}, headers=_headers(key))
    assert answer.status_code == 201
    assert await _rows(database) == 1


async def test_a_creating_call_needs_a_key_and_another_write_may_have_one(client, database):
    answer = await client.post(PUBLIC, json={"name": "x"})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_required")
    for _ in range(2):
        assert (await client.put(f"{THINGS}/1", json={"name": "x"})).status_code == 200
    assert await _rows(database) == 2
    for _ in range(2):
        headers = {"Idempotency-Key": "k"}
        assert (await client.put(f"{THINGS}/1", json={"name": "x"}, headers=headers)).is_success
    assert await _rows(database) == 3


@pytest.mark.parametrize("key", [b"", b"a" * 256, b"\xc3\xa9", b"a\tb", b"\x7f"])
async def test_a_key_is_printable_ascii_of_bounded_length(client, key):
    answer = await client.post(PUBLIC, json={"name": "x"}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


async def test_without_a_token_the_key_is_not_looked_at(client, database):
    answer = await client.post(THINGS, json={"name": "x"}, headers=_headers("k", "none"))
    assert answer.status_code == 401
    assert await _rows(database, "idempotency_keys") == 0


async def test_a_twin_that_waits_too_long_is_told_to_come_back(client, dsn, database, monkeypatch):
    monkeypatch.setitem(APP_TIMEOUTS, "lock_timeout", "200")
    impatient = Database(dsn.app_url, application_name="tests")
    client._transport.app.state.database = impatient
    twin = await asyncpg.connect(dsn.app_dsn)
    transaction = twin.transaction()
    await transaction.start()
    await twin.execute(
        "INSERT INTO idempotency_keys (scope, route, request_hash, created_at)"
        " VALUES ($1, '', '', now())",
        scope_of(("public",), "POST", PUBLIC, "k"),
    )
    answer = await client.post(PUBLIC, json={"name": "x"}, headers={"Idempotency-Key": "k"})
    await transaction.rollback()
    again = await client.post(PUBLIC, json={"name": "x"}, headers={"Idempotency-Key": "k"})
    await twin.close()
    await impatient.dispose()
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "1"
    assert again.status_code == 201
    assert await _rows(database) == 1


async def test_a_route_that_forgets_to_answer_through_the_gate_commits_nothing(client, database):
    answer = await client.post("/tests/v1/forgetful", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 500
    assert await _rows(database, "idempotency_keys") == 0


async def test_the_stored_answer_is_encrypted_and_names_nobody(client, dsn):
    key = str(uuid4())
    await client.post(THINGS, json={"name": "王小明"}, headers=_headers(key, "subject-1"))
    connection = await asyncpg.connect(dsn.app_dsn)
    row = await connection.fetchrow("SELECT * FROM idempotency_keys")
    await connection.close()
    assert row["route"] == f"POST {THINGS}"
    stored = b"|".join(
        value if isinstance(value, bytes) else json.dumps(value, default=str).encode()
        for value in row.values()
    )
    for secret in ("王小明", key, "subject-1"):
        assert secret.encode() not in stored
        assert json.dumps(secret).strip('"').encode() not in stored


async def test_keys_and_answers_are_deleted_after_a_day(client, database):
    await client.post(PUBLIC, json={"name": "x"}, headers={"Idempotency-Key": "k"})
    now = PlatformClock().now()
    async with database.unit_of_work() as session:
        assert await purge_idempotency_keys(session, now + timedelta(hours=23)) == 0
        assert await purge_idempotency_keys(session, now + timedelta(hours=25)) == 1
    answer = await client.post(PUBLIC, json={"name": "y"}, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 201
