"""Free loopback ports, each given to one process of the machine only."""

import errno
import secrets
import socket
import sys

_reserved: set[int] = set()
_FIRST, _LAST = 20_000, 32_000  # below the range from which Linux takes ports of outgoing calls


def is_free(port: int) -> bool:
    """Whether 127.0.0.1:port can be bound now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def reserve_port(port: int) -> bool:
    """Keep 127.0.0.1:port for a server that this process will start, if it is free.

    Other processes that ask here do not get it as long as this one lives, also in the seconds
    before its server listens.
    """
    if port not in _reserved and not _locked(port):
        return False
    _reserved.add(port)
    return is_free(port)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses and that this process has not been given before.

    Drawn by the system: tests seed the generator of `random`, two processes of them alike.
    """
    for _ in range(1000):
        port = _FIRST + secrets.randbelow(_LAST - _FIRST + 1)
        if port not in _reserved and reserve_port(port):
            return port
    raise OSError("no free port between 20000 and 32000 on 127.0.0.1")


def _locked(port: int) -> bool:
    """Whether the lock on `port` is ours now: an address that Linux takes back with the process."""
    if sys.platform != "linux":
        return True
    lock = socket.socket(socket.AF_UNIX)
    try:
        lock.bind(f"\0gongkai-port-{port}")
    except OSError as error:
        lock.close()
        return error.errno != errno.EADDRINUSE
    lock.detach()
    return True
