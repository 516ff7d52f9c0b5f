"""The correlation id: one value that follows a request from the gateway into a worker's log.

The API makes it, or takes the trace id of a well-formed `traceparent` (W3C Trace Context); events
carry it on. It is 32 lower-case hexadecimal digits.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

CORRELATION_ID: ContextVar[str | None] = ContextVar("gongkai_correlation_id", default=None)

_TRACEPARENT = re.compile(
    rb"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
)
_WELL_FORMED = re.compile(r"[0-9a-f]{32}")


def new_correlation_id() -> str:
    """A fresh id."""
    return secrets.token_hex(16)


def from_traceparent(header: bytes | None) -> str | None:
    """The trace id of a `traceparent` header, None when there is none or it is not well-formed."""
    match = _TRACEPARENT.fullmatch(header) if header else None
    return match[1].decode("ascii") if match else None


def current_correlation_id() -> str | None:
    """The id of the request or event being worked on, None outside of one."""
    return CORRELATION_ID.get()


@contextmanager
def bound_correlation_id(correlation_id: str | None) -> Iterator[None]:
    """Work on behalf of `correlation_id`: what is logged and published in the block carries it.

    Anything but a well-formed id is not taken over; the block then runs without one.
    """
    known = correlation_id if _WELL_FORMED.fullmatch(correlation_id or "") else None
    token = CORRELATION_ID.set(known)
    try:
        yield
    finally:
        CORRELATION_ID.reset(token)
