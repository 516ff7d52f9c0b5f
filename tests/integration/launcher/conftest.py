"""The launcher as a child process, on stand-ins for the services."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

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


@pytest.fixture
def launch():
    """Start launchers; whatever still runs at the end of the test is interrupted."""
    started: list[Launcher] = []

    def start(folder: Path, **env: str) -> Launcher:
        started.append(Launcher(folder, **env))
        return started[-1]

    yield start
    for launcher in started:
        if launcher.process.poll() is None:
            launcher.interrupt()
        launcher.process.stdout.close()


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """One launcher that serves, for tests that only look."""
    launcher = Launcher(tmp_path_factory.mktemp("serving") / ".gongkai")
    launcher.wait_serving()
    yield launcher
    if launcher.process.poll() is None:
        launcher.interrupt()
    launcher.process.stdout.close()


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
