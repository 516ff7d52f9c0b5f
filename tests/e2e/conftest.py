"""The whole platform as `make run` starts it, on data of its own."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from deploy.local.platform import Platform
from deploy.local.run_file import RunFile, prepare
from deploy.local.state import State


@dataclass
class Running:
    """A platform with its addresses, tokens and people."""

    platform: Platform
    run_file: RunFile

    def __post_init__(self):
        path = self.platform.state.folder / "e2e.json"
        self.run_file.write(path)
        self.run = json.loads(path.read_text("utf-8"))
        self.gateway = self.run["gateway"]

    def headers(self, role):
        return {"Authorization": f"Bearer {self.run['tokens'][role]}"}

    def get(self, path, *, role, **params):
        response = httpx.get(
            f"{self.gateway}{path}", params=params, headers=self.headers(role), timeout=30
        )
        response.raise_for_status()
        return response.json()

    def mails(self):
        return httpx.get(self.run["mail"]["messages"], timeout=30).json()

    def rows(self, service, statement):
        """Rows of a service's database as lists of texts, by its superuser."""
        output = self.platform.postgresql.psql(
            f"\\copy ({statement}) TO STDOUT", database=f"gongkai_{service}"
        )
        return [line.split("\t") for line in output.splitlines()]


@pytest.fixture(scope="module")
def running():
    folder = Path(tempfile.mkdtemp(prefix="gongkai-e2e-", dir="/var/tmp"))
    platform = Platform(State(folder / "state"))
    try:
        platform.start()
        yield Running(platform, prepare(platform))
    finally:
        platform.stop()
        platform.state.remove()
        shutil.rmtree(folder, ignore_errors=True)
