"""One JSON line for everything, without secrets, personal data or the texts of exceptions."""

import contextlib
import io
import json
import logging

import pytest
import structlog

from gongkai.observability import access
from gongkai.observability.access import access_log
from gongkai.observability.logging import (
    bound_correlation_id,
    configure_logging,
    current_correlation_id,
)

CORRELATION = "4bf92f3577b34da6a3ce929d0e0e4736"


def _raise_and_log(logger, error):
    try:
        raise error
    except type(error):
        logger.exception("failed")
        raise


@pytest.fixture
def lines():
    """Configures logging onto a buffer; gives a function that reads the lines written so far."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    out = io.BytesIO()
    configure_logging("requests-api", "INFO", stream=out)
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    access.configure(None)
    structlog.reset_defaults()


def test_a_line_carries_service_level_time_and_what_was_given(lines):
    structlog.get_logger("a").info("case registered", action="case.register", organ="长安区")
    (line,) = lines()
    assert (
        line.items()
        >= {
            "service": "requests-api",
            "level": "info",
            "event": "case registered",
            "organ": "长安区",
        }.items()
    )
    assert line["timestamp"].endswith("Z")


def test_lines_below_the_level_are_not_written(lines):
    structlog.get_logger().debug("chatter")
    logging.getLogger("library").debug("chatter")
    assert lines() == []


def test_standard_loggers_write_the_same_form(lines):
    logging.getLogger("library").warning("slow %s", "thing", extra={"phone": "13800000000"})
    (line,) = lines()
    assert line["event"] == "slow thing"
    assert line["phone"] == "[redacted]"
    assert line["service"] == "requests-api"


def test_names_of_personal_data_and_secrets_are_redacted_at_any_depth(lines):
    structlog.get_logger().info(
        "x", access_code="ABC", inner={"list": [{"token": "t", "kept": 1}]}, email="a@b.cn"
    )
    (line,) = lines()
    assert line["access_code"] == line["email"] == "[redacted]"
    assert line["inner"] == {"list": [{"token": "[redacted]", "kept": 1}]}


@pytest.mark.parametrize("logger", [logging.getLogger("library"), structlog.get_logger()])
def test_an_exception_is_logged_by_type_and_place_without_its_text(lines, logger):
    error = ValueError("王小明")
    error.__cause__ = KeyError("110101199003070016")
    with contextlib.suppress(ValueError):
        _raise_and_log(logger, error)
    (line,) = lines()
    assert line["exception"]["type"] == "ValueError"
    assert line["exception"]["cause"] == {"type": "KeyError"}
    assert "test_logging.py" in line["exception"]["frames"][-1]
    assert "王小明" not in json.dumps(line, ensure_ascii=False)
    assert "110101" not in json.dumps(line)


def test_the_text_of_a_programming_error_is_kept(lines):
    try:
        None.missing  # noqa: B018 - the error is the point
    except AttributeError:
        structlog.get_logger().error("failed", exc_info=True)
    assert "missing" in lines()[0]["exception"]["text"]


def test_a_database_error_shows_state_and_constraint_only(lines):
    driver = Exception("Key (phone)=(138) already exists")
    driver.sqlstate = "23505"
    driver.constraint_name = "uq_cases_number"
    wrapped = LookupError("INSERT … 138")
    wrapped.orig = driver
    with contextlib.suppress(LookupError):
        _raise_and_log(structlog.get_logger(), wrapped)
    exception = lines()[0]["exception"]
    assert exception["sqlstate"] == "23505"
    assert exception["constraint"] == "uq_cases_number"
    assert "138" not in json.dumps(exception.get("cause", ""))


def test_lone_surrogates_do_not_break_the_log(lines):
    structlog.get_logger().info("odd", value="\ud800")
    assert lines()[0]["event"] == "odd"


def test_what_is_done_for_a_request_carries_its_correlation_id(lines):
    with bound_correlation_id(CORRELATION):
        assert current_correlation_id() == CORRELATION
        structlog.get_logger().info("inside")
        logging.getLogger("library").info("inside too")
    structlog.get_logger().info("outside")
    first, second, third = lines()
    assert first["correlation_id"] == second["correlation_id"] == CORRELATION
    assert "correlation_id" not in third


@pytest.mark.parametrize("odd", [None, "", "x" * 32, "4BF9", "a" * 33, "\n" * 32])
def test_only_a_well_formed_correlation_id_is_taken_over(odd):
    with bound_correlation_id(odd):
        assert current_correlation_id() is None


def test_the_access_line_has_the_form_of_the_others(lines):
    access_log().write("GET", "/x/{id}", 200, 0.0123, CORRELATION, '一"二')
    access_log().write("GET", "/x/{id}", 404, 0.1, CORRELATION, None)
    structlog.get_logger().info("other")
    first, second, other = lines()
    assert (
        first.items()
        >= {
            "event": "request",
            "level": "info",
            "service": "requests-api",
            "route": "/x/{id}",
            "status": 200,
            "ms": 12.3,
            "subject": '一"二',
            "correlation_id": CORRELATION,
        }.items()
    )
    assert "subject" not in second
    assert len(first["timestamp"]) == len(other["timestamp"])


def test_above_level_info_there_are_no_access_lines(lines):
    configure_logging("requests-api", "WARNING", stream=io.BytesIO())
    assert access_log() is None
