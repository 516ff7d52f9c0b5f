"""Asking catalog-api what is published, over HTTP."""

import asyncio
import time
from collections.abc import Callable
from uuid import UUID

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gongkai.auth.machine import IdentityProviderUnavailable, TokenSource
from gongkai.breaker import Breaker
from requests_api.suggestions.published import PublishedEntry, PublishedUnavailable

PATIENCE_SECONDS = 2.0
"""How long somebody at the desk waits for it."""
_LIMIT = 10


class _Hit(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    title: str = Field(max_length=1000)
    index_number: str | None = Field(default=None, max_length=200)


class _Hits(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    items: list[_Hit] = Field(max_length=200)


class HttpPublished:
    """`GET /catalog/v1/public/search`, called with this service's own token.

    While catalog-api has no such route, its 404 is a failure like any other: nothing is suggested,
    and whoever asks is told so.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        catalog_url: str,
        tokens: TokenSource,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._url = f"{catalog_url.rstrip('/')}/catalog/v1/public/search"
        self._tokens = tokens
        self._breaker = Breaker(monotonic)

    async def find(self, text: str) -> list[PublishedEntry]:
        """Entries that hold ``text``; raises `PublishedUnavailable` after two seconds at most."""
        if not self._breaker.admits():
            raise PublishedUnavailable
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                found = await self._ask(text)
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            IdentityProviderUnavailable,
            TimeoutError,
            ValidationError,
        ):
            self._breaker.note(is_good=False)
            raise PublishedUnavailable from None  # the cause may quote what was searched for
        self._breaker.note(is_good=True)
        return [PublishedEntry(hit.id, hit.title, hit.index_number) for hit in found.items]

    async def _ask(self, text: str) -> _Hits:
        headers = {"Authorization": f"Bearer {await self._tokens.token()}"}
        asked: dict[str, str | int] = {"q": text, "limit": _LIMIT}
        response = await self._client.get(self._url, params=asked, headers=headers)
        response.raise_for_status()
        return _Hits.model_validate_json(response.content)
