"""An API that is told to end first says so, answers on, and then stops in order."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from gongkai.settings import ServiceSettings
from gongkai.testing.servers.ports import free_port
from tests.waiting import until

ROUTES = Path(__file__).parents[3] / "deploy" / "gateway" / "dynamic.yml"


@pytest.fixture
def api(stand):
    port = free_port()
    with stand.database("requests") as database:
        command = [sys.executable, "-m", "uvicorn", "requests_api.app:create_app", "--factory"]
        process = subprocess.Popen(
            [*command, "--port", str(port), "--no-access-log"],
            env={**os.environ, **stand.environment(database, GONGKAI_DRAIN_SECONDS="2")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def answers(client, url, status):
    def does():
        try:
            return client.get(url).status_code == status
        except httpx.TransportError:
            return False

    return does


def test_after_sigterm_an_api_is_not_ready_still_answers_and_ends(api):
    process, url = api
    ready = f"{url}/health/ready"
    with httpx.Client() as client:
        until(answers(client, ready, 200), "the API is ready", seconds=90)
        process.send_signal(signal.SIGTERM)
        until(answers(client, ready, 503), "the API says that it ends", seconds=90)
        assert client.get(f"{url}/requests/v1/codes").status_code == 200
    # uvicorn stops in order and then ends by the signal that it was sent.
    assert process.wait(timeout=20) == -signal.SIGTERM


def test_unless_told_otherwise_it_says_so_until_the_gateway_has_asked():
    (interval,) = re.findall(r" interval: (\d+)ms", ROUTES.read_text("utf-8"))
    assert ServiceSettings.model_fields["drain_seconds"].default > int(interval) / 1000
