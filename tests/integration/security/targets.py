"""The three services as targets: each in process, on a database of its own, with rows to attack."""

import copy
import json
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

from fastapi import FastAPI
from sqlalchemy import text

from gongkai.auth.principal import ROLE_PERMISSIONS, Permission, Role
from gongkai.db import new_id
from gongkai.reference.organs import apply_organ
from gongkai.reference.people import apply_person
from gongkai.testing.servers.databases import ServiceDatabase
from gongkai.testing.stand import Stand, running
from gongkai.time import PlatformClock
from tests.feed_events import organ_event, person_event
from tests.integration.security.asgi import Answer, call
from tests.integration.security.operations import Document, Operation, Request, dumped

ENGLISH = {"Accept-Language": "en"}
PREFERRED = (Role.HEAD, Role.ADMIN, Role.INTEGRATOR)
"""Who may do most, asked first for the right caller of an operation."""
REMEMBERED = frozenset(
    {
        "access_failures",
        "catalog_refusals",
        "file_removals",
        "idempotency_keys",  # of answers that refuse each item by itself
        "matter_refusals",
        "recomputation_previews",
        "recomputation_runs",
        "worklist_searches",
    }
)
"""The tables in which a refusal, a mere search, what a refused upload leaves to be swept, or a
question of what a holiday notice would move is kept on purpose.
"""
OF_THE_PLATFORM = frozenset(
    {
        "confirm_rule_set",
        "load_calendar_notice",
        "put_kind",
        "put_rule_set",
        "withdraw_calendar_notice",
    }
)
"""What the platform's administrators keep, whose token names no organ."""
ANY_VERSION = ", ".join(f'"v{n}"' for n in range(400))
"""An `If-Match` that names whatever version there is."""


@dataclass
class World:
    """What a seed made: rows by the names that OpenAPI has for them.

    `path` holds path parameters of every operation, `of` those that single operations need instead.
    `secret` are the ids that exist for nobody of another organ.
    """

    path: dict[str, str]
    of: dict[str, dict[str, str]] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)
    queries: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    secret: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Service:
    """How a service is started and filled."""

    name: str
    create_app: Callable[[], FastAPI]
    get_settings: Any
    seed: Callable[["Target"], Any]
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Target:
    """One running service; `own` and `foreign` are organs that see nothing of each other."""

    service: Service
    app: FastAPI
    mint: Any
    environment: Mapping[str, str]
    parent: UUID = field(default_factory=new_id)
    own: UUID = field(default_factory=new_id)
    foreign: UUID = field(default_factory=new_id)
    world: World = field(default_factory=lambda: World({}))
    known: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self):
        self.today = PlatformClock().today().isoformat()
        self.know(**self.known)
        self.operations: list[Operation] = self.document.operations()

    def know(self, **values):
        """Values for examples by member, format or pattern, over those that always hold."""
        self.known = values
        known = {"uuid": str(self.own), "date": self.today, "organ_id": str(self.own), **values}
        self.document = Document(self.app.openapi(), known)

    def bearer(self, role, organ_id, subject=None):
        subject = subject or ("own" if organ_id == self.own else "foreign") + f"-{role}"
        return bearer(self.mint.issuer.mint_role(role, organ_id=organ_id, subject=subject))

    def machine(self, scopes, organ_id):
        minted = self.mint.issuer.mint_machine(
            client_id="client", scopes=[str(scope) for scope in scopes], organ_id=organ_id
        )
        return bearer(minted)

    def right_role(self, operation):
        """The role that may do most among those that hold what the operation demands."""
        for role in (*PREFERRED, *Role):
            if operation.permissions <= ROLE_PERMISSIONS[role]:
                return role
        return None

    def caller(self, operation, organ_id=None):
        """A typical caller of an operation, in the own organ or another; a person if possible."""
        if operation.permissions is None:
            return {}
        role = self.right_role(operation)
        if operation.name in OF_THE_PLATFORM:
            return self.bearer(role, None, "platform")
        # Some of what administrators keep is kept from the top of the tree only.
        organ_id = organ_id or (self.parent if role is Role.ADMIN else self.own)
        if role is None:
            return self.machine(operation.permissions, organ_id)
        return self.bearer(role, organ_id)

    def request(self, operation) -> Request:
        """A request that fits the documented shape, of rows that exist, without a caller."""
        parameters = {
            kind: [p for p in operation.of_kind(kind) if p.get("required")]
            for kind in ("path", "query", "header")
        }
        path = self.world.path | self.world.of.get(operation.name, {})
        chosen = {}
        for parameter in parameters["path"]:
            name = parameter["name"]
            assert name in path, f"{operation.name}: no row for {{{name}}}; seed one in seeds.py"
            chosen[name] = path[name]
        # Whether a version is named, and which, is for each test to say.
        named = {p["name"] for p in parameters["header"]} - {"If-Match"}
        headers = {name: uuid4().hex for name in named}
        headers |= self.world.headers.get(operation.name, {})
        body = b""
        if operation.media_type:
            body = self.body(operation)
            headers["Content-Type"] = operation.media_type
        query = [
            (p["name"], str(self.document.example(p["schema"], p["name"])))
            for p in parameters["query"]
        ]
        query += self.world.queries.get(operation.name, ())
        return Request(operation.method, operation.template, chosen, query, headers, body)

    def body(self, operation) -> bytes:
        known = self.world.bodies.get(operation.name)
        if isinstance(known, bytes):
            return known
        return dumped(known or self.document.example(operation.body_schema))

    async def send(self, request, headers=None, *, body=None, **options) -> Answer:
        """Send a request with further headers (of the caller), in English unless told."""
        pairs = {**ENGLISH, **request.headers, **(headers or {})}
        sent = request.body if body is None else body
        return await call(
            self.app, request.method, request.target(), list(pairs.items()), sent, **options
        )

    async def ask(self, method, path, headers, body=None, **more):
        """A plain call for seeds; asserts success and gives what came back."""
        headers = {**headers, "Idempotency-Key": uuid4().hex, "If-Match": ANY_VERSION, **more}
        sent = body if isinstance(body, bytes) else dumped(body) if body is not None else b""
        if body is not None:
            kind = "text/csv" if isinstance(body, bytes) else "application/json"
            headers.setdefault("Content-Type", kind)
        answer = await call(self.app, method, path, list(headers.items()), sent)
        assert answer.status < 300, (method, path, answer.text)
        return json.loads(answer.body)

    async def project_organs(self):
        """Put the three organs into the projection: own below parent, foreign beside them."""
        places = {
            self.parent: [self.parent],
            self.own: [self.parent, self.own],
            self.foreign: [self.foreign],
        }
        async with self.app.state.database.unit_of_work() as session:
            for organ_id, path in places.items():
                parent = path[0] if len(path) > 1 else None
                event = organ_event(organ_id, parent, "样例机关", path, takes_applications=True)
                await apply_organ(session, event)

    async def project_people(self, *subjects):
        """Let these work in the own organ."""
        async with self.app.state.database.unit_of_work() as session:
            for subject in subjects:
                await apply_person(session, person_event(subject, self.own))

    async def footprint(self, *, without=frozenset()):
        """How many rows each table has and who wrote them; equal before and after: no change."""
        async with self.app.state.database.read_session() as session:
            tables = (
                await session.scalars(
                    text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
                )
            ).all()
            # A changed row is a row of another transaction.
            digest = "count(*) || '/' || coalesce(sum(t.xmin::text::bigint), 0)"
            parts = [
                f"SELECT '{name}', {digest} FROM {name} t" for name in tables if name not in without
            ]
            found = await session.execute(text(" UNION ALL ".join(parts)))
            return dict(found.all())


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def all_scopes_but(*left_out):
    return frozenset(Permission) - frozenset(left_out)


@dataclass(frozen=True)
class Seeded:
    """A database with its seed, to which nobody is connected, and what is known of the rows."""

    database: ServiceDatabase
    known: Mapping[str, Any]


_SEEDED: WeakKeyDictionary[Stand, dict[str, Seeded]] = WeakKeyDictionary()
"""By service; a seed costs as much as a few hundred requests."""


@asynccontextmanager
async def attacked(stand, service: Service):
    """A service as a target, seeded."""
    seeded = _SEEDED.setdefault(stand, {})
    if service.name not in seeded:
        seeded[service.name] = await _seed(stand, service)
    known = copy.deepcopy(seeded[service.name].known)
    with stand.database(service.name, like=seeded[service.name].database) as database:
        async with _running(stand, service, database, **known) as target:
            yield target


async def _seed(stand, service) -> Seeded:
    database = stand.kept_database(service.name)
    async with _running(stand, service, database) as target:
        target.world = await service.seed(target)
    kept = ("parent", "own", "foreign", "world", "known")
    return Seeded(database, {name: getattr(target, name) for name in kept})


@asynccontextmanager
async def _running(stand, service, database, **known):
    environment = stand.environment(database, **service.variables)
    async with running(service.create_app, service.get_settings, environment) as (app, _):
        yield Target(service, app, stand.mint, environment, **known)
