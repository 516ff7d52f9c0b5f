"""The table of idempotency keys: who asked what under which key, and what was answered.

A row stands for (caller, method and path, key) by a digest, so it holds no personal data; the
stored answer is encrypted. A service collects this model in its `db.py`, like its own.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import (
    CTE,
    ColumnElement,
    CursorResult,
    SmallInteger,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from gongkai.crypto.fields import KeyRing
from gongkai.db import Base
from gongkai.db.base import table_of
from gongkai.errors import Unavailable

RETENTION = timedelta(hours=24)


class IdempotencyKey(Base):
    """One key of one caller for one route, and the answer that it got."""

    __tablename__ = "idempotency_keys"

    scope: Mapped[bytes] = mapped_column(primary_key=True)
    route: Mapped[str]
    request_hash: Mapped[bytes]
    status: Mapped[int | None] = mapped_column(SmallInteger)
    headers: Mapped[dict[str, Any] | None]
    body: Mapped[bytes | None]
    created_at: Mapped[datetime] = mapped_column(index=True)


_TABLE = table_of(IdempotencyKey)
_CLAIM = (
    insert(_TABLE).on_conflict_do_nothing(index_elements=[_TABLE.c.scope]).returning(_TABLE.c.scope)
)
_STORE = update(_TABLE).where(_TABLE.c.scope == bindparam("claimed"))


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered the first time, and to which request."""

    request_hash: bytes
    status: int
    headers: Mapping[str, str]
    body: bytes


def scope_of(caller: Sequence[str], method: str, path: str, key: str) -> bytes:
    """The digest under which a key is stored; `path` carries the path parameters."""
    parts = (*caller, method, path, key)
    framed = b"".join(len(p).to_bytes(8, "big") + p for p in (part.encode() for part in parts))
    return hashlib.sha256(framed).digest()


KNOWN_KEY = select(
    _TABLE.c.request_hash.label("key_request_hash"),
    _TABLE.c.status.label("key_status"),
    _TABLE.c.headers.label("key_headers"),
    _TABLE.c.body.label("key_body"),
).where(_TABLE.c.scope == bindparam("key_scope"))
"""What is stored of the key `key_scope`, for a statement that asks more beside it."""


def claim_with_answer(holds: ColumnElement[bool]) -> CTE:
    """A key with its answer, for a statement that is the whole work: what it writes beside, it
    writes for each row of this, so nothing where a twin was first, or where something does not
    hold on which the work rests.
    """
    claimed = select(
        *(bindparam(f"key_{column.name}", type_=column.type) for column in _TABLE.c)
    ).where(holds)
    return (
        insert(_TABLE)
        .from_select([column.name for column in _TABLE.c], claimed)
        .on_conflict_do_nothing(index_elements=[_TABLE.c.scope])
        .returning(_TABLE.c.scope)
        .cte("claimed")
    )


def sealed(keys: KeyRing, scope: bytes, body: bytes) -> bytes:
    """An answer as it is stored beside its key."""
    return keys.encrypt(_TABLE.name, "body", scope.hex(), body)


def opened(keys: KeyRing, scope: bytes, body: bytes) -> bytes:
    """A stored answer; raises `DecryptionFailed`."""
    return keys.decrypt(_TABLE.name, "body", scope.hex(), body)


class IdempotencyStore:
    """The rows, in the caller's transaction."""

    def __init__(self, session: AsyncSession, keys: KeyRing) -> None:
        self._session = session
        self._keys = keys

    async def claim(
        self, scope: bytes, route: str, request_hash: bytes, now: datetime
    ) -> StoredAnswer | None:
        """Take the key for this transaction; returns the stored answer where it was taken before.

        While a concurrent twin holds the key this waits for its end, at most for the lock timeout.
        """
        row = {"scope": scope, "route": route, "request_hash": request_hash, "created_at": now}
        if (await self._session.execute(_CLAIM, row)).first() is not None:
            return None
        twin = select(_TABLE).where(_TABLE.c.scope == scope)
        known = (await self._session.execute(twin)).first()
        if known is None:
            # Purged between the two statements: the next attempt finds the key free.
            raise Unavailable(retry_after=1)
        body = opened(self._keys, scope, known.body)
        return StoredAnswer(known.request_hash, known.status, known.headers or {}, body)

    async def store(
        self, scope: bytes, status: int, headers: Mapping[str, str], body: bytes
    ) -> None:
        """Keep the answer beside the claimed key; it commits with what it reports."""
        answer = {
            "status": status,
            "headers": dict(headers),
            "body": sealed(self._keys, scope, body),
        }
        await self._session.execute(_STORE, {"claimed": scope, **answer})


async def purge_idempotency_keys(session: AsyncSession, now: datetime) -> int:
    """Delete keys and answers older than 24 hours; returns how many. For the worker."""
    result = await session.execute(delete(_TABLE).where(_TABLE.c.created_at < now - RETENTION))
    return cast("CursorResult[Any]", result).rowcount
