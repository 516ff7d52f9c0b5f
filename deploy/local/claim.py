"""Who runs the platform of a folder: a lock that its launcher holds until it ends, however it ends.

With the standard library alone: `make run` asks before there is an environment (see Makefile).
"""

import fcntl
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".gongkai"


class AlreadyRunningError(RuntimeError):
    """Another launcher works on this folder; the message names its process and what to do."""

    def __init__(self, folder: Path, owner: str) -> None:
        super().__init__(
            f"process {owner} runs the platform of {folder}. Its addresses are in "
            f"{folder / 'run.json'}; stop it with Ctrl-C there."
        )


def claim(folder: Path) -> int:
    """Claim an existing folder for this process, until the returned handle is closed.

    Errors: AlreadyRunningError.
    """
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, folder)
    except AlreadyRunningError:
        os.close(handle)
        raise
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    return handle


def require_free(folder: Path) -> None:
    """Errors: AlreadyRunningError, when another process has claimed the folder."""
    if (folder / "lock").exists():
        with (folder / "lock").open() as file:
            _lock(file.fileno(), folder)


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise AlreadyRunningError(folder, os.read(handle, 20).decode() or "unknown") from None


if __name__ == "__main__":
    try:
        require_free(FOLDER)
    except AlreadyRunningError as error:
        print(error)
        sys.exit(1)
