"""Exceptions as data for the log: where it happened, without the values it happened with.

The text of an exception may hold a row, a statement's parameters or an answer. So it is kept only
for kinds whose text names program parts; of a database error the state and the constraint remain.
"""

import traceback
from collections.abc import Mapping
from types import TracebackType
from typing import Any

_TEXT_IS_CODE = (
    AssertionError,
    AttributeError,
    ImportError,
    NameError,
    NotImplementedError,
    RecursionError,
    TypeError,
)
_MAX_FRAMES = 30


def describe(error: BaseException) -> dict[str, Any]:
    """Type, frames (innermost last) and cause of an exception, JSON-ready and free of values."""
    described: dict[str, Any] = {"type": type(error).__qualname__}
    if isinstance(error, _TEXT_IS_CODE):
        described["text"] = str(error)
    described.update(_database_facts(error))
    described["frames"] = _frames(error.__traceback__)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and cause is not error:
        described["cause"] = {"type": type(cause).__qualname__, **_database_facts(cause)}
    return described


def sqlstate(error: BaseException) -> str | None:
    """The SQLSTATE of a database error, through SQLAlchemy's and the driver's wrapping."""
    seen: BaseException | None = error
    for _ in range(4):
        if seen is None:
            return None
        state = getattr(seen, "sqlstate", None)
        if isinstance(state, str):
            return state
        seen = getattr(seen, "orig", None) or seen.__cause__
    return None


def _database_facts(error: BaseException) -> Mapping[str, str]:
    state = sqlstate(error)
    if state is None:
        return {}
    driver = getattr(error, "orig", None) or error
    constraint = getattr(driver.__cause__ or driver, "constraint_name", None)
    return {"sqlstate": state} | ({"constraint": constraint} if constraint else {})


def _frames(trace: TracebackType | None) -> list[str]:
    summary = traceback.extract_tb(trace)[-_MAX_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in summary]
