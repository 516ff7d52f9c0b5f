"""The real servers of a test session, and each service's API on a database of its own."""

import signal
from pathlib import Path

import pytest

from gongkai.testing.stand import Stand
from tests.fast_place import folder_of_its_own

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def stand():
    """One PostgreSQL and one Valkey for the whole session."""
    with folder_of_its_own("stand") as folder:
        stand = Stand(folder, REPOSITORY)
        stand.start()
        yield stand
        stand.stop()


@pytest.fixture
def interruptible():
    """Tests that run in a shell's background have SIGINT ignored, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
