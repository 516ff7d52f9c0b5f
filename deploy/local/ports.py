"""Which ports the parts listen on: those told, else those of the last run, else free ones."""

import http.client
from collections.abc import Mapping

from deploy.local.settings import PORT_NAMES
from gongkai.testing.servers import free_port, is_free, reserve_port


class PortTakenError(RuntimeError):
    """A port that was told is in use; the message names the variable."""


def choose_ports(told: Mapping[str, int], last: Mapping[str, int]) -> dict[str, int]:
    """A port of 127.0.0.1 for every part. Errors: PortTakenError."""
    chosen: dict[str, int] = {}
    for part in PORT_NAMES:
        if part in told:
            if not is_free(told[part]):
                variable = f"GONGKAI_RUN_{part.upper().replace('-', '_')}_PORT"
                raise PortTakenError(
                    f"port {told[part]} for {part} is in use: free it, or set {variable} to another"
                )
            chosen[part] = told[part]
        elif part in last and last[part] not in told.values() and reserve_port(last[part]):
            chosen[part] = last[part]
        else:
            chosen[part] = free_port()
    return chosen


def answers(port: int, path: str) -> bool:
    """Whether a part answers 200 there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
