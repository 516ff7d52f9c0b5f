"""From a service's settings to its verifier and its own tokens."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import httpx

from gongkai.auth.jwks import FileJwks, HttpsJwks, JwksSource
from gongkai.auth.local import LocalIssuer
from gongkai.auth.machine import ClientCredentials, LocalMachineTokens, TokenSource
from gongkai.auth.principal import Permission
from gongkai.auth.tokens import IssuerConfig, TokenVerifier
from gongkai.settings import IssuerSettings, ServiceSettings
from gongkai.time import PlatformClock


def token_verifier(
    settings: ServiceSettings, *, clock: PlatformClock, client: httpx.AsyncClient
) -> TokenVerifier:
    """The verifier of every configured issuer; `client` fetches key sets and nothing else."""
    return TokenVerifier(
        [
            IssuerConfig(
                issuer=issuer.issuer,
                audience=issuer.audience,
                algorithm=issuer.algorithm,
                jwks=_source(issuer, client),
                max_lifetime=timedelta(hours=settings.max_token_hours),
                clients=issuer.clients,
            )
            for issuer in settings.issuers
        ],
        clock,
    )


def machine_tokens(
    settings: ServiceSettings,
    *,
    service: str,
    scopes: Iterable[Permission],
    clock: PlatformClock,
    client: httpx.AsyncClient,
) -> TokenSource:
    """The tokens with which `service` calls the others.

    By client credentials where they are configured, else (development) by the local key.
    """
    if settings.token_url and settings.client_id and settings.client_secret:
        return ClientCredentials(
            token_url=settings.token_url,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scope=" ".join(sorted(scopes)),
            client=client,
        )
    if settings.local_identity is None:
        raise ValueError("neither client credentials nor a local identity is configured")
    issuer = LocalIssuer.open(
        Path(settings.local_identity), clock=clock, production=settings.is_production
    )
    return LocalMachineTokens(issuer, client_id=service, scopes=scopes)


def _source(issuer: IssuerSettings, client: httpx.AsyncClient) -> JwksSource:
    if issuer.jwks_url is not None:
        return HttpsJwks(issuer.jwks_url, client)
    if issuer.jwks_file is None:
        raise ValueError(f"issuer {issuer.issuer} has no key set")
    return FileJwks(Path(issuer.jwks_file))
