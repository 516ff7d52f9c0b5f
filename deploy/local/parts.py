"""The services as the launcher sees them: names and commands. It imports none of them."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Service:
    """Commands of one service; `{port}` stands for the port of its API.

    `key` names its database, roles and variables; `name` is the process in tables and run.json.
    `first_start` are commands for the first start, when every part is ready.
    """

    name: str
    key: str
    migrate: tuple[str, ...]
    api: tuple[str, ...]
    worker: tuple[str, ...]
    first_start: tuple[tuple[str, ...], ...] = ()

    @property
    def worker_name(self) -> str:
        """Name of the worker's process."""
        return f"{self.key}-worker"


def _service(
    name: str, key: str, package: str, first_start: tuple[tuple[str, ...], ...] = ()
) -> Service:
    python = sys.executable
    return Service(
        name=name,
        key=key,
        migrate=(python, "-m", "alembic", "-c", f"services/{name}/alembic.ini", "upgrade", "head"),
        api=(
            *(python, "-m", "uvicorn", f"{package}.app:create_app", "--factory"),
            *("--host", "127.0.0.1", "--port", "{port}", "--no-access-log", "--no-server-header"),
            *("--no-proxy-headers", "--timeout-graceful-shutdown", "5"),
        ),
        worker=(python, "-m", f"{package}.worker"),
        first_start=first_start,
    )


SERVICES = (
    _service("requests-api", "requests", "requests_api"),
    _service(
        "catalog-api",
        "catalog",
        "catalog_api",
        first_start=((sys.executable, "-m", "catalog_api.cli", "load-shipped-lists"),),
    ),
    _service("notifier", "notifier", "notifier"),
)


def mail_sink(ports: Mapping[str, int], folder: Path) -> list[str]:
    """The command of the mail sink, which keeps its messages in `folder`."""
    numbers = [str(ports["smtp"]), str(ports["mail"])]
    return [sys.executable, "-m", "deploy.local.mail_sink", *numbers, str(folder)]
