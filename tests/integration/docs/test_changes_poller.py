"""The example poller of the change feed, against a real catalog-api that comes and goes."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from gongkai.auth.principal import Role
from gongkai.testing.servers import free_port
from tests.waiting import until

POLLER = Path(__file__).parents[3] / "docs" / "examples" / "changes_poller.py"
SECONDS = 30
ORGANS = 450  # three pages
KIND = {"kind": "department", "level": "county"}


class Catalog:
    """catalog-api as a process on one port, started and killed at will."""

    def __init__(self, environment, token):
        self.base = f"http://127.0.0.1:{free_port()}"
        self._environment = environment
        self._headers = {"Authorization": f"Bearer {token}"}
        self._process = None

    def start(self):
        app = ("catalog_api.app:create_app", "--factory", "--no-access-log")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "uvicorn", *app, "--port", self.base.rpartition(":")[2]],
            env={**os.environ, **self._environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(self._is_ready)

    @property
    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def kill(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def enter(self, names):
        for at in range(0, len(names), 500):
            items = [
                {"source": "test", "external_id": name, "name": name, **KIND}
                for name in names[at : at + 500]
            ]
            body = {"items": items}
            path = f"{self.base}/catalog/v1/organs:bulk-upsert"
            answer = httpx.post(path, json=body, headers=self._headers, timeout=SECONDS)
            assert answer.json()["refused"] == 0, answer.text

    def _is_ready(self):
        with contextlib.suppress(httpx.HTTPError):
            return httpx.get(f"{self.base}/health/ready").is_success
        return False


EMPTY = """
    SET session_replication_role = replica;
    SELECT format('TRUNCATE %s', string_agg(tablename, ', ')) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version' \\gexec
"""
"""As migrations leave the database; what guards the record is a trigger, which a replica lacks."""


@pytest.fixture(scope="module")
def started(stand):
    """One process and one database for all: its start takes longer than a test."""
    with stand.database("catalog") as database:
        catalog = Catalog(stand.environment(database), stand.mint.token(Role.ADMIN, None))
        yield catalog, database.name
        catalog.kill()


@pytest.fixture
def catalog(started, stand):
    """It knows nothing and serves, whatever the test before has done to it."""
    catalog, database = started
    stand.postgres.psql(EMPTY, database=database)
    if not catalog.is_running:
        catalog.start()
    return catalog


@pytest.fixture
def mirror(tmp_path):
    return tmp_path / "mirror.json"


@pytest.fixture
def token(tmp_path):
    return tmp_path / "token.txt"


@pytest.fixture
def poller(catalog, stand, token, mirror):
    token.write_text(stand.mint.token(Role.INTEGRATOR, uuid4()) + "\n")

    @contextlib.contextmanager
    def run(query="", path="/catalog/v1/changes", pause="0.1"):
        process = subprocess.Popen(
            [
                sys.executable,
                POLLER,
                f"{catalog.base}{path}{query}",
                token,
                mirror,
                pause,
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()

    return run


def names_in(mirror):
    if not mirror.exists():
        return set()
    things = json.loads(mirror.read_bytes())["things"].values()
    return {event["data"]["name"] for event in things}


def mended(mirror):
    """The names in the mirror; none while the poller has not put a damaged one aside."""
    try:
        return names_in(mirror)
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def test_it_loses_nothing_when_it_is_killed_and_when_the_service_is(catalog, poller, mirror):
    first = {f"机构{n}" for n in range(ORGANS)}
    catalog.enter(sorted(first))
    with poller() as process:
        until(mirror.exists)
        process.send_signal(signal.SIGKILL)
    with poller():
        until(lambda: names_in(mirror) == first)
        catalog.kill()
        catalog.start()
        catalog.enter(["新机构"])
        until(lambda: names_in(mirror) == first | {"新机构"})


def test_it_starts_afresh_when_the_feed_has_another_history(catalog, poller, mirror):
    catalog.enter(["现机构"])
    gone = {"subject": "x", "revision": 9, "data": {"name": "已不存在"}}
    mirror.write_text(json.dumps({"cursor": "of another history", "things": {"x": gone}}))
    with poller():
        until(lambda: names_in(mirror) == {"现机构"})


def test_it_reads_the_streams_that_its_address_names(catalog, poller, mirror):
    catalog.enter(["现机构"])
    with poller("?stream=organs"):
        until(lambda: names_in(mirror) == {"现机构"})
    mirror.unlink()
    with poller("?stream=organ") as process:
        _, said = process.communicate(timeout=SECONDS)
    assert "refused: 422 unknown_stream: " in said


@pytest.mark.usefixtures("interruptible")
def test_it_ends_without_a_word_more_when_it_is_interrupted_between_two_readings(
    catalog, poller, mirror
):
    catalog.enter(["现机构"])
    with poller(pause="3600") as process:
        said = [process.stderr.readline() for _ in range(3)]
        process.send_signal(signal.SIGINT)
        _, more = process.communicate(timeout=SECONDS)
    assert said[-1] == "1 events read, 1 things known\n"
    assert (process.returncode, more) == (0, "")
    assert mirror.exists()


def test_it_says_that_what_answers_is_no_feed_and_asks_again(catalog, poller, mirror):
    with poller(path="/catalog/v1/codes#") as process:
        said = [process.stderr.readline() for _ in range(3)]
    assert said[-1] == "what answers there is no change feed: trying again in 0.1 s\n"
    assert not mirror.exists()


@pytest.mark.parametrize(
    "typed",
    [
        ("host/catalog/v1/changes", "token.txt", "mirror.json"),
        ("https://host/catalog/v1/changes", "token.txt"),
        *(("https://host/changes", "t", "m", pause) for pause in ("soon", "0", "-1", "nan", "inf")),
    ],
)
def test_what_it_cannot_do_anything_with_is_told_how_it_is_called(typed):
    told = subprocess.run(
        [sys.executable, POLLER, *typed],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("Usage: python changes_poller.py URL TOKEN_FILE")


def test_a_damaged_mirror_is_put_aside_and_read_anew(catalog, poller, mirror):
    catalog.enter(["甲机构", "乙机构"])
    for damaged in ('{"cursor": "x", "thin', "[]", '{"cursor": "", "things": {"x": {}}}', "\ufffd"):
        mirror.write_text(damaged)
        with poller() as process:
            until(lambda: mended(mirror) == {"甲机构", "乙机构"})
            process.terminate()
            _, said = process.communicate(timeout=SECONDS)
        aside = mirror.with_name("mirror.damaged")
        assert aside.read_text() == damaged
        assert "mirror.json is damaged: kept as mirror.damaged" in said
        assert "2 events read, 2 things known" in said


def test_it_ends_with_the_problem_where_asking_again_would_not_help(
    catalog, poller, token, mirror, stand
):
    refusals = {
        "no token at all": ("", "401 unauthenticated"),
        stand.mint.token(Role.CLERK, uuid4()): ("", "403 forbidden"),
        stand.mint.token(Role.INTEGRATOR, uuid4()): ("/", "404 not_found"),
    }
    for held, (more, expected) in refusals.items():
        token.write_text(held)
        with poller(more) as process:
            _, said = process.communicate(timeout=SECONDS)
        assert process.returncode == 1
        assert f"refused: {expected}: " in said
        assert not mirror.exists()
