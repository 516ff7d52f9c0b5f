"""A small application put together as a service would do it, called in-process."""

import io
import json
import logging
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import httpx
import pytest
import structlog
from fastapi import Body, Query, Request
from pydantic import Field

from gongkai.auth import Permission, Principal, Role
from gongkai.errors import StepNotAllowed, Unauthenticated
from gongkai.http.app import create_app
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.cors import Origins
from gongkai.http.health import Check
from gongkai.http.openapi import problems
from gongkai.http.paging import PageQuery
from gongkai.http.routing import max_body, router
from gongkai.http.schemas import Day, In, Int, LongText, Out, Text
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep
from gongkai.observability import access
from gongkai.observability.logging import configure_logging


class ThingIn(In):
    name: Text
    note: LongText | None = None
    number: Int | None = None
    day: Day | None = None
    inner: dict[Text, Text] | None = None


class ThingOut(Out):
    name: str


class ThingQuery(PageQuery):
    text: Text | None = None
    tag: Annotated[tuple[Text, ...], Field(max_length=5)] = ()


class FakeVerifier:
    """Knows three tokens; counts how often it is asked."""

    def __init__(self):
        self.asked = 0

    async def verify(self, token):
        self.asked += 1
        role = {"clerk": Role.CLERK, "admin": Role.ADMIN}.get(token)
        if role is None:
            raise Unauthenticated("登录凭证无效", headers={"WWW-Authenticate": "Bearer"})
        return Principal(
            issuer="https://id.example",
            subject=token,
            name="某人",
            organ_id=None,
            roles=frozenset({role}),
            scopes=frozenset(),
            expires_at=datetime(2100, 1, 1, tzinfo=UTC),
        )


class FakeDatabase:
    """Remembers what became of each unit of work."""

    def __init__(self):
        self.events = []
        self.fails_at_commit = None

    @asynccontextmanager
    async def unit_of_work(self):
        try:
            yield self
        except BaseException:
            self.events.append("rolled back")
            raise
        if self.fails_at_commit is not None:
            raise self.fails_at_commit
        self.events.append("committed")


things = router(prefix="/things", tags=["things"])


@things.post("", status_code=201, responses=problems(StepNotAllowed))
async def create_thing(
    thing: ThingIn, _p: Annotated[Principal, requires(Permission.CASES_WRITE)]
) -> ThingOut:
    return ThingOut(name=thing.name)


@things.get("")
async def list_things(
    query: Annotated[ThingQuery, Query()], _p: Annotated[Principal, requires(Permission.CASES_READ)]
) -> ThingOut:
    return ThingOut(name="".join((query.text or "", *query.tag)))


@things.post("/public", status_code=201)
async def create_public(
    thing: ThingIn, _brief: Annotated[bool, Query(alias="brief")] = False
) -> ThingOut:
    return ThingOut(name=thing.name)


@things.post("/in-transaction", status_code=201)
async def create_in_transaction(thing: ThingIn, session: SessionDep) -> ThingOut:
    if thing.name == "step":
        raise StepNotAllowed("尚未登记", "Not yet registered", allowed_steps=["register"])
    if thing.name == "defect":
        raise ValueError("110101199003070016")
    return ThingOut(name=thing.name)


@things.post("/import", openapi_extra=max_body(2_000_000))
async def import_things(csv: Annotated[bytes, Body(media_type="text/csv")]) -> ThingOut:
    return ThingOut(name=str(len(csv)))


@things.post("/nothing")
async def say_nothing() -> ThingOut:
    return ThingOut(name="nothing")


@things.get("/failing")
async def fail(request: Request) -> ThingOut:
    raise request.app.state.failure


@things.get("/{thing_id}")
async def read_thing(thing_id: UUID, if_none_match: IfNoneMatch = None) -> ThingOut:
    return not_modified(if_none_match, 3) or ThingOut(name=str(thing_id))


@things.patch("/{thing_id}")
async def change_thing(thing_id: UUID, thing: ThingIn, expected: ExpectedVersion) -> ThingOut:
    expected.check(3)
    return ThingOut(name=etag(4))


async def _healthy(state):
    if state.is_broken:
        raise ConnectionError


async def _queue(state):
    if state.is_queue_broken:
        raise ConnectionError


PUBLIC = frozenset(
    {
        "create_public",
        "create_in_transaction",
        "import_things",
        "say_nothing",
        "fail",
        "read_thing",
        "change_thing",
    }
)


@asynccontextmanager
async def _lifespan(_app):
    yield


@pytest.fixture
def build():
    """Gives a function that puts an application of other routers together."""

    def build_app(*routers, public=frozenset()):
        return create_app(title="x", prefix="x", routers=routers, lifespan=_lifespan, public=public)

    return build_app


@pytest.fixture(autouse=True)
def log():
    """Gives a function that reads the lines logged so far, as a service would have written them."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    out = io.BytesIO()
    configure_logging("tests", stream=out)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    access.configure(None)
    structlog.reset_defaults()


@pytest.fixture
def app():
    built = create_app(
        title="Test",
        prefix="tests",
        routers=[things],
        lifespan=_lifespan,
        public=PUBLIC,
        origins=Origins(["https://front.example"]),
        checks=[Check("database", _healthy), Check("queue", _queue, is_required=False)],
    )
    built.state.token_verifier = FakeVerifier()
    built.state.database = FakeDatabase()
    built.state.is_broken = built.state.is_queue_broken = False
    return built


@pytest.fixture
async def client(app):
    """Calls the application over ASGI as a gateway would, raising nothing that it handles."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=True)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as http:
        yield http


@pytest.fixture
def clerk():
    return {"Authorization": "Bearer clerk"}
