"""`Idempotency-Key`: the same call twice has one effect and one answer.

A route that creates takes `gate: IdempotencyDep` beside its `SessionDep` and ends with
`return await gate.answer(model, status_code=201, headers={…})`. The key is the first statement of
the transaction that does the work: a concurrent twin waits for it and gets the stored answer; when
the work fails, the key is free again.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Mapping
from typing import Annotated

from fastapi import Depends, Header, Request
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from gongkai.errors import BadRequest
from gongkai.http.idempotency_store import (
    KNOWN_KEY,
    IdempotencyStore,
    StoredAnswer,
    scope_of,
)
from gongkai.http.routing import template_of
from gongkai.http.security import principal_in
from gongkai.http.sessions import SessionDep
from gongkai.http.wishes import IDEMPOTENCY_HEADER, KEPT_HEADERS, Wish
from gongkai.time import PlatformClock

REPLAYED_HEADER = "Idempotent-Replayed"
FINGERPRINT_SCOPE = "gongkai.fingerprint"
"""Where a route that reads its body itself leaves what tells two wishes apart, before its gate."""
_PUBLIC = ("public",)
"""All who call without a token: the key is all that tells them apart, so another's answer is told
only to who sends the very bytes of that other's body under the same key.
"""
_KEY = re.compile(r"[\x20-\x7e]{1,255}", re.ASCII)
_MEDIA_TYPE = "application/json"


class IdempotencyKeyRequired(BadRequest):
    """A call that creates something came without `Idempotency-Key`; without it a repetition after
    a broken connection could not be told from a second wish.
    """

    code = "idempotency_key_required"
    title_zh = "缺少 Idempotency-Key 请求头"
    title_en = "Idempotency-Key is required"


class IdempotencyKeyInvalid(BadRequest):
    """`Idempotency-Key` is not 1 to 255 printable ASCII characters."""

    code = "idempotency_key_invalid"
    title_zh = "Idempotency-Key 请求头无效"
    title_en = "Idempotency-Key is not usable"


class IdempotencyGate:
    """What a route answers through, so that the answer is kept with the work."""

    def __init__(self, store: IdempotencyStore | None, scope: bytes) -> None:
        self._store = store
        self._scope = scope
        self._is_answered = False

    async def answer(
        self,
        model: BaseModel | None,
        *,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """The response for `model`, stored in this transaction when the call has a key.

        Of the headers `ETag` and `Location` are replayed later.
        """
        body = b"" if model is None else model.model_dump_json(by_alias=True).encode()
        headers = dict(headers or {})
        if self._store is not None:
            kept = {name: headers[name] for name in KEPT_HEADERS if name in headers}
            await self._store.store(self._scope, status_code, kept, body)
        self._is_answered = True
        return _response(status_code, headers, body)

    def ensure_answered(self) -> None:
        """Refuse to commit a key without an answer: a repetition would find nothing to replay."""
        if not self._is_answered:
            raise RuntimeError("the route holds an idempotency gate and did not answer through it")


_RequiredKey = Annotated[
    str | None,
    Header(
        alias=IDEMPOTENCY_HEADER,
        description="调用方为每次操作生成的唯一键 / a unique key for each wish, such as a UUID",
        json_schema_extra={"x-required": True},
    ),
]


async def _required_gate(
    request: Request, session: SessionDep, idempotency_key: _RequiredKey = None
) -> AsyncIterator[IdempotencyGate]:
    if idempotency_key is None:
        raise IdempotencyKeyRequired
    gate = await _enter(request, session, idempotency_key)
    yield gate
    gate.ensure_answered()


async def _wish(request: Request, idempotency_key: _RequiredKey = None) -> Wish:
    if idempotency_key is None:
        raise IdempotencyKeyRequired
    return await _wish_of(request, idempotency_key)


async def _optional_gate(
    request: Request,
    session: SessionDep,
    idempotency_key: Annotated[
        str | None,
        Header(
            alias=IDEMPOTENCY_HEADER,
            description="可选；重复的请求得到同一答复 / optional; repetitions get the same answer",
        ),
    ] = None,
) -> AsyncIterator[IdempotencyGate]:
    if idempotency_key is None:
        yield IdempotencyGate(None, b"")
        return
    gate = await _enter(request, session, idempotency_key)
    yield gate
    gate.ensure_answered()


IdempotencyDep = Annotated[IdempotencyGate, Depends(_required_gate, scope="function")]
"""For POSTs that create: the key is required."""
WishDep = Annotated[Wish, Depends(_wish)]
"""For the POST that is one statement: the key is required."""
OptionalIdempotencyDep = Annotated[IdempotencyGate, Depends(_optional_gate, scope="function")]
"""For other writes: the key is honoured where it is given."""


async def _enter(request: Request, session: AsyncSession, key: str) -> IdempotencyGate:
    return await gate_of(session, await _wish_of(request, key))


async def gate_of(session: AsyncSession, wish: Wish) -> IdempotencyGate:
    """The gate of a route that opens its own unit of work, as its first statement; raises as
    `Wish.repeat`.
    """
    store = IdempotencyStore(session, wish.keys)
    stored = await store.claim(wish.scope, wish.route, wish.request_hash, wish.at)
    if stored is not None:
        wish.repeat(stored)
    return IdempotencyGate(store, wish.scope)


async def _wish_of(request: Request, key: str) -> Wish:
    if _KEY.fullmatch(key) is None:
        raise IdempotencyKeyInvalid
    clock: PlatformClock = request.app.state.clock
    return Wish(
        scope_of(_caller(request), request.method, request.scope["path"], key),
        f"{request.method} {template_of(request.scope)}",
        await _request_hash(request),
        request.app.state.key_ring,
        clock.now(),
    )


async def settle(session: AsyncSession, wish: Wish) -> None:
    """Go on where the key of the wish is new, before there is a unit of work; raises as
    `Wish.repeat`.
    """
    known = (await session.execute(KNOWN_KEY, {"key_scope": wish.scope})).one_or_none()
    if known is not None:
        wish.settle(known)


def replayed(stored: StoredAnswer) -> Response:
    """The first answer once more."""
    return _response(stored.status, {**stored.headers, REPLAYED_HEADER: "true"}, stored.body)


def answered(answer: StoredAnswer) -> Response:
    """The answer to a wish."""
    return _response(answer.status, answer.headers, answer.body)


def _caller(request: Request) -> tuple[str, ...]:
    """Whose key it is. With another organ, other roles or scopes it is another caller, so that 404
    and 403 come before the answer of what once was visible and allowed.
    """
    principal = principal_in(request.scope)
    if principal is None:
        return _PUBLIC
    held = principal.scopes if principal.is_machine else principal.roles
    rights = ",".join(sorted(held))
    return ("subject", principal.issuer, principal.actor, str(principal.organ_id), rights)


async def _request_hash(request: Request) -> bytes:
    fingerprint: bytes | None = request.scope.get(FINGERPRINT_SCOPE)
    if fingerprint is not None:
        return fingerprint
    digest = hashlib.sha256(request.scope["query_string"])
    digest.update(b"\x00")
    digest.update(await request.body())
    return digest.digest()


def _response(status: int, headers: Mapping[str, str], body: bytes) -> Response:
    media_type = _MEDIA_TYPE if body else None
    return Response(body, status_code=status, headers=dict(headers), media_type=media_type)
