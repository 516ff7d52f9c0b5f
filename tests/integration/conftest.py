"""The real servers of a test session, and each service's API on a database of its own."""

import shutil
import signal
import tempfile
from pathlib import Path

import pytest

from gongkai.testing.stand import Stand

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def stand():
    """One PostgreSQL and one Valkey for the whole session."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-stand-", dir="/var/tmp"))
    folder.chmod(0o755)
    stand = Stand(folder, REPOSITORY)
    stand.start()
    yield stand
    stand.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def interruptible():
    """Tests that run in a shell's background have SIGINT ignored, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
