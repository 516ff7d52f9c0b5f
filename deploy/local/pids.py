"""The pid file: what a launcher that was killed has left running is taken down by the next."""

import json
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from deploy.local.state import write_private
from gongkai.testing.servers import Child, kill_tree
from gongkai.testing.servers.process import is_alive

# A process id is used again; id and start time together are not. Seconds: a clock that was set.
_TOLERANCE = 5.0
_GRACE = 5.0


def record(path: Path, children: Iterable[Child]) -> None:
    """Write ids and start times of the children that run."""
    found: dict[str, dict[str, float]] = {}
    for child in children:
        if child.running:
            try:
                started = psutil.Process(child.pid).create_time()
            except psutil.NoSuchProcess:
                continue
            found[child.name] = {"pid": child.pid, "started": started}
    write_private(path, json.dumps(found, indent=2))


def take_down(path: Path) -> list[str]:
    """End every recorded process that still runs, and return their names.

    Those that are already ending, because their launcher died, get a few seconds for it.
    """
    left = {name: process for name, process in _recorded(path) if is_alive(process)}
    for process in left.values():
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    deadline = time.monotonic() + _GRACE
    while time.monotonic() < deadline and any(is_alive(process) for process in left.values()):
        time.sleep(0.05)
    for process in left.values():
        if is_alive(process):
            kill_tree(process.pid)
    path.unlink(missing_ok=True)
    return sorted(left)


def _recorded(path: Path) -> Iterable[tuple[str, psutil.Process]]:
    if not path.exists():
        return
    for name, entry in json.loads(path.read_text("utf-8")).items():
        try:
            process = psutil.Process(int(entry["pid"]))
            if abs(process.create_time() - float(entry["started"])) < _TOLERANCE:
                yield name, process
        except psutil.NoSuchProcess:
            continue
