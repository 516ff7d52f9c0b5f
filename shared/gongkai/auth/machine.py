"""Tokens of our own services, as the other services' callers: client credentials or a local key."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Protocol
from urllib.parse import quote_plus

import httpx
from pydantic import BaseModel, Field, SecretStr, ValidationError

from gongkai.auth.local import LocalIssuer
from gongkai.errors import Unavailable

RENEW_BEFORE_SECONDS = 60.0
FETCH_SECONDS = 5.0


class IdentityProviderUnavailable(Unavailable):
    """The identity provider gives this service no token for its calls to the other services."""

    code = "identity_provider_unavailable"
    title_zh = "统一身份认证服务暂不可用"
    title_en = "The identity provider is not available"


class TokenSource(Protocol):
    """Gives a bearer token that is good for at least another minute."""

    async def token(self) -> str:
        """The token, without the word Bearer; raises `IdentityProviderUnavailable`."""
        ...


class _TokenAnswer(BaseModel):
    access_token: SecretStr
    token_type: str = Field(pattern="(?i)^bearer$")
    expires_in: float = Field(gt=0)


class _Renewed:
    """Keeps a token until a minute before its end (half its life where that is short)."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._token = ""
        self._renew_at = float("-inf")

    async def token(self) -> str:
        if self._monotonic() >= self._renew_at:
            async with self._lock:
                if self._monotonic() >= self._renew_at:
                    asked_at = self._monotonic()
                    self._token, lives = await self._obtain()
                    margin = min(RENEW_BEFORE_SECONDS, lives / 2)
                    self._renew_at = asked_at + lives - margin
        return self._token

    async def _obtain(self) -> tuple[str, float]:
        """A new token and its life in seconds."""
        raise NotImplementedError


class ClientCredentials(_Renewed):
    """The OAuth 2.0 client-credentials grant (RFC 6749 4.4) at an address of the settings."""

    def __init__(
        self,
        *,
        token_url: str,
        client_id: str,
        client_secret: SecretStr,
        scope: str,
        client: httpx.AsyncClient,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(monotonic)
        if not token_url.startswith("https://"):
            raise ValueError("token_url must be an https address")
        self._token_url = token_url
        self._client_id = client_id
        self._client_secret = client_secret
        self._scope = scope
        self._client = client

    async def _obtain(self) -> tuple[str, float]:
        try:
            async with asyncio.timeout(FETCH_SECONDS):
                response = await self._client.post(
                    self._token_url,
                    data={"grant_type": "client_credentials", "scope": self._scope},
                    # RFC 6749 2.3.1: both parts are form-encoded before they are joined.
                    auth=(
                        quote_plus(self._client_id),
                        quote_plus(self._client_secret.get_secret_value()),
                    ),
                    follow_redirects=False,
                )
            if response.status_code != httpx.codes.OK:
                raise IdentityProviderUnavailable(
                    detail_en=f"The token endpoint answered {response.status_code}"
                )
            answer = _TokenAnswer.model_validate_json(response.content)
        except (httpx.HTTPError, TimeoutError, ValidationError) as error:
            raise IdentityProviderUnavailable(
                detail_en=f"No token from the token endpoint: {type(error).__name__}"
            ) from None  # the cause may quote the answer, and with it a token
        return answer.access_token.get_secret_value(), answer.expires_in


class LocalMachineTokens(_Renewed):
    """Tokens of the local key: development only."""

    def __init__(
        self,
        issuer: LocalIssuer,
        *,
        client_id: str,
        scopes: Iterable[str],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(monotonic)
        self._issuer = issuer
        self._client_id = client_id
        self._scopes = frozenset(scopes)

    async def _obtain(self) -> tuple[str, float]:
        lifetime = timedelta(minutes=30)
        token = self._issuer.mint_machine(
            client_id=self._client_id, scopes=self._scopes, lifetime=lifetime
        )
        return token, lifetime.total_seconds()
