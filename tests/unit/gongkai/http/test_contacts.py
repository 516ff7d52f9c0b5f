"""How people are reached, as requests state it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from gongkai.http.contacts import MailAddress

TAKEN = TypeAdapter(MailAddress).validate_python


@given(
    st.emails(domains=st.just("office.gov.cn")).filter(
        lambda m: (m[0].isalnum() or m[0] == "_") and m.index("@") <= 64
    )
)
def test_ordinary_addresses_are_taken(address):
    assert TAKEN(f" {address} ") == address


@given(st.text(max_size=60))
def test_an_address_never_holds_what_a_header_could_break_at(text):
    try:
        taken = TAKEN(text + "@office.gov.cn")
    except ValidationError:
        return
    assert taken.isascii()
    assert not set(taken) & set(' \r\n\t,;<>"')


@pytest.mark.parametrize(
    "address",
    [
        "a@b.cn",
        "o'brien+x@b-c.example",
        "_@b.cn",
        f"{'a' * 64}@b.cn",
        f"a@{'b' * 63}.cn",
        "a@b.xn--fiqs8s",
    ],
)
def test_what_servers_take_is_taken(address):
    assert TAKEN(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "a",
        "@b.cn",
        "a@b",
        "a@b.c-",
        "a@-b.cn",
        "a@b..cn",
        "a..a@b.cn",
        ".a@b.cn",
        "a.@b.cn",
        "a@b@c.cn",
        "a b@c.cn",
        '"a b"@c.cn',
        "-oX@b.cn",
        "|ls@b.cn",
        "甲@b.cn",
        "a@公开.cn",
        f"{'a' * 65}@b.cn",
        f"a@{'b' * 64}.cn",
        f"a@{'b.' * 130}cn",
    ],
)
def test_what_no_server_takes_or_a_program_misreads_is_refused(address):
    with pytest.raises(ValidationError):
        TAKEN(address)
