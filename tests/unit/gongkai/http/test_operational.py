"""What comes back by itself and what does not: one answer for workers, feeds, commands."""

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from gongkai.errors import Conflict, Unavailable
from gongkai.http.operational import is_operational


class DriverError(Exception):
    def __init__(self, sqlstate):
        super().__init__()
        self.sqlstate = sqlstate


def _wrapped(sqlstate, kind=DBAPIError):
    return kind("SELECT 1", {}, DriverError(sqlstate))


@pytest.mark.parametrize(
    "failure",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        OperationalError("x", {}, Exception("refused")),
        InterfaceError("x", {}, Exception("closed")),
        Unavailable(detail_en="No page of the feed"),
        asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in…"),
        _wrapped("40P01"),
        _wrapped("42P01"),
        _wrapped("55P03"),
    ],
)
def test_what_will_be_there_again_is_operational(failure):
    assert is_operational(failure)


@pytest.mark.parametrize(
    "failure",
    [
        ZeroDivisionError(),
        asyncpg.InternalClientError("unknown error in protocol implementation"),
        FileNotFoundError("x"),
        Conflict(),
        _wrapped("23505", IntegrityError),
        _wrapped("42601"),
        _wrapped("57014"),
    ],
    ids=lambda failure: str(getattr(getattr(failure, "orig", failure), "sqlstate", type(failure))),
)
def test_what_code_did_itself_is_not(failure):
    assert not is_operational(failure)
