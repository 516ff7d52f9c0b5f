"""Signals: an interrupted terminal, a `make` above us that was interrupted or killed."""

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PR_SET_PDEATHSIG = 1


class Stop(BaseException):
    """Somebody asked the launcher to stop; like KeyboardInterrupt no Exception."""


def stop_on_signals() -> None:
    """Raise Stop in the main thread at the first SIGINT, SIGTERM or SIGHUP."""

    def raise_stop(_number: int, _frame: object) -> None:
        ignore_signals()  # a second Ctrl-C must not interrupt the orderly stop
        raise Stop

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, raise_stop)


def ignore_signals() -> None:
    """From now on finish what is under way."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


class Make:
    """The `make` that started us. It ends with us, and we with it.

    An interrupted make waits for its recipe without passing the signal on, and a killed one would
    leave us behind; elsewhere than on Linux neither can be seen, and Ctrl-C reaches both anyway.
    """

    def __init__(self) -> None:
        self._pid = os.getppid()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    def is_ending(self) -> bool:
        """Whether make is gone or sits in its handler of SIGINT, where the signal is blocked."""
        if os.getppid() != self._pid:
            return True
        try:
            status = Path(f"/proc/{self._pid}/status").read_text("utf-8")
        except OSError:
            return False
        blocked = next(line for line in status.splitlines() if line.startswith("SigBlk:"))
        return bool(int(blocked.split()[1], 16) >> (signal.SIGINT - 1) & 1)


@contextmanager
def own_foreground() -> Iterator[None]:
    """Receive the terminal's Ctrl-C alone, not together with make, which would end with an error.

    Does nothing unless we are in the foreground of a terminal and started by another program of
    the same group.
    """
    terminal = _terminal()
    group = os.getpgrp()
    if terminal is None or os.tcgetpgrp(terminal) != group or group == os.getpid():
        yield
        return
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # make, which waits for us, would not notice
    os.setpgid(0, 0)
    os.tcsetpgrp(terminal, os.getpid())
    try:
        yield
    finally:
        os.tcsetpgrp(terminal, group)


def _terminal() -> int | None:
    """The terminal we are attached to, if there is one; open until this process ends."""
    try:
        return os.open("/dev/tty", os.O_RDWR)
    except OSError:
        return None
