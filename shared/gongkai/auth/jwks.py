"""Key sets of identity providers: where they come from and how long they are believed.

The address is ours (from the settings), never one that a token names.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import httpx

from gongkai.strict_json import MalformedJson, parse_json

logger = logging.getLogger(__name__)

MAX_JWKS_BYTES = 256 * 1024
FETCH_SECONDS = 5.0

K = TypeVar("K")


class JwksError(Exception):
    """A key set could not be fetched or is none."""


class KeysUnavailable(Exception):  # noqa: N818 - a state of the world, not a defect
    """No key set can be had at all: neither a fresh one nor one that may still be believed."""


class JwksSource(Protocol):
    """Gives an issuer's key set."""

    async def fetch(self) -> bytes:
        """The JSON of the key set; raises `JwksError`."""
        ...


class HttpsJwks:
    """The key set at an https address of the settings; redirects are not followed."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        if not url.startswith("https://"):
            raise ValueError("a key set is fetched over https only")
        self._url = url
        self._client = client

    async def fetch(self) -> bytes:
        """The document, at most 256 KiB, within 5 s in all; raises `JwksError`."""
        received = bytearray()
        try:
            async with (
                asyncio.timeout(FETCH_SECONDS),
                self._client.stream("GET", self._url, follow_redirects=False) as response,
            ):
                if response.status_code != httpx.codes.OK:
                    raise JwksError(f"{self._url} answered {response.status_code}")
                async for chunk in response.aiter_bytes():
                    received += chunk
                    if len(received) > MAX_JWKS_BYTES:
                        raise JwksError(f"{self._url} sent more than {MAX_JWKS_BYTES} bytes")
        except (httpx.HTTPError, TimeoutError) as error:
            raise JwksError(f"{self._url} cannot be read: {type(error).__name__}") from error
        return bytes(received)


class FileJwks:
    """A key set in a local file: development only, which the settings see to."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def fetch(self) -> bytes:
        """The file's content; raises `JwksError`."""
        try:
            return await asyncio.to_thread(self._path.read_bytes)
        except OSError as error:
            raise JwksError(f"{self._path} cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTiming:
    """How long a key set is believed, in seconds."""

    fresh: float = 300.0
    """After this it is fetched anew."""
    usable: float = 3600.0
    """So long it serves while the provider does not answer."""
    between_fetches: float = 30.0
    """Least distance of two fetches: tokens with invented key ids cannot make us flood anybody."""
    first_retry: float = 1.0
    """The same while there is no key set at all."""


class KeyCache(Generic[K]):
    """The usable keys of one issuer by key id, fetched by one caller at a time.

    `build` makes a key object of a JWK, or None of one that must not be used. `generation` changes
    whenever the set of keys does, so that what was derived from it can be dropped.
    """

    def __init__(
        self,
        source: JwksSource,
        build: Callable[[Mapping[str, object]], K | None],
        *,
        timing: KeyTiming | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._build = build
        self._timing = timing or KeyTiming()
        self._monotonic = monotonic
        self._lock = asyncio.Lock()
        self._keys: dict[str, K] = {}
        self._document: bytes | None = None
        self._fetched_at = float("-inf")
        self._tried_at = float("-inf")
        self.generation = 0

    async def get(self, kid: str) -> K | None:
        """The key of this id, or None; raises `KeysUnavailable`.

        A known key is never waited for while somebody else renews the set.
        """
        if self._current(kid) and (self._is_fresh() or self._lock.locked()):
            return self._keys[kid]
        # While somebody fetches, others wait for it: the first callers of a process all need it.
        if self._lock.locked() or self._may_fetch():
            async with self._lock:
                if self._may_fetch():
                    await self._refresh()
        if not self._age() < self._timing.usable:
            raise KeysUnavailable
        return self._keys.get(kid)

    def _age(self) -> float:
        return self._monotonic() - self._fetched_at

    def _current(self, kid: str) -> bool:
        return kid in self._keys and self._age() < self._timing.usable

    def _is_fresh(self) -> bool:
        return self._age() < self._timing.fresh

    def _may_fetch(self) -> bool:
        pause = (
            self._timing.between_fetches if self._document is not None else self._timing.first_retry
        )
        return self._monotonic() - self._tried_at >= pause

    async def _refresh(self) -> None:
        self._tried_at = self._monotonic()
        try:
            document = await self._source.fetch()
            keys = self._keys if document == self._document else self._read(document)
        except JwksError as error:
            logger.warning("key set not renewed: %s", error)
            return
        self._fetched_at = self._monotonic()
        if document != self._document:
            self._keys, self._document = keys, document
            self.generation += 1

    def _read(self, document: bytes) -> dict[str, K]:
        keys: dict[str, K] = {}
        for jwk in parse_jwks(document):
            kid = jwk.get("kid")
            key = self._build(jwk)
            if isinstance(kid, str) and kid and key is not None:
                keys.setdefault(kid, key)
        if not keys:  # a statement all the same: the provider may have withdrawn its keys
            logger.warning("the key set holds no usable key")
        return keys


def parse_jwks(document: bytes) -> Sequence[Mapping[str, object]]:
    """The keys of a JSON Web Key Set (RFC 7517); raises `JwksError`."""
    try:
        parsed = parse_json(document)
    except MalformedJson as error:
        raise JwksError("the key set is not JSON") from error
    keys = parsed.get("keys") if isinstance(parsed, dict) else None
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise JwksError("the key set has no list of keys")
    return keys
