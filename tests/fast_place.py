"""Where servers of tests keep their data: in memory where there is plenty."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY, _DISK = "/dev/shm", "/var/tmp"
_ENOUGH = 4 * 1024**3
"""Bytes that the servers of a few workers never need; containers often have 64 MB in memory."""


@contextmanager
def folder_of_its_own(name: str) -> Iterator[Path]:
    """An empty folder that the account of a server may enter, gone when the block ends.

    A cluster is a thousand small files, each written and deleted, and a clone of a database is 700
    more. What a killed process has written is there in memory as it is on a disk.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"gongkai-{name}-", dir=_fast_place()))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fast_place() -> str:
    has_room = Path(_MEMORY).is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH
    return _MEMORY if has_room and os.access(_MEMORY, os.W_OK) else _DISK
