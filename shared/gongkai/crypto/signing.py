"""Opaque tokens that come back to us, such as cursors: readable, but not to be made by others."""

import base64
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any, Self

from gongkai.crypto.keys import KEY_BYTES, keyed_digest, parse_key

MAX_TOKEN_LENGTH = 2048
_FORM = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})", re.ASCII)


class InvalidToken(ValueError):  # noqa: N818 - reads as what it says of the token
    """A token was not made by us for this purpose, or was altered."""


class Signer:
    """Signs small JSON objects, each for one purpose (`cases.list`): another does not take it.

    `service` signs for itself: one that has the same key does not take its tokens either.
    """

    def __init__(self, key: bytes, *, service: str = "") -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"the signing key is not {KEY_BYTES} bytes long")
        self._key = key
        self._service = service.encode()

    @classmethod
    def parse(cls, key: str, *, service: str = "") -> Self:
        """The signer of a base64 key, as settings hold it; raises `WeakKey`."""
        return cls(parse_key(key, "cursor_key"), service=service)

    def sign(self, purpose: str, payload: Mapping[str, Any]) -> str:
        """The URL-safe token of a JSON object; raises `ValueError` beyond 2 KiB."""
        body = _encode(json.dumps(payload, separators=(",", ":"), allow_nan=False).encode())
        token = f"{body}.{self._signature(purpose, body)}"
        if len(token) > MAX_TOKEN_LENGTH:
            raise ValueError("the payload is too large for a token")
        return token

    def unsign(self, purpose: str, token: str) -> dict[str, Any]:
        """The object that was signed for `purpose`; raises `InvalidToken` for any other text."""
        match = _FORM.fullmatch(token) if len(token) <= MAX_TOKEN_LENGTH else None
        if match is None:
            raise InvalidToken("not a token")
        body, signature = match.groups()
        if not hmac.compare_digest(signature, self._signature(purpose, body)):
            raise InvalidToken("not signed for this purpose")
        payload = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return dict(payload)

    def _signature(self, purpose: str, body: str) -> str:
        parts = (self._service, purpose.encode(), body.encode())
        return _encode(keyed_digest(self._key, "gongkai-token/1", *parts))


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
