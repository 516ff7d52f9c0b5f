"""The launcher as a child process, on stand-ins for the services."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.fast_place import folder_of_its_own
from tests.waiting import until

HERE = Path(__file__).parent
SECONDS = 30


def gone(processes):
    """Wait until none of the processes lives."""
    until(lambda: not any(map(_lives, processes)), f"none of {processes} lives", seconds=15)


def _lives(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


class Launcher:
    """One run of the launcher on a folder."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.run_file = folder / "run.json"
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "launcher.py"), str(folder)],
            env={**_outer_environment(), **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.output = ""

    def wait_serving(self) -> dict:
        """Wait for run.json and return it."""
        until(self._has_started, "run.json", SECONDS)
        return json.loads(self.run_file.read_text("utf-8"))

    def _has_started(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(self.finish()[1])
        return self.run_file.exists()

    def interrupt(self) -> tuple[int, str]:
        """SIGINT to the whole group, as a terminal does; exit code and output."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.finish()

    def finish(self) -> tuple[int, str]:
        """Wait for the end; exit code and output."""
        output, _ = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, output

    def children(self) -> dict[str, psutil.Process]:
        """The parts by name, from the pid file."""
        found = json.loads((self.folder / "pids.json").read_text("utf-8"))
        return {name: psutil.Process(entry["pid"]) for name, entry in found.items()}

    def end(self) -> None:
        """Nothing of it lives on; sooner than an orderly stop, which is tried where it matters.

        PostgreSQL is stopped: killed, it would leave its segments of shared memory.
        """
        if self.process.poll() is None:
            launcher = psutil.Process(self.process.pid)
            parts, family = launcher.children(), launcher.children(recursive=True)
            self.process.kill()
            for part in parts:
                with suppress(psutil.NoSuchProcess):
                    is_server = part.name() == "postgres"
                    part.send_signal(signal.SIGINT if is_server else signal.SIGKILL)
            self.process.wait()
            gone(family)
        self.process.stdout.close()


@pytest.fixture
def folder():
    """A folder for launchers; many of its parts write to disk all the time."""
    with folder_of_its_own("launcher") as folder:
        yield folder


@pytest.fixture
def launch():
    """Start launchers; whatever still runs at the end of the test is killed."""
    started: list[Launcher] = []

    def start(folder: Path, **env: str) -> Launcher:
        started.append(Launcher(folder, **env))
        return started[-1]

    yield start
    for launcher in started:
        launcher.end()


@pytest.fixture(scope="module")
def serving():
    """One launcher that serves, for tests that only look."""
    with folder_of_its_own("launcher") as folder:
        launcher = Launcher(folder / ".gongkai")
        launcher.wait_serving()
        yield launcher
        launcher.end()


@dataclass(frozen=True)
class Past:
    """A run from its first start to an interrupt: what was seen of it, and its folder."""

    folder: Path
    run: dict
    secrets: str
    modes: dict[str, int]
    parts: dict[str, psutil.Process]
    code: int
    output: str
    seconds: float


@pytest.fixture(scope="module")
def past():
    """A first run that is over, for tests of what it was and of what starts on its data."""
    with folder_of_its_own("launcher") as folder:
        launcher = Launcher(folder / ".gongkai", GONGKAI_SMTP_HOST="mail.example")
        run = launcher.wait_serving()
        parts, state = launcher.children(), launcher.folder
        modes = {path.name: path.stat().st_mode & 0o777 for path in (state, state / "run.json")}
        began = time.monotonic()
        code, output = launcher.interrupt()
        yield Past(
            folder=state,
            run=run,
            secrets=(state / "secrets.json").read_text("utf-8"),
            modes=modes,
            parts=parts,
            code=code,
            output=output,
            seconds=time.monotonic() - began,
        )
        launcher.end()


@pytest.fixture
def used(past, folder):
    """A copy of its data: the next start on them is not the first."""
    subprocess.run(["cp", "-a", past.folder, folder], check=True)
    return folder / past.folder.name


@pytest.fixture
def command():
    """The command line of a launcher, for tests that start it through another program."""
    return [sys.executable, str(HERE / "launcher.py")]


def _outer_environment() -> dict[str, str]:
    """Ours without what a surrounding make or run has set."""
    found = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "GONGKAI_", "MFLAGS"))
    }
    return {**found, "GONGKAI_LANGUAGE": "en"}
