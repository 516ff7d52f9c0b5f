"""Ports that are given out before anything listens on them."""

import socket
import subprocess
import sys

import pytest

from gongkai.testing.servers import free_port, is_free, reserve_port
from tests.waiting import until

pytestmark = pytest.mark.integration
HOLDER = """
import sys
from gongkai.testing.servers import free_port
print(free_port(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder():
    """Another process that was given a port, on which nothing listens yet."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the lock is an abstract address of Linux")
def test_a_port_given_to_another_process_is_not_given_again_while_that_process_lives(holder):
    port = int(holder.stdout.readline())

    assert is_free(port)
    assert not reserve_port(port)

    holder.kill()
    holder.wait()
    until(lambda: reserve_port(port))


def test_a_port_in_use_is_not_reserved():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert not reserve_port(server.getsockname()[1])


def test_a_reserved_port_stays_with_its_process_and_can_be_listened_on():
    port = free_port()
    assert reserve_port(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
    assert reserve_port(port)


def test_processes_seeded_alike_draw_different_ports():
    script = "import random; random.seed(1); from gongkai.testing.servers import free_port;"
    script += "print([free_port() for _ in range(4)])"
    first, second = (
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout
        for _ in range(2)
    )
    assert first != second
