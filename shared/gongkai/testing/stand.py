"""A stand for integration tests: one PostgreSQL and one Valkey, databases cloned from templates.

A service's template is migrated once, by its own migrations in a process of its own; each test
module works on a clone. The API runs in the test's process over ASGI, with its lifespan.
"""

import base64
import json
import os
import secrets
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

import httpx
from fastapi import FastAPI

from gongkai.auth.local import LOCAL_ALGORITHM, LOCAL_AUDIENCE, LOCAL_ISSUER
from gongkai.testing.servers.databases import (
    ServiceDatabase,
    clone_service_database,
    create_service_database,
    drop_database,
)
from gongkai.testing.servers.postgres import PostgreSQL
from gongkai.testing.servers.valkey import Valkey
from gongkai.testing.tokens import TokenMint

FOLDERS = {"requests": "requests-api", "catalog": "catalog-api", "notifier": "notifier"}
"""Folder of each service below `services/`."""


class CachedSettings(Protocol):
    """A service's `get_settings`."""

    def cache_clear(self) -> None:
        """Forget what was read."""


def random_key() -> str:
    """A key as settings want it."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


class Stand:
    """Servers, keys and tokens of one test session, in one folder; `durable` turns fsync on."""

    def __init__(self, folder: Path, repository: Path, *, durable: bool = False) -> None:
        self._repository = repository
        self._templates: dict[str, ServiceDatabase] = {}
        self._clones = 0
        self.postgres = PostgreSQL(folder / "postgresql", durable=durable)
        self.valkey = Valkey(folder / "valkey")
        self._identity = folder / "identity"
        self.files = folder / "files"
        self.mint = TokenMint.open(self._identity)
        self._keys = {
            "GONGKAI_FIELD_KEYS": json.dumps({"test": random_key()}),
            "GONGKAI_ACTIVE_FIELD_KEY": "test",
            "GONGKAI_INDEX_KEY": random_key(),
            "GONGKAI_CURSOR_KEY": random_key(),
        }

    def start(self) -> None:
        """Start both servers."""
        self.postgres.start()
        self.valkey.start()

    def stop(self) -> None:
        """Stop both servers and remove their data."""
        self.valkey.discard()
        self.postgres.discard()

    def environment(self, database: ServiceDatabase, **extra: str) -> dict[str, str]:
        """The variables of a process of the database's service; ``extra`` overrides."""
        issuer = {
            "issuer": LOCAL_ISSUER,
            "audience": LOCAL_AUDIENCE,
            "algorithm": LOCAL_ALGORITHM,
            "jwks_file": str(self._identity / "jwks.json"),
        }
        name = database.service.upper()
        return {
            "GONGKAI_ENVIRONMENT": "development",
            "GONGKAI_REDIS_URL": self.valkey.url,
            "GONGKAI_ISSUERS": json.dumps([issuer]),
            "GONGKAI_LOCAL_IDENTITY": str(self._identity),
            "GONGKAI_FILES_URL": self.files.as_uri(),
            "GONGKAI_REQUESTS_URL": "http://requests.invalid",
            "GONGKAI_CATALOG_URL": "http://catalog.invalid",
            "GONGKAI_NOTIFIER_URL": "http://notifier.invalid",
            f"GONGKAI_{name}_DATABASE_URL": database.app_url,
            f"GONGKAI_{name}_MIGRATION_DATABASE_URL": database.owner_url,
            **self._keys,
            **extra,
        }

    @contextmanager
    def database(
        self, service: str, *, like: ServiceDatabase | None = None
    ) -> Iterator[ServiceDatabase]:
        """A migrated, empty database of ``service``, dropped afterwards; or a copy of ``like``, to
        which nobody is connected.
        """
        clone = self.kept_database(service, like=like)
        try:
            yield clone
        finally:
            drop_database(self.postgres, clone.name)

    def kept_database(
        self, service: str, *, like: ServiceDatabase | None = None
    ) -> ServiceDatabase:
        """As `database`, kept as long as the stand."""
        self._clones += 1
        return clone_service_database(
            self.postgres, like or self._template(service), f"gongkai_{service}_{self._clones}"
        )

    def migrate(self, database: ServiceDatabase, *arguments: str) -> str:
        """Run alembic for a database (``upgrade head`` unless told); returns what it printed."""
        folder = self._repository / "services" / FOLDERS[database.service]
        command = [sys.executable, "-m", "alembic", "-c", str(folder / "alembic.ini")]
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own file
            [*command, *(arguments or ("upgrade", "head"))],
            env={**os.environ, **self.environment(database)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"alembic failed for {database.service}:\n{done.stderr}")
        return done.stdout

    def _template(self, service: str) -> ServiceDatabase:
        if service not in self._templates:
            template = create_service_database(
                self.postgres, service, database=f"gongkai_{service}_template"
            )
            self.migrate(template)
            self._templates[service] = template
        return self._templates[service]


@contextmanager
def variables(values: Mapping[str, str]) -> Iterator[None]:
    """Set these environment variables for the block."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@asynccontextmanager
async def running(
    create_app: Callable[[], FastAPI],
    get_settings: CachedSettings,
    environment: Mapping[str, str],
) -> AsyncIterator[tuple[FastAPI, httpx.AsyncClient]]:
    """An API with its lifespan, and a client that calls it without a network."""
    with variables(environment):
        get_settings.cache_clear()
        app = create_app()
        async with app.router.lifespan_context(app):
            get_settings.cache_clear()
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                yield app, client
