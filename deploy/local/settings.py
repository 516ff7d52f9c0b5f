"""What the environment tells the launcher; the one module here that reads it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

PORT_NAMES = (
    "gateway",
    "requests-api",
    "catalog-api",
    "notifier",
    "postgresql",
    "valkey",
    "smtp",
    "mail",
)
_SERVICES = ("requests", "catalog", "notifier")
_LAST_PORT = 65_535


class RunSettingsError(ValueError):
    """A GONGKAI_RUN_… or address variable is wrong; the message says which and what is wanted."""


@dataclass(frozen=True)
class OwnDatabase:
    """A database on a server of the user's own, for the two roles of a service."""

    app_url: str
    owner_url: str


@dataclass(frozen=True)
class RunSettings:
    """Ports that were told, servers of the user's own, and variables handed on to every part.

    `GONGKAI_RUN_<PART>_PORT` for each of PORT_NAMES (`GONGKAI_RUN_GATEWAY_PORT`). All six
    `GONGKAI_<SERVICE>_[MIGRATION_]DATABASE_URL` and `GONGKAI_REDIS_URL` replace our servers.
    """

    ports: Mapping[str, int] = field(default_factory=dict)
    databases: Mapping[str, OwnDatabase] = field(default_factory=dict)
    redis_url: str | None = None
    handed_on: Mapping[str, str] = field(default_factory=dict)
    started_by_make: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read and check. Errors: RunSettingsError."""
        found = os.environ if environ is None else environ
        inherited = ("PATH", "HOME", "TMPDIR", "SSL_CERT_FILE")
        return cls(
            ports=_ports(found),
            databases=_databases(found),
            redis_url=found.get("GONGKAI_REDIS_URL"),
            handed_on={
                name: value
                for name, value in found.items()
                if name in inherited
                or (name.startswith("GONGKAI_") and not name.endswith("DATABASE_URL"))
            },
            started_by_make="MAKELEVEL" in found,
        )


def _ports(environ: Mapping[str, str]) -> dict[str, int]:
    told: dict[str, int] = {}
    for part in PORT_NAMES:
        variable = f"GONGKAI_RUN_{part.upper().replace('-', '_')}_PORT"
        text = environ.get(variable)
        if not text:
            continue
        if not text.isdecimal() or not 0 < int(text) <= _LAST_PORT:
            raise RunSettingsError(f"{variable}={text} is not a port from 1 to 65535")
        told[part] = int(text)
    return told


def _databases(environ: Mapping[str, str]) -> dict[str, OwnDatabase]:
    found: dict[str, OwnDatabase] = {}
    names = [f"GONGKAI_{service.upper()}_DATABASE_URL" for service in _SERVICES]
    names += [name.replace("_DATABASE", "_MIGRATION_DATABASE") for name in names]
    given = [name for name in names if environ.get(name)]
    if not given:
        return found
    if len(given) < len(names):
        missing = ", ".join(name for name in names if name not in given)
        raise RunSettingsError(f"to use a PostgreSQL of your own, also set {missing}")
    for service in _SERVICES:
        prefix = f"GONGKAI_{service.upper()}"
        found[service] = OwnDatabase(
            app_url=environ[f"{prefix}_DATABASE_URL"],
            owner_url=environ[f"{prefix}_MIGRATION_DATABASE_URL"],
        )
    return found
