"""The table of attacks on bearer tokens over HTTP, against a protected route of each service."""

import pytest

from gongkai.testing.token_attacks import attacks
from tests.integration.security.asgi import call
from tests.integration.security.targets import bearer

UNSENDABLE = set("\0\r\n")
"""What no header can hold: the HTTP server refuses it before us."""
NO_ATTACK_HERE = {"leading space"}
"""RFC 6750 allows more than one space between scheme and token."""


@pytest.fixture(scope="module")
def operation(target):
    """The caller's own record: every token that holds may read it."""
    open_to_all = (o for o in target.operations if o.permissions == frozenset() and not o.writes)
    return next(o for o in open_to_all if "job_id" not in o.template)


def is_refused(answer):
    return (
        answer.status == 401
        and answer.code == "unauthenticated"
        and answer.headers["www-authenticate"].startswith("Bearer")
        and "correlation_id" in answer.json
    )


async def test_every_attack_on_a_token_ends_in_a_401(target, stand, operation):
    request = target.request(operation)
    good = await target.send(request, bearer(stand.mint.forge()))
    assert good.status == 200, good.text
    tried, wrong = 0, []
    for attack in attacks(stand.mint):
        if UNSENDABLE & set(attack.token) or attack.name in NO_ATTACK_HERE:
            continue
        token = attack.token.encode("utf-8", "surrogatepass")
        answer = await target.send(request, {"Authorization": b"Bearer " + token})
        # A header beyond every bound is refused as such before anybody looks at the token.
        is_flood = answer.status == 431 and len(token) > 32 * 1024
        tried += 1
        if not (is_refused(answer) or is_flood):
            wrong.append(f"{attack.name}: {answer.status} {answer.text}")
        elif attack.token and attack.token in answer.text:
            wrong.append(f"{attack.name}: the token is repeated")
    assert not wrong, "\n".join(wrong)
    assert tried > 120


async def test_a_token_counts_only_as_the_one_authorization_header(target, stand, operation):
    good = stand.mint.forge()
    request = target.request(operation)
    wrong = ["", "Bearer", "Bearer ", f"Token {good}", f"Bearer {good} {good}", good]
    wrong += [f"Bearer {blank}{good}" for blank in "\t\x0b\xa0"] + [f"Bearer {good}\xa0"]
    for header in wrong:
        answer = await target.send(request, {"Authorization": header.encode("latin-1")})
        assert is_refused(answer), header
    request.query = [("access_token", good)]
    assert is_refused(await target.send(request))
    for name in ("X-Authorization", "Proxy-Authorization", "Cookie", "X-Forwarded-User"):
        assert is_refused(await target.send(request, {name: f"Bearer {good}"})), name


async def test_two_authorization_headers_are_none(target, stand, operation):
    pair = ("Authorization", f"Bearer {stand.mint.forge()}")
    request = target.request(operation)
    assert is_refused(await call(target.app, "GET", request.target(), [pair, pair]))
