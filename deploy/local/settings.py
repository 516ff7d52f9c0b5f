"""What the environment tells the launcher; the one module here that reads it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Self

from deploy.local.words import VARIABLE, Language, Words

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
_WHERE_STARTED = Words("where the launcher started it", "启动器启动该服务的地址")
_MAIL_SINK = Words("the mail sink", "邮件收集器")
LAUNCHERS_OWN: Mapping[str, Words] = MappingProxyType(
    {
        "GONGKAI_ENVIRONMENT": Words("always `development`", "始终为 `development`"),
        "GONGKAI_REQUESTS_URL": _WHERE_STARTED,
        "GONGKAI_CATALOG_URL": _WHERE_STARTED,
        "GONGKAI_NOTIFIER_URL": _WHERE_STARTED,
        "GONGKAI_SMTP_HOST": Words(
            "the mail sink, so that no mail leaves this machine", "邮件收集器，邮件不出本机"
        ),
        "GONGKAI_SMTP_PORT": _MAIL_SINK,
        "GONGKAI_SMTP_SECURITY": _MAIL_SINK,
        "GONGKAI_SMTP_USER": _MAIL_SINK,
        "GONGKAI_SMTP_PASSWORD": _MAIL_SINK,
    }
)
"""What the launcher sets itself whatever the environment says, and to what."""
JOINED: Mapping[str, Words] = MappingProxyType(
    {
        "GONGKAI_ISSUERS": Words(
            "yours beside the local one, whose tokens stand in run.json",
            "与本机签发方并用，后者的令牌在 run.json 中",
        ),
        "GONGKAI_TRUSTED_PROXIES": Words(
            "yours beside the gateway on 127.0.0.1", "与 127.0.0.1 上的网关并用"
        ),
        "GONGKAI_WORKER_METRICS_PORT": Words(
            "of the worker of requests-api; of catalog-api the next one, of notifier the one after",
            "requests-api 后台进程的端口；catalog-api 为下一个端口，notifier 为再下一个",
        ),
    }
)
"""What is not handed on as it stands, and what becomes of it."""
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
    `gateway` are `TRAEFIK_…` variables, for the gateway alone. `ignored` names what was set
    although it is the launcher's own.
    `language` is what GONGKAI_LANGUAGE or the locale says.
    """

    ports: Mapping[str, int] = field(default_factory=dict)
    databases: Mapping[str, OwnDatabase] = field(default_factory=dict)
    redis_url: str | None = None
    handed_on: Mapping[str, str] = field(default_factory=dict)
    gateway: Mapping[str, str] = field(default_factory=dict)
    clock_offset: timedelta = timedelta(0)
    ignored: tuple[str, ...] = ()
    started_by_make: bool = False
    language: Language = Language.ENGLISH

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
                or (
                    name.startswith("GONGKAI_")
                    and not name.endswith("DATABASE_URL")
                    and name not in LAUNCHERS_OWN
                )
            },
            gateway={name: value for name, value in found.items() if name.startswith("TRAEFIK_")},
            clock_offset=timedelta(seconds=_number(found, "GONGKAI_CLOCK_OFFSET_SECONDS")),
            ignored=tuple(name for name in LAUNCHERS_OWN if name in found),
            started_by_make="MAKELEVEL" in found,
            language=_language(found),
        )


def _language(environ: Mapping[str, str]) -> Language:
    try:
        return Language.of(environ)
    except ValueError:
        raise RunSettingsError(f"{VARIABLE}={environ[VARIABLE]} is neither en nor zh") from None


def own_environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of this process with `more`; the programs of our own environment come first
    on its path.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    return {**os.environ, **more, "PATH": path}


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


def _number(environ: Mapping[str, str], variable: str) -> int:
    text = environ.get(variable) or "0"
    try:
        return int(text)
    except ValueError:
        raise RunSettingsError(f"{variable}={text} is no whole number") from None


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
