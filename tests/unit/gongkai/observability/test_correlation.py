"""Where the correlation id comes from."""

import re

import pytest

from gongkai.observability.correlation import from_traceparent, new_correlation_id

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_well_formed_traceparent_gives_its_trace_id():
    assert from_traceparent(f"00-{TRACE}-00f067aa0ba902b7-01".encode()) == TRACE


@pytest.mark.parametrize(
    "header",
    [
        None,
        b"",
        b"garbage",
        f"00-{TRACE.upper()}-00f067aa0ba902b7-01".encode(),
        f"00-{'0' * 32}-00f067aa0ba902b7-01".encode(),
        f"00-{TRACE}-{'0' * 16}-01".encode(),
        f"ff-{TRACE}-00f067aa0ba902b7-01".encode(),
        f"00-{TRACE}-00f067aa0ba902b7-01\n".encode(),
        f"00-{TRACE}-00f067aa0ba902b7-01\xff".encode("latin-1"),
    ],
)
def test_anything_else_gives_none(header):
    assert from_traceparent(header) is None


def test_a_new_id_is_unique_and_has_the_same_form():
    first, second = new_correlation_id(), new_correlation_id()
    assert first != second
    assert re.fullmatch("[0-9a-f]{32}", first)
