"""Child processes that end with their parent, with a log, an orderly stop and a hard kill."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

_GUARD = Path(__file__).with_name("guard.py")
_PAUSE = 0.02


class ServerError(RuntimeError):
    """A server did not start, did not become ready or refused a command; says what to look at."""


@dataclass(frozen=True)
class Account:
    """The unprivileged system account under which a server runs when we are root."""

    name: str
    uid: int
    gid: int


class Child:
    """One child process with its log.

    It gets `death_signal` when this process dies (Linux; elsewhere the launcher's pid file serves).
    Start it from the main thread: the kernel watches the thread that made the child.
    """

    def __init__(self, name: str, log: Path, *, death_signal: int = signal.SIGTERM) -> None:
        self.name = name
        self.log = log
        self._death_signal = death_signal
        self._process: subprocess.Popen[bytes] | None = None

    def start(
        self,
        argv: list[str],
        *,
        env: Mapping[str, str],
        cwd: Path | None = None,
        account: Account | None = None,
        folder: Path | None = None,
    ) -> None:
        """Start `argv` in a session of its own, its output appended to the log (0600).

        `env` is the whole environment. `folder` replaces `@folder@` in argv, see guard.py.
        Errors: ServerError when it runs already or when called outside the main thread.
        """
        if self.running:
            raise ServerError(f"{self.name} runs already")
        if threading.current_thread() is not threading.main_thread():
            raise ServerError(f"start {self.name} from the main thread: it ends with its thread")
        argument = guard_argument(argv, self._death_signal, account=account, folder=folder)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        output = os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - the caller's own command
                argument,
                env=dict(env),
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        finally:
            os.close(output)

    @property
    def pid(self) -> int:
        """Process id. Errors: ServerError when it never started."""
        if self._process is None:
            raise ServerError(f"{self.name} has not been started")
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process lives; reaps it when it does not."""
        return self._process is not None and self._process.poll() is None

    @property
    def returncode(self) -> int | None:
        """Exit code, negative for a signal; None while it runs or before it started."""
        return None if self._process is None else self._process.poll()

    def send(self, number: int) -> None:
        """Send a signal to the process alone, if it still runs."""
        if self.running:
            os.kill(self.pid, number)

    def stop(self, number: int = signal.SIGTERM, *, timeout: float = 10.0) -> None:
        """Ask with `number`, wait `timeout` seconds, then kill. Does nothing when it has ended."""
        self.send(number)
        if not self.wait(timeout):
            self.kill()

    def wait(self, timeout: float) -> bool:
        """Wait for the end of the process at most `timeout` seconds; say whether it has ended."""
        if self._process is None:
            return True
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """SIGKILL the process and all its descendants, wait until none of them is left."""
        if self._process is None:
            return
        if self.running:
            kill_tree(self._process.pid)
        self._process.wait()

    def tail(self, lines: int = 20) -> str:
        """The last lines of the log."""
        try:
            return "\n".join(self.log.read_text("utf-8", errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""

    def wait_ready(self, ready: Callable[[], bool], *, timeout: float = 30.0) -> None:
        """Wait until `ready()` is true.

        Errors: ServerError with the last lines of the log when the process ends first or the time
        is over.
        """
        deadline = time.monotonic() + timeout
        while not ready():
            if not self.running:
                raise ServerError(f"{self.name} ended with {self.returncode}:\n{self.tail()}")
            if time.monotonic() > deadline:
                raise ServerError(f"{self.name} not ready in {timeout:g} s:\n{self.tail()}")
            time.sleep(_PAUSE)


def guard_argument(
    argv: list[str],
    death_signal: int = signal.SIGTERM,
    *,
    account: Account | None = None,
    folder: Path | None = None,
) -> list[str]:
    """The command line that runs `argv` under the guard, as a child of this very process."""
    job = {
        "argv": argv,
        "parent": os.getpid(),
        "signal": int(death_signal),
        "uid": account and account.uid,
        "gid": account and account.gid,
        "folder": folder and str(folder),
    }
    return [sys.executable, "-I", "-S", str(_GUARD), json.dumps(job)]


def kill_tree(pid: int, *, timeout: float = 10.0) -> None:
    """SIGKILL a process and its descendants and wait until each is gone or a zombie.

    The parent is stopped first, so it cannot make a child between the count and the kill.
    Errors: ServerError when one outlives `timeout` seconds.
    """
    try:
        parent = psutil.Process(pid)
        parent.suspend()
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    deadline = time.monotonic() + timeout
    while any(is_alive(process) for process in family):
        if time.monotonic() > deadline:
            raise ServerError(f"process {pid} or one of its children cannot be killed")
        time.sleep(_PAUSE)


def is_alive(process: psutil.Process) -> bool:
    """Whether it is still the same process and no zombie."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
