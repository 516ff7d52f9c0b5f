"""Where keys and our own tokens come from: https, files, the local issuer, client credentials."""

import asyncio
import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from gongkai.auth import Permission, Role
from gongkai.auth.jwks import FileJwks, HttpsJwks, JwksError
from gongkai.auth.local import (
    LOCAL_AUDIENCE,
    LOCAL_ISSUER,
    LocalIdentityRefused,
    LocalIssuer,
)
from gongkai.auth.machine import (
    ClientCredentials,
    IdentityProviderUnavailable,
    LocalMachineTokens,
)
from gongkai.auth.tokens import IssuerConfig, TokenVerifier
from gongkai.testing.tokens import TokenMint
from gongkai.time import PlatformClock


def client_answering(answer) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(answer))


async def test_a_key_set_is_fetched_over_https():
    client = client_answering(lambda request: httpx.Response(200, content=b'{"keys": []}'))
    assert await HttpsJwks("https://id.example/jwks", client).fetch() == b'{"keys": []}'


def test_a_key_set_is_never_fetched_in_the_clear():
    with pytest.raises(ValueError, match="https"):
        HttpsJwks("http://id.example/jwks", httpx.AsyncClient())


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: httpx.Response(302, headers={"Location": "https://evil.example"}),
        lambda request: httpx.Response(500),
        lambda request: httpx.Response(200, content=b"x" * (256 * 1024 + 1)),
        lambda request: httpx.Response(200, headers={"content-encoding": "gzip"}, content=b"no"),
    ],
    ids=["redirect", "error", "too large", "broken coding"],
)
async def test_any_other_answer_is_no_key_set(answer):
    with pytest.raises(JwksError):
        await HttpsJwks("https://id.example/jwks", client_answering(answer)).fetch()


async def test_a_provider_that_cannot_be_reached_is_no_key_set():
    def answer(request):
        raise httpx.ConnectError("refused")

    with pytest.raises(JwksError, match="ConnectError"):
        await HttpsJwks("https://id.example/jwks", client_answering(answer)).fetch()


async def test_a_missing_key_file_is_no_key_set(tmp_path):
    with pytest.raises(JwksError):
        await FileJwks(tmp_path / "jwks.json").fetch()


def local_verifier(folder, clock) -> TokenVerifier:
    config = IssuerConfig(
        issuer=LOCAL_ISSUER,
        audience=LOCAL_AUDIENCE,
        algorithm="ES256",
        jwks=FileJwks(folder / "jwks.json"),
    )
    return TokenVerifier([config], clock)


async def test_the_local_issuer_keeps_its_key_and_its_tokens_hold(tmp_path):
    folder, clock, organ = tmp_path / "identity", PlatformClock(), uuid4()
    first = LocalIssuer.open(folder, clock=clock, production=False)
    token = first.mint_role(Role.HEAD, organ_id=organ)
    assert LocalIssuer.open(folder, clock=clock, production=False).jwks() == first.jwks()
    principal = await local_verifier(folder, clock).verify(token)
    assert (principal.organ_id, principal.name) == (organ, "工作机构负责人")


def test_the_local_key_is_readable_by_its_owner_only(tmp_path):
    folder = tmp_path / "state" / "identity"
    LocalIssuer.open(folder, clock=PlatformClock(), production=False)
    assert folder.parent.stat().st_mode & 0o777 == 0o700
    assert (folder / "private.pem").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in folder.iterdir()) == ["jwks.json", "private.pem"]
    assert '"d"' not in (folder / "jwks.json").read_text()


def test_a_local_key_open_to_others_is_refused(tmp_path):
    LocalIssuer.open(tmp_path, clock=PlatformClock(), production=False)
    (tmp_path / "private.pem").chmod(0o640)
    with pytest.raises(LocalIdentityRefused, match="chmod 600"):
        LocalIssuer.open(tmp_path, clock=PlatformClock(), production=False)


def test_production_refuses_local_keys_before_it_touches_the_folder(tmp_path):
    with pytest.raises(LocalIdentityRefused):
        LocalIssuer.open(tmp_path / "identity", clock=PlatformClock(), production=True)
    assert not (tmp_path / "identity").exists()


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    def open_it(_):
        return LocalIssuer.open(tmp_path, clock=PlatformClock(), production=False).jwks()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(open_it, range(32)))) == 1


async def test_local_tokens_follow_the_platforms_clock(tmp_path):
    clock = PlatformClock(timedelta(days=-400))
    token = LocalIssuer.open(tmp_path, clock=clock, production=False).mint(subject="li")
    assert (await local_verifier(tmp_path, clock).verify(token)).subject == "li"


class TokenEndpoint:
    def __init__(self, **answer):
        self.answer = {"access_token": "t", "token_type": "Bearer", "expires_in": 300} | answer
        self.requests = []
        self.status = 200

    def __call__(self, request):
        self.requests.append(request)
        return httpx.Response(self.status, json=self.answer)


def credentials(endpoint, time=lambda: 0.0) -> ClientCredentials:
    return ClientCredentials(
        token_url="https://id.example/token",
        client_id="notifier+1",
        client_secret=SecretStr("a:b c"),
        scope="changes:read organs:read",
        client=client_answering(endpoint),
        monotonic=time,
    )


async def test_client_credentials_are_sent_as_the_standard_says():
    endpoint = TokenEndpoint()
    assert await credentials(endpoint).token() == "t"
    request = endpoint.requests[0]
    kind, _, basic = request.headers["Authorization"].partition(" ")
    assert kind == "Basic"
    assert base64.b64decode(basic) == b"notifier%2B1:a%3Ab+c"
    assert request.content == b"grant_type=client_credentials&scope=changes%3Aread+organs%3Aread"


async def test_a_machine_token_is_kept_until_a_minute_before_its_end_and_fetched_once():
    endpoint, now = TokenEndpoint(), [0.0]
    source = credentials(endpoint, lambda: now[0])
    await asyncio.gather(*(source.token() for _ in range(10)))
    now[0] = 239.0
    await source.token()
    assert len(endpoint.requests) == 1
    now[0] = 240.0
    await source.token()
    assert len(endpoint.requests) == 2


async def test_a_token_shorter_than_a_minute_is_still_kept_for_half_its_life():
    endpoint, now = TokenEndpoint(expires_in=30), [0.0]
    source = credentials(endpoint, lambda: now[0])
    await source.token()
    now[0] = 14.0
    await source.token()
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (401, {}),
        (302, {}),
        (200, {"token_type": "mac"}),
        (200, {"expires_in": "soon"}),
        (200, {"expires_in": 0}),
        (200, {"access_token": None}),
    ],
)
async def test_whatever_is_no_token_is_an_operational_failure(status, answer):
    endpoint = TokenEndpoint(**answer)
    endpoint.status = status
    with pytest.raises(IdentityProviderUnavailable) as caught:
        await credentials(endpoint).token()
    assert caught.value.status == 503
    assert caught.value.__cause__ is None


def test_credentials_are_never_sent_in_the_clear():
    with pytest.raises(ValueError, match="https"):
        ClientCredentials(
            token_url="http://id.example/token",
            client_id="a",
            client_secret=SecretStr("b"),
            scope="",
            client=httpx.AsyncClient(),
        )


async def test_local_machine_tokens_are_machines_with_the_scopes_asked_for():
    mint, now = TokenMint(), [0.0]
    source = LocalMachineTokens(
        mint.issuer,
        client_id="notifier",
        scopes=[Permission.CHANGES_READ],
        monotonic=lambda: now[0],
    )
    token = await source.token()
    assert token == await source.token()
    principal = await mint.verifier().verify(token)
    assert principal.is_machine
    assert principal.permissions == {Permission.CHANGES_READ}
    now[0] = 1740.0
    assert await source.token() != token


def test_the_key_id_is_the_thumbprint_of_rfc_7638():
    jwk = json.loads(TokenMint().issuer.jwks())["keys"][0]
    assert len(jwk["kid"]) == 43
    assert set(jwk) == {"kty", "crv", "x", "y", "alg", "use", "kid"}
