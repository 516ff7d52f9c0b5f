"""A service in a process of its own, as it runs in an office: uvicorn on a port of loopback."""

import os
import socket
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from gongkai.testing.servers.ports import free_port
from gongkai.testing.servers.process import Child

PACKAGES = {"requests": "requests_api", "catalog": "catalog_api", "notifier": "notifier"}
_OPTIONS = ("--factory", "--no-access-log", "--no-server-header", "--no-proxy-headers")


@dataclass(frozen=True)
class Served:
    """An API process."""

    port: int
    child: Child

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def talk(self, *pieces, timeout=10.0):
        """Send bytes as they stand and give all that comes back until the other side is done.

        A piece may be a generator; sending ends where the server hangs up.
        """
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            sent = 0
            try:
                for piece in pieces:
                    for data in [piece] if isinstance(piece, bytes) else piece:
                        connection.sendall(data)
                        sent += len(data)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return _read(connection), sent


def _read(connection):
    received = b""
    try:
        while data := connection.recv(65536):
            received += data
            head, found, body = received.partition(b"\r\n\r\n")
            length = _length(head)
            if found and length is not None and len(body) >= length:
                break
    except ConnectionResetError:
        pass
    return received


def _length(head):
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return None


@contextmanager
def api(service, environment, folder: Path):
    """Serve an API until the block ends."""
    port = free_port()
    package = PACKAGES[service]
    uvicorn = [sys.executable, "-m", "uvicorn", f"{package}.app:create_app", *_OPTIONS]
    child = Child(f"{service}-api", folder / f"{service}-api.log")
    child.start([*uvicorn, "--port", str(port)], env={**os.environ, **environment})
    served = Served(port, child)

    try:
        with httpx.Client() as client:  # to make one for each question costs more than to ask
            child.wait_ready(lambda: _is_ready(client, served.url))
        yield served
    finally:
        child.stop()


def _is_ready(client, url):
    try:
        return client.get(f"{url}/health/ready").status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def worker(service, environment, folder: Path):
    """Run a worker until the block ends."""
    child = Child(f"{service}-worker", folder / f"{service}-worker.log")
    command = [sys.executable, "-m", f"{PACKAGES[service]}.worker"]
    child.start(command, env={**os.environ, **environment})
    try:
        yield child
    finally:
        child.stop()
