"""The real servers of a test session, and each service's API on a database of its own."""

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from gongkai.testing.stand import Stand

REPOSITORY = Path(__file__).parents[2]
_MEMORY, _DISK = "/dev/shm", "/var/tmp"
_ENOUGH = 4 * 1024**3
"""Bytes that the servers of a few workers never need; containers often have 64 MB in memory."""


@pytest.fixture(scope="session")
def stand():
    """One PostgreSQL and one Valkey for the whole session."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-stand-", dir=_fast_place()))
    folder.chmod(0o755)
    stand = Stand(folder, REPOSITORY)
    stand.start()
    yield stand
    stand.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _fast_place():
    """Memory where there is plenty: a clone of a database is some 700 small files, each written
    and deleted. What must outlive its server is tested elsewhere, on a durable one.
    """
    has_room = Path(_MEMORY).is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH
    return _MEMORY if has_room and os.access(_MEMORY, os.W_OK) else _DISK


@pytest.fixture
def interruptible():
    """Tests that run in a shell's background have SIGINT ignored, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
