"""The access line: one for every request, so it is composed by hand (a fifth of structlog's time).

It has the form of every other line: event, level, service, correlation id and timestamp.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from gongkai.time import PlatformClock

_clock = PlatformClock()
_escaped = json.encoder.encode_basestring


@dataclass(frozen=True, slots=True)
class AccessLog:
    """Where the access lines of a service go; `stream` takes whole lines."""

    service: str
    stream: BinaryIO

    def write(
        self,
        method: str,
        route: str,
        status: int,
        seconds: float,
        correlation_id: str,
        subject: str | None,
    ) -> None:
        """Write the line of one request; `route` is a template, never a path."""
        caller = "" if subject is None else f', "subject": {_escaped(subject)}'
        line = (
            f'{_head(self.service, method, route, status)}, "ms": {seconds * 1000:.2f}'
            f'{caller}, "correlation_id": "{correlation_id}", '
            f'"timestamp": "{_clock.now().isoformat(timespec="microseconds")[:-6]}Z"}}\n'
        )
        self.stream.write(line.encode("utf-8", "backslashreplace"))
        self.stream.flush()


_configured: list[AccessLog] = []


def configure(log: AccessLog | None) -> None:
    """Write access lines to `log` from now on, or not at all."""
    _configured[:] = [] if log is None else [log]


def access_log() -> AccessLog | None:
    """Where access lines go, None before logging is configured or above level INFO."""
    return _configured[0] if _configured else None


@cache
def _head(service: str, method: str, route: str, status: int) -> str:
    members = {
        "event": "request",
        "action": "http.request",
        "level": "info",
        "service": service,
        "method": method,
        "route": route,
        "status": status,
    }
    return json.dumps(members, ensure_ascii=False)[:-1]
