"""From settings to the verifier and the tokens of a service."""

import base64
import secrets

import httpx
import pytest

from gongkai.auth import Permission
from gongkai.auth.local import LOCAL_AUDIENCE, LOCAL_ISSUER, LocalIdentityRefused, LocalIssuer
from gongkai.auth.machine import ClientCredentials
from gongkai.auth.setup import machine_tokens, token_verifier
from gongkai.errors import Unauthenticated
from gongkai.settings import Environment, ServiceSettings
from gongkai.time import PlatformClock

CLOCK = PlatformClock()


def settings_of(**changes) -> ServiceSettings:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    values = {
        "environment": "development",
        "redis_url": "redis://127.0.0.1:1",
        "requests_url": "http://127.0.0.1:1",
        "catalog_url": "http://127.0.0.1:2",
        "notifier_url": "http://127.0.0.1:3",
        "field_keys": {"k1": key},
        "active_field_key": "k1",
        "index_key": key,
        "cursor_key": key,
        "issuers": [
            {
                "issuer": "https://id.example",
                "audience": "gongkai",
                "algorithm": "RS256",
                "jwks_url": "https://id.example/jwks",
            }
        ],
    }
    return ServiceSettings(**(values | changes))


def local_settings(folder, **changes) -> ServiceSettings:
    issuer = {
        "issuer": LOCAL_ISSUER,
        "audience": LOCAL_AUDIENCE,
        "algorithm": "ES256",
        "jwks_file": str(folder / "jwks.json"),
    }
    return settings_of(issuers=[issuer], local_identity=str(folder), **changes)


async def test_in_development_a_services_own_tokens_are_accepted_by_the_others(tmp_path):
    settings, client = local_settings(tmp_path), httpx.AsyncClient()
    source = machine_tokens(
        settings,
        service="notifier",
        scopes=[Permission.CHANGES_READ, Permission.PLATFORM_READ],
        clock=CLOCK,
        client=client,
    )
    verifier = token_verifier(settings, clock=CLOCK, client=client)
    principal = await verifier.verify(await source.token())
    assert (principal.subject, principal.is_machine) == ("notifier", True)
    assert principal.permissions == {Permission.CHANGES_READ, Permission.PLATFORM_READ}


async def test_the_longest_life_of_a_token_is_the_settings(tmp_path):
    settings = local_settings(tmp_path, max_token_hours=1)
    token = LocalIssuer.open(tmp_path, clock=CLOCK, production=False).mint(subject="li")
    with pytest.raises(Unauthenticated):
        await token_verifier(settings, clock=CLOCK, client=httpx.AsyncClient()).verify(token)


def test_client_credentials_come_before_the_local_key(tmp_path):
    settings = local_settings(
        tmp_path, token_url="https://id.example/token", client_id="a", client_secret="b"
    )
    client = httpx.AsyncClient()
    source = machine_tokens(settings, service="x", scopes=[], clock=CLOCK, client=client)
    assert isinstance(source, ClientCredentials)


def test_a_service_without_any_identity_says_so_at_its_start():
    client = httpx.AsyncClient()
    with pytest.raises(ValueError, match="local identity"):
        machine_tokens(settings_of(), service="x", scopes=[], clock=CLOCK, client=client)


def test_production_refuses_the_local_key_even_past_the_settings(tmp_path):
    settings = local_settings(tmp_path / "key").model_copy(
        update={"environment": Environment.PRODUCTION}
    )
    client = httpx.AsyncClient()
    with pytest.raises(LocalIdentityRefused):
        machine_tokens(settings, service="x", scopes=[], clock=CLOCK, client=client)
