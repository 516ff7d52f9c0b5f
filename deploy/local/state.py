"""The launcher's folder `.gongkai/` (0700): secrets, data, logs, run.json, who runs."""

import base64
import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from deploy.local.claim import claim
from gongkai.testing.servers.account import remove_elsewhere

_KEY_BYTES = 32


@dataclass(frozen=True)
class Secrets:
    """Everything secret that one local platform has, made on its first start."""

    postgresql: str
    valkey: str
    databases: dict[str, dict[str, str]]
    field_keys: dict[str, str]
    active_field_key: str
    index_key: str
    cursor_key: str

    @classmethod
    def new(cls) -> Self:
        """Random ones."""
        return cls(
            postgresql=_password(),
            valkey=_password(),
            databases={
                service: {"owner": _password(), "app": _password()}
                for service in ("requests", "catalog", "notifier")
            },
            field_keys={"local-1": _key()},
            active_field_key="local-1",
            index_key=_key(),
            cursor_key=_key(),
        )


class State:
    """Paths and files of one local platform below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.logs = folder / "logs"
        self.identity = folder / "identity"
        self.mails = folder / "mails"
        self.postgresql = folder / "postgresql"
        self.valkey = folder / "valkey"
        self.run_file = folder / "run.json"
        self.variables_file = folder / "variables.json"
        self.tour_file = folder / "tour.json"
        self.pid_file = folder / "pids.json"
        self._lock: int | None = None

    def prepare(self) -> None:
        """Make the folders, closed to others."""
        for path in (self.folder, self.logs, self.identity, self.mails):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def lock(self) -> None:
        """Claim the folder until this process ends, however it ends.

        Errors: AlreadyRunningError, with the process id of the one who has it.
        """
        self.prepare()
        self._lock = claim(self.folder)

    def forget_run(self) -> None:
        """Remove the addresses, tokens and variables of a run that has ended."""
        for path in (self.run_file, self.tour_file):
            path.unlink(missing_ok=True)
            path.with_suffix(".env").unlink(missing_ok=True)
        self.variables_file.unlink(missing_ok=True)

    def turn_logs(self) -> None:
        """Begin new logs; those of the last run stay beside them as `….log.1`."""
        for log in self.logs.glob("*.log"):
            log.replace(log.with_name(f"{log.name}.1"))

    def unlock(self) -> None:
        """Give the folder free."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def secrets(self) -> Secrets:
        """Read the secrets, or make them on the first start."""
        path = self.folder / "secrets.json"
        if not path.exists():
            write_private(path, json.dumps(asdict(Secrets.new()), indent=2))
        return Secrets(**json.loads(path.read_text("utf-8")))

    def last_ports(self) -> dict[str, int]:
        """Ports of the last run, so that addresses stay the same where they can."""
        path = self.folder / "ports.json"
        if not path.exists():
            return {}
        return {str(name): int(port) for name, port in json.loads(path.read_text("utf-8")).items()}

    def keep_ports(self, ports: dict[str, int]) -> None:
        """Remember the ports of this run."""
        write_private(self.folder / "ports.json", json.dumps(ports, indent=2))

    def done(self, step: str) -> bool:
        """Whether a step of the first start has been done."""
        return (self.folder / f"{step}.done").exists()

    def set_done(self, step: str) -> None:
        """Remember that a step of the first start has been done."""
        (self.folder / f"{step}.done").touch(mode=0o600)

    def remove(self) -> None:
        """Remove the folder, and what lies outside of it."""
        remove_elsewhere(self.postgresql.with_name("postgresql.elsewhere"))
        shutil.rmtree(self.folder)


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step; nobody else may read it, and no reader sees half of it."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def _password() -> str:
    return secrets.token_urlsafe(24)


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
