"""Problem documents: languages, failures below the features, transactions."""

import errno

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from gongkai.http.faults import invalid_request
from gongkai.http.language import preferred_language

THINGS = "/tests/v1/things"


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("en", "en"),
        ("en-GB, en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("zh;q=0.5, en;q=0.9", "en"),
        ("en;q=0", "zh"),
        ("en;q=0.5, zh;q=0.5", "zh"),
        ("*", "zh"),
        ("en;q=0.4, *;q=0.9", "zh"),
        ("EN-us;Q=0.8", "en"),
        ("en;q=oops", "zh"),
        ("fr, en;q=0.1", "en"),
        ("," * 5000 + "en", "zh"),
    ],
)
def test_english_is_for_those_who_prefer_it(header, language):
    assert preferred_language(header) == language


async def test_a_problem_speaks_chinese_unless_english_is_preferred(client):
    body = {"name": "step"}
    chinese = await client.post(f"{THINGS}/in-transaction", json=body)
    english = await client.post(
        f"{THINGS}/in-transaction", json=body, headers={"Accept-Language": "en"}
    )
    assert chinese.json()["title"] == "当前状态不允许此操作"
    assert chinese.json()["detail"] == "尚未登记"
    assert english.json()["title"] == "Step not allowed now"
    assert english.json()["detail"] == "Not yet registered"
    assert (chinese.headers["content-language"], english.headers["content-language"]) == (
        "zh-CN",
        "en",
    )
    assert chinese.json()["allowed_steps"] == ["register"]
    assert chinese.status_code == 409


async def test_field_errors_speak_both_languages(client):
    for language, message in (("zh", "必填"), ("en", "Required")):
        answer = await client.post(
            f"{THINGS}/public", json={}, headers={"Accept-Language": language}
        )
        assert answer.json()["errors"][0]["message"] == message


async def test_a_transaction_commits_before_the_answer_and_rolls_back_when_the_route_raises(
    app, client
):
    events = app.state.database.events
    assert (await client.post(f"{THINGS}/in-transaction", json={"name": "a"})).status_code == 201
    assert events == ["committed"]
    assert (await client.post(f"{THINGS}/in-transaction", json={"name": "step"})).is_client_error
    assert events == ["committed", "rolled back"]
    assert (await client.post(f"{THINGS}/in-transaction", json={})).status_code == 422
    assert events == ["committed", "rolled back", "rolled back"]


async def test_a_commit_that_fails_is_told_instead_of_the_success(app, client):
    app.state.database.fails_at_commit = OperationalError("COMMIT", {}, Exception("gone"))
    answer = await client.post(f"{THINGS}/in-transaction", json={"name": "a"})
    assert answer.status_code == 503
    assert answer.json()["code"] == "unavailable"


async def test_an_unforeseen_exception_is_a_500_without_its_text(client, log):
    answer = await client.post(f"{THINGS}/in-transaction", json={"name": "defect"})
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal_error"
    assert answer.json()["correlation_id"] == answer.headers["Gongkai-Correlation-Id"]
    assert "110101" not in answer.text
    assert "ValueError" not in answer.text
    (defect,) = [line for line in log() if line.get("action") == "http.defect"]
    assert defect["exception"]["type"] == "ValueError"
    assert "110101" not in str(defect)
    assert defect["correlation_id"] == answer.json()["correlation_id"]


class DriverError(Exception):
    """An error of the database driver with its SQLSTATE."""

    def __init__(self, sqlstate):
        super().__init__("key (phone)=(13800000000)")
        self.sqlstate = sqlstate


def _wrapped(sqlstate, kind=DBAPIError):
    return kind("SELECT 1", {"phone": "13800000000"}, DriverError(sqlstate))


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (OperationalError("x", {}, Exception("refused")), 503),
        (InterfaceError("x", {}, Exception("closed")), 503),
        (PoolTimeout("pool"), 503),
        (ConnectionRefusedError(), 503),
        (TimeoutError(), 503),
        (OSError(errno.EHOSTUNREACH, "no route to host"), 503),
        (OSError(errno.EMFILE, "too many open files"), 503),
        (OSError("Multiple exceptions: [Errno 111] ('::1'), [Errno 111] ('127.0.0.1')"), 503),
        (FileNotFoundError(errno.ENOENT, "no such socket"), 503),
        (FileNotFoundError(errno.ENOENT, "no such file", "/x"), 500),
        (asyncpg.InterfaceError("connection is closed"), 503),
        (asyncpg.exceptions.LockNotAvailableError("lock timeout"), 503),
        (asyncpg.exceptions.TooManyConnectionsError("full"), 503),
        (_wrapped("55P03"), 503),
        (_wrapped("40001"), 503),
        (_wrapped("40P01"), 503),
        (_wrapped("57014"), 503),
        (_wrapped("25P04"), 503),
        (_wrapped("53300"), 503),
        (_wrapped("28P01"), 503),
        (_wrapped("3D000"), 503),
        (_wrapped("42P01"), 503),
        (_wrapped("42703"), 503),
        (_wrapped("23505", IntegrityError), 409),
        (_wrapped("23503", IntegrityError), 409),
        (_wrapped("22003"), 422),
        (_wrapped("22021"), 422),
        (InterfaceError("x", {}, asyncpg.exceptions.DataError("out of range")), 422),
        (_wrapped("42601"), 500),
        (_wrapped("23514", IntegrityError), 500),
        (FileNotFoundError("x"), 500),
        (RuntimeError("x"), 500),
    ],
)
async def test_operational_failures_are_no_defects(app, client, failure, status):
    app.state.failure = failure
    answer = await client.get(f"{THINGS}/failing")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert ("retry-after" in answer.headers) == (status == 503)
    assert "13800000000" not in answer.text


def test_pointers_leave_out_steps_that_only_the_validator_knows():
    body = {"choice": {"kind": "a", "value": [{"x/y": 1}]}}
    errors = [
        {"type": "missing", "loc": ("body", "choice", "a", "value", 0, "name")},
        {"type": "int_type", "loc": ("body", "choice", "function-before[f(), str]", "value", 0)},
        {"type": "extra_forbidden", "loc": ("body", "choice", "x/y")},
        {"type": "missing", "loc": ("header", "if-match")},
    ]
    pointers = [error.pointer for error in invalid_request(errors, body).errors]
    assert pointers == [
        "/body/choice/value/0/name",
        "/body/choice/value/0",
        "/body/choice",
        "/header/if-match",
    ]
