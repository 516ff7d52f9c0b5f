"""The whole platform as `make run` starts it, on data of its own.

Its start takes longer than most of what is tried on it, so all share one (tests/conftest.py gives
their files to one worker): who looks at cases looks at those of its own.
"""

import httpx
import pytest

from deploy.local.platform import Platform
from deploy.local.run_file import prepare
from deploy.local.state import State
from tests.fast_place import folder_of_its_own
from tests.waiting import until


class Running:
    """A platform with its addresses, tokens and people."""

    def __init__(self, platform):
        self.platform = platform
        self.run_file = platform.state.folder / "e2e.json"
        self.prepare()

    def prepare(self):
        """What follows each start: `run` says what run.json will say."""
        self.run = prepare(self.platform).write(self.run_file)
        self.gateway = self.run["gateway"]

    def is_ready(self):
        """Whether every part lives and each service takes requests."""
        self.platform.check()
        states = [
            httpx.get(f"{each}/health/ready", timeout=30) for each in self.run["services"].values()
        ]
        return all(state.is_success for state in states)

    def headers(self, role):
        return {"Authorization": f"Bearer {self.run['tokens'][role]}"}

    def get(self, path, *, role, **params):
        response = httpx.get(
            f"{self.gateway}{path}", params=params, headers=self.headers(role), timeout=30
        )
        response.raise_for_status()
        return response.json()

    def pages(self, path, *, role, **params):
        """The items of every page of a list."""
        page = {"next_cursor": None}
        while True:
            cursor = page["next_cursor"]
            more = {"cursor": cursor} if cursor else {}
            page = self.get(path, role=role, limit=200, **params, **more)
            yield from page["items"]
            if not page["next_cursor"]:
                return

    def mails(self):
        return httpx.get(self.run["mail"]["messages"], timeout=30).json()

    def rows(self, service, statement):
        """Rows of a service's database as lists of texts, by its superuser."""
        output = self.platform.postgresql.psql(
            f"\\copy ({statement}) TO STDOUT", database=f"gongkai_{service}"
        )
        return [line.split("\t") for line in output.splitlines()]


@pytest.fixture(scope="session")
def started():
    with folder_of_its_own("e2e") as folder:
        platform = Platform(State(folder / "state"))
        try:
            platform.start()
            yield Running(platform)
        finally:
            platform.stop()
            platform.state.remove()


@pytest.fixture
def running(started):
    """The platform, whole again whatever the test before has killed."""
    until(started.is_ready, "every service is ready")
    return started
