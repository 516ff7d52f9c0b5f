"""Free loopback ports."""

import random
import socket

_given: set[int] = set()
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


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses and that this process has not been given before."""
    for _ in range(1000):
        port = random.randint(_FIRST, _LAST)  # noqa: S311 - no secret
        if port not in _given and is_free(port):
            _given.add(port)
            return port
    raise OSError("no free port between 20000 and 32000 on 127.0.0.1")
