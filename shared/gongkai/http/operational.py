"""Which failures below a feature are not defects: faults of operation, lost races, unstorable data.

Everything that is not recognised here stays a defect and becomes a 500.
"""

import errno
from collections.abc import Iterator
from socket import gaierror

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from gongkai.errors import Conflict, Problem, Unavailable, Unprocessable
from gongkai.observability.failures import sqlstate

# PostgreSQL error codes (appendix A of its manual), by prefix.
_UNAVAILABLE = (
    "08",  # connection
    "25006",  # read-only after a failover
    "25P03",  # idle in transaction for too long
    "25P04",  # transaction timeout
    "28",  # login refused: the password was changed
    "3D000",  # no such database: it is being restored
    "40001",  # serialization
    "40P01",  # deadlock
    "42703",  # no such column: this code was started before its migration
    "42P01",  # no such table: likewise
    "53",  # resources
    "55P03",  # lock timeout
    "57",  # cancelled, shut down, starting up
    "58",  # disk and system
)
# Failures to connect for which Python has no class: no way to the host, no Unix socket while the
# server is down, no descriptor left.
_UNREACHABLE = frozenset(
    {
        errno.EADDRNOTAVAIL,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.EMFILE,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ENFILE,
        errno.ENOENT,
    }
)
_LOST_RACE = ("23503", "23505", "23P01")
_UNSTORABLE = ("22",)
_CANCELLED = "57014"


class UnstorableValue(Unprocessable):
    """A value is well-formed but cannot be stored (out of range, not text). The fields' own checks
    should have named it; it is logged as an omission of ours.
    """

    code = "unstorable_value"
    title_zh = "数据无法存储"
    title_en = "A value cannot be stored"


def operational_problem(error: BaseException) -> Problem | None:
    """The problem to answer a failure with, None where it is a defect."""
    state = sqlstate(error)
    if any(isinstance(link, asyncpg.exceptions.DataError) for link in _chain(error)):
        return UnstorableValue()
    if state is not None:
        return _by_state(state)
    return Unavailable() if _is_connection_lost(error) else None


def is_operational(error: BaseException) -> bool:
    """Whether something failed that will be there again, and not the code that met it.

    A statement that takes too long is its code's own, or it would be repeated for ever.
    """
    if isinstance(error, Unavailable):
        return True
    return isinstance(operational_problem(error), Unavailable) and sqlstate(error) != _CANCELLED


def _by_state(state: str) -> Problem | None:
    if state.startswith(_UNAVAILABLE):
        return Unavailable(retry_after=1 if state in {"40001", "40P01", "55P03"} else 2)
    if state in _LOST_RACE:
        return Conflict()
    if state.startswith(_UNSTORABLE):
        return UnstorableValue()
    return None


def _is_connection_lost(error: BaseException) -> bool:
    if isinstance(error, OperationalError | InterfaceError | PoolTimeout | asyncpg.InterfaceError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if any(_was_cut_off(link) for link in _chain(error)):
        return True
    return isinstance(error, ConnectionError | TimeoutError | gaierror) or _is_unreachable(error)


def _was_cut_off(error: BaseException) -> bool:
    """Whether the server had said goodbye on a connection at rest, and the driver had not yet seen
    it closed: it then holds the server's message for an operation under way.
    """
    is_internal = isinstance(error, asyncpg.InternalClientError)
    return is_internal and str(error).startswith("cannot switch to state")


def _is_unreachable(error: BaseException) -> bool:
    if not isinstance(error, OSError) or error.filename is not None:
        return False
    # asyncio sums up several addresses of one host in an error without number.
    return error.errno in _UNREACHABLE or str(error).startswith("Multiple exceptions")


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(4):
        if link is None:
            return
        yield link
        link = getattr(link, "orig", None) or link.__cause__
