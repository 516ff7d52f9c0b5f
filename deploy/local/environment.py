"""Addresses of a running platform, and the variables that each of its processes gets."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

from deploy.local.parts import SERVICES
from deploy.local.settings import OwnDatabase, RunSettingsError
from deploy.local.state import Secrets
from gongkai.auth.local import LOCAL_ALGORITHM, LOCAL_AUDIENCE, LOCAL_ISSUER


@dataclass(frozen=True)
class Addresses:
    """Where the parts of a running platform are."""

    gateway: str
    requests: str
    catalog: str
    notifier: str
    smtp_host: str
    smtp_port: int
    mails: str
    redis: str

    @classmethod
    def of(cls, ports: Mapping[str, int], redis_url: str) -> Self:
        """Loopback addresses of these ports."""
        base = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        return cls(
            gateway=base["gateway"],
            requests=base["requests-api"],
            catalog=base["catalog-api"],
            notifier=base["notifier"],
            smtp_host="127.0.0.1",
            smtp_port=ports["smtp"],
            mails=f"{base['mail']}/messages",
            redis=redis_url,
        )

    def service_urls(self) -> dict[str, str]:
        """`GONGKAI_<SERVICE>_URL` of the three APIs."""
        return {
            "GONGKAI_REQUESTS_URL": self.requests,
            "GONGKAI_CATALOG_URL": self.catalog,
            "GONGKAI_NOTIFIER_URL": self.notifier,
        }

    def gateway_environment(self, handed_on: Mapping[str, str]) -> dict[str, str]:
        """What the gateway reads; its limits are generous unless others are handed on.

        Here everybody is one client.
        """
        generous = {
            "GONGKAI_GATEWAY_PUBLIC_AVERAGE": "200",
            "GONGKAI_GATEWAY_PUBLIC_BURST": "400",
            "GONGKAI_GATEWAY_FILING_AVERAGE": "12000",
            "GONGKAI_GATEWAY_FILING_BURST": "400",
            "GONGKAI_GATEWAY_CLIENT_IN_FLIGHT": "256",
        }
        return generous | dict(handed_on) | self.service_urls()


def child_environment(
    service: str,
    *,
    handed_on: Mapping[str, str],
    secrets: Secrets,
    addresses: Addresses,
    database: OwnDatabase,
    identity: Path,
    clock_offset: timedelta,
    migration: bool,
) -> dict[str, str]:
    """The whole environment of one process of `service`.

    Each gets the addresses of its own database alone, and only migrations get the owner's.
    """
    unless_told = {
        "GONGKAI_FIELD_KEYS": json.dumps(secrets.field_keys),
        "GONGKAI_ACTIVE_FIELD_KEY": secrets.active_field_key,
        "GONGKAI_INDEX_KEY": secrets.index_key,
        "GONGKAI_CURSOR_KEY": secrets.cursor_key,
        "GONGKAI_FILES_URL": (identity.parent.resolve() / "files").as_uri(),
    }
    if converter := shutil.which("soffice"):
        unless_told["GONGKAI_DOCUMENT_CONVERTER"] = str(Path(converter).resolve())
    own = {
        "PYTHONUNBUFFERED": "1",
        "LC_ALL": "C.UTF-8",
        "GONGKAI_ENVIRONMENT": "development",
        "GONGKAI_REDIS_URL": addresses.redis,
        "GONGKAI_LOCAL_IDENTITY": str(identity),
        "GONGKAI_CLOCK_OFFSET_SECONDS": str(round(clock_offset.total_seconds())),
        f"GONGKAI_{service.upper()}_DATABASE_URL": database.app_url,
    }
    if migration:
        own[f"GONGKAI_{service.upper()}_MIGRATION_DATABASE_URL"] = database.owner_url
    if service == "notifier":
        own["GONGKAI_SMTP_HOST"] = addresses.smtp_host
        own["GONGKAI_SMTP_PORT"] = str(addresses.smtp_port)
    joined = {
        "GONGKAI_ISSUERS": _issuers(identity, handed_on.get("GONGKAI_ISSUERS")),
        "GONGKAI_TRUSTED_PROXIES": ",".join(
            filter(None, ("127.0.0.1", handed_on.get("GONGKAI_TRUSTED_PROXIES")))
        ),
        **_metrics_port(service, handed_on.get("GONGKAI_WORKER_METRICS_PORT")),
    }
    return unless_told | dict(handed_on) | own | joined | addresses.service_urls()


def _metrics_port(service: str, first: str | None) -> dict[str, str]:
    """A port of its own for each worker, from the one that was told on."""
    if not first or not first.isdecimal() or int(first) == 0:
        return {}
    port = int(first) + [told.key for told in SERVICES].index(service)
    return {"GONGKAI_WORKER_METRICS_PORT": str(port)}


def _issuers(identity: Path, others: str | None) -> str:
    issuer = {
        "issuer": LOCAL_ISSUER,
        "audience": LOCAL_AUDIENCE,
        "algorithm": LOCAL_ALGORITHM,
        "jwks_file": str(identity / "jwks.json"),
    }
    try:
        told = json.loads(others or "[]")
    except ValueError:
        told = None
    if not isinstance(told, list):
        raise RunSettingsError("GONGKAI_ISSUERS is no JSON list (docs/operations.md shows one)")
    return json.dumps([issuer, *told])
