"""A wish: a call with its idempotency key, apart from HTTP.

For a feature whose whole work is one statement (ADR 0043): it asks for `KNOWN_KEY` beside its first
question, gives what it finds to `Wish.settle`, and writes its rows for each row of
`claim_with_answer`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from gongkai.crypto.fields import KeyRing
from gongkai.errors import Unprocessable
from gongkai.http.idempotency_store import StoredAnswer, opened, sealed

IDEMPOTENCY_HEADER = "Idempotency-Key"
KEPT_HEADERS = ("ETag", "Location")
"""What is replayed of an answer's headers."""


class IdempotencyKeyReused(Unprocessable):
    """The key was used for another body before; a new wish needs a new key."""

    code = "idempotency_key_reused"
    title_zh = "Idempotency-Key 已用于其他内容"
    title_en = "Idempotency-Key was used for another request"


class Repeated(Exception):  # noqa: N818 - ends the request, not an error
    """Ends a request whose answer is known; what it has begun is undone."""

    def __init__(self, answer: StoredAnswer) -> None:
        super().__init__("repeated")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked, by whom and under which key: by digests; when, and how answers are sealed."""

    scope: bytes
    route: str
    request_hash: bytes
    keys: KeyRing
    at: datetime

    def settle(self, known: Any) -> None:  # noqa: ANN401 - a row with the columns of `KNOWN_KEY`
        """Go on where the key is new; else raises as `repeat`."""
        if known.key_request_hash is None:
            return
        body = opened(self.keys, self.scope, known.key_body)
        headers = known.key_headers or {}
        self.repeat(StoredAnswer(known.key_request_hash, known.key_status, headers, body))

    def repeat(self, stored: StoredAnswer) -> None:
        """Raises `Repeated`, or `IdempotencyKeyReused` where the key stands for something else."""
        if stored.request_hash != self.request_hash:
            raise IdempotencyKeyReused.at(f"/header/{IDEMPOTENCY_HEADER}")
        raise Repeated(stored)

    def answer(
        self, model: BaseModel, *, status: int, headers: Mapping[str, str]
    ) -> tuple[StoredAnswer, dict[str, object]]:
        """The answer, and the parameters of the row that keeps it."""
        body = model.model_dump_json(by_alias=True).encode()
        row = {
            "key_scope": self.scope,
            "key_route": self.route,
            "key_request_hash": self.request_hash,
            "key_status": status,
            "key_headers": {name: headers[name] for name in KEPT_HEADERS if name in headers},
            "key_body": sealed(self.keys, self.scope, body),
            "key_created_at": self.at,
        }
        return StoredAnswer(self.request_hash, status, headers, body), row
