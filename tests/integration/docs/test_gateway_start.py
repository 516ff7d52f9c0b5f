"""The start of the gateway that its README prints, typed into a shell."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gongkai.testing.servers import free_port
from tests.waiting import until

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
README = ROOT / "deploy" / "gateway" / "README.md"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Service(BaseHTTPRequestHandler):
    """Says which path arrived."""

    def do_GET(self):
        body = json.dumps({"path": self.path}).encode()
        self.send_response(200)
        self.send_header("Gongkai-Correlation-Id", "told-by-the-service")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def service():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def printed():
    """The block of the README that starts the gateway."""
    (block,) = re.findall(
        r"(?m)^    env \$\(grep(?:.*\n    )*.*traefik$", README.read_text("utf-8")
    )
    return block


@pytest.fixture
def typed(service, tmp_path):
    """The gateway as a shell starts it; its port and its log."""
    ports = {"8080": free_port(), "8081": free_port()}
    ports |= dict.fromkeys(("8001", "8002", "8003"), service)
    command = re.sub(r"127\.0\.0\.1:(\d{4})", lambda m: f"127.0.0.1:{ports[m[1]]}", printed())
    log = tmp_path / "gateway.log"
    path = f"{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}"
    with log.open("wb") as out:
        shell = subprocess.Popen(
            ["sh", "-c", command],
            cwd=ROOT,
            env={"PATH": path},
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    yield ports["8080"], log
    with suppress(ProcessLookupError):
        os.killpg(shell.pid, signal.SIGTERM)
    shell.wait(timeout=20)


def answer(port, path):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"traceparent": TRACE}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as found:
            return json.load(found)
    except (urllib.error.URLError, ConnectionError):
        return None


def test_the_printed_start_serves_when_it_is_typed_and_logs_what_joins_it_to_the_services(typed):
    port, log = typed
    until(lambda: answer(port, "/catalog/v1/organs"), "it serves", seconds=30)
    assert answer(port, "/") == {"path": "/internal/start"}
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    (asked,) = (line for line in lines if line.get("RequestPath") == "/")
    assert asked["request_Traceparent"] == TRACE
    assert asked["downstream_Gongkai-Correlation-Id"] == "told-by-the-service"
