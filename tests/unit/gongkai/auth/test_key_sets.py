"""The rotation of keys: what the verifier fetches, when, and which keys it believes."""

import asyncio
import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from gongkai.auth.jwks import JwksError, KeyTiming
from gongkai.auth.local import LOCAL_AUDIENCE
from gongkai.auth.tokens import IssuerConfig, TokenVerifier, sign
from gongkai.errors import Unavailable
from gongkai.testing.tokens import StaticJwks, TokenMint, base64url
from tests.unit.gongkai.auth.verifying import MINT, StoppedClock, refusal, verifier_of


async def test_tokens_with_invented_key_ids_fetch_the_key_set_once_in_half_a_minute():
    mint = TokenMint(clock=StoppedClock())
    verifier = verifier_of(mint)
    await verifier.verify(mint.forge())
    mint.clock.move(31)
    forged = [mint.forge(mint.header(kid=f"k{n}")) for n in range(50)]
    await asyncio.gather(*(verifier.verify(t) for t in forged), return_exceptions=True)
    assert mint.source.fetches == 2


async def test_a_new_key_is_found_and_a_withdrawn_one_no_longer_believed():
    mint, successor = TokenMint(clock=StoppedClock()), TokenMint(clock=StoppedClock())
    verifier, old, new = verifier_of(mint), mint.forge(), successor.forge()
    await verifier.verify(old)
    assert await refusal(verifier, new) == "kid_unknown"
    mint.source.document = successor.source.document
    mint.clock.move(31)
    await verifier.verify(new)
    assert await refusal(verifier, old) == "kid_unknown"


async def test_a_remembered_token_is_judged_anew_within_the_life_of_the_key_set():
    mint = TokenMint(clock=StoppedClock())
    verifier, token = verifier_of(mint), mint.forge()
    await verifier.verify(token)
    mint.source.document = b'{"keys": []}'
    mint.clock.move(299)
    await verifier.verify(token)
    mint.clock.move(61)
    assert await refusal(verifier, token) == "kid_unknown"


class FailingJwks(StaticJwks):
    failing = False

    async def fetch(self) -> bytes:
        self.fetches += 1
        if self.failing:
            raise JwksError("down")
        return self.document


async def test_a_provider_that_is_down_is_bridged_for_an_hour_and_then_a_503():
    mint = TokenMint(clock=StoppedClock())
    mint.source = FailingJwks(mint.source.document)
    verifier = verifier_of(mint, remember_seconds=0)
    token = mint.forge(claims=mint.claims(exp=int(mint.clock.now().timestamp()) + 7200))
    await verifier.verify(token)
    mint.source.failing = True
    mint.clock.move(3599)
    await verifier.verify(token)
    mint.clock.move(2)
    with pytest.raises(Unavailable) as caught:
        await verifier.verify(token)
    assert caught.value.headers["Retry-After"] == "5"
    mint.source.failing = False
    mint.clock.move(30)
    await verifier.verify(token)


async def test_a_provider_that_was_never_reached_is_asked_again_after_a_second():
    mint = TokenMint(clock=StoppedClock())
    mint.source = FailingJwks(mint.source.document)
    mint.source.failing = True
    verifier, token = verifier_of(mint), mint.forge()
    for _ in range(5):
        with pytest.raises(Unavailable):
            await verifier.verify(token)
    assert mint.source.fetches == 1
    mint.source.failing = False
    mint.clock.move(1)
    await verifier.verify(token)


def es_jwk(**changes):
    return {**json.loads(MINT.source.document)["keys"][0], **changes}


def long_integer(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8))


def rsa_jwk(key: rsa.RSAPrivateKey, **changes):
    numbers = key.public_key().public_numbers()
    n, e = long_integer(numbers.n), long_integer(numbers.e)
    return {"kty": "RSA", "kid": MINT.kid, "n": n, "e": e, **changes}


@pytest.mark.parametrize(
    "jwk",
    [
        {"kty": "oct", "kid": MINT.kid, "k": base64.b64encode(b"s" * 32).decode()},
        es_jwk(use="enc"),
        es_jwk(alg="ES384"),
        es_jwk(alg="HS256"),
        es_jwk(crv="P-384"),
        es_jwk(d="AAAA"),
        es_jwk(key_ops=["sign"]),
        es_jwk(key_ops="verify"),
        es_jwk(x="AAAA"),
        es_jwk(x=1),
        es_jwk(kid=1),
        es_jwk(kid=""),
        {"kty": "EC"},
        {},
    ],
)
async def test_a_key_that_is_not_for_our_algorithm_is_never_used(jwk):
    mint = TokenMint(MINT.key, MINT.clock)
    mint.source.document = json.dumps({"keys": [jwk]}).encode()
    assert await refusal(verifier_of(mint), mint.forge()) == "kid_unknown"


@pytest.mark.parametrize(
    "document", [b"", b"[]", b"{}", b'{"keys": 1}', b'{"keys": [1]}', b"[" * 100_000, b"\xff"]
)
async def test_a_broken_key_set_counts_as_none(document):
    mint = TokenMint(MINT.key, MINT.clock)
    mint.source.document = document
    with pytest.raises(Unavailable):
        await verifier_of(mint).verify(mint.forge())


def rsa_config(key: rsa.RSAPrivateKey) -> IssuerConfig:
    return IssuerConfig(
        issuer="https://id.example",
        audience=LOCAL_AUDIENCE,
        algorithm="RS256",
        jwks=StaticJwks(json.dumps({"keys": [rsa_jwk(key)]}).encode()),
    )


async def test_two_issuers_each_have_their_own_algorithm_and_keys():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    verifier = TokenVerifier([MINT.config(), rsa_config(key)], MINT.clock)
    theirs = MINT.claims(iss="https://id.example", sub="li")
    token = sign(theirs, key, kid=MINT.kid, algorithm="RS256")
    principal = await verifier.verify(token)
    assert (principal.issuer, principal.subject) == ("https://id.example", "li")
    assert await refusal(verifier, MINT.forge(claims=theirs)) == "alg"
    ours = sign(MINT.claims(), key, kid=MINT.kid, algorithm="RS256")
    assert await refusal(verifier, ours) == "alg"


async def test_a_short_rsa_key_is_refused():
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    token = sign(MINT.claims(iss="https://id.example"), key, kid=MINT.kid, algorithm="RS256")
    assert await refusal(TokenVerifier([rsa_config(key)], MINT.clock), token) == "kid_unknown"


async def test_one_caller_fetches_while_the_others_use_the_key_they_have():
    mint = TokenMint(clock=StoppedClock())
    renewing_began, gate = asyncio.Event(), asyncio.Event()

    class Slow(StaticJwks):
        async def fetch(self) -> bytes:
            self.fetches += 1
            if self.fetches > 1:
                renewing_began.set()
                await gate.wait()
            return self.document

    mint.source = Slow(mint.source.document)
    verifier = verifier_of(mint, remember_seconds=0, timing=KeyTiming(fresh=10))
    await verifier.verify(mint.forge())
    mint.clock.move(31)
    renewing = asyncio.create_task(verifier.verify(mint.forge()))
    await renewing_began.wait()
    await asyncio.wait_for(verifier.verify(mint.forge()), 1)
    gate.set()
    await renewing
    assert mint.source.fetches == 2


async def test_the_first_callers_of_a_process_wait_for_the_one_fetch():
    mint = TokenMint(clock=StoppedClock())
    fetching, gate = asyncio.Event(), asyncio.Event()

    class Slow(StaticJwks):
        async def fetch(self) -> bytes:
            self.fetches += 1
            fetching.set()
            await gate.wait()
            return self.document

    mint.source = Slow(mint.source.document)
    verifier = verifier_of(mint)
    callers = [asyncio.create_task(verifier.verify(mint.forge())) for _ in range(5)]
    await fetching.wait()
    gate.set()
    assert {caller.subject for caller in await asyncio.gather(*callers)} == {"mallory"}
    assert mint.source.fetches == 1
