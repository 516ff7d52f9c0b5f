"""Whose address counts: the nearest that no trusted proxy has."""

import pytest

from gongkai.http.peers import TrustedProxies

GATEWAY, CITY, CLIENT = "10.0.0.1", "10.9.0.7", "192.0.2.7"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        (CLIENT, None, CLIENT),
        (GATEWAY, None, GATEWAY),
        (GATEWAY, CLIENT, CLIENT),
        (GATEWAY, f"198.51.100.1, {CLIENT}", CLIENT),
        (GATEWAY, f"198.51.100.1, {CLIENT}, {CITY}", CLIENT),
        (GATEWAY, CITY, CITY),
        (CLIENT, "198.51.100.1", CLIENT),
        (GATEWAY, "unknown", GATEWAY),
        (GATEWAY, f"{CLIENT}, " + "9" * 9000, GATEWAY),
        (GATEWAY, "", GATEWAY),
        (GATEWAY, "\xff\x00", GATEWAY),
        (GATEWAY, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", CLIENT, CLIENT),
        ("", None, ""),
        ("/run/api.sock", CLIENT, ""),
    ],
)
def test_the_address_of_a_caller(peer, forwarded, address):
    proxies = TrustedProxies([GATEWAY, "10.9.0.0/16"])
    raw = None if forwarded is None else forwarded.encode("latin-1")
    assert proxies.address_of(peer, raw) == address


def test_unless_somebody_is_trusted_the_other_end_is_the_caller():
    assert TrustedProxies().address_of(GATEWAY, CLIENT.encode()) == GATEWAY


def test_what_is_no_address_is_refused():
    with pytest.raises(ValueError, match="gateway"):
        TrustedProxies(["gateway"])
