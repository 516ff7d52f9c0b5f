"""An API in a process of its own, with what it costs the processor."""

import contextlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from gongkai.testing.servers.ports import free_port

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Served:
    """An API that answers on `port`."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """What its process has used of the processor since it began."""
        used = self.process.cpu_times()
        return float(used.user + used.system)


@contextlib.contextmanager
def serving(app: str, environment: dict[str, str]):
    """An API in a process of its own; yields where it is."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", app, "--port", str(port), "--no-access-log"]
    if app.endswith("create_app"):
        command.append("--factory")
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, env={**os.environ, **environment}, cwd=ROOT, stdout=log, stderr=log
        )
        try:
            _wait_until_it_answers(process, port, log)
            yield Served(port, psutil.Process(process.pid))
        finally:
            process.terminate()
            process.wait()


def _wait_until_it_answers(process, port: int, log) -> None:
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/health/live")
            return
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"an API ended:\n{log.read().decode()[-2000:]}")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
    raise RuntimeError("an API did not answer within 30 seconds")
