"""`GET /changes`: a service's feed over HTTP, for the other services and for integrators."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Subquery

from gongkai.auth.principal import Permission, Principal
from gongkai.contracts import EVENT_TYPES, Service
from gongkai.envelope import Event, FeedPage
from gongkai.errors import Unprocessable
from gongkai.feed.outgoing import FeedReader
from gongkai.http.cursors import CursorGone, CursorText
from gongkai.http.openapi import problems
from gongkai.http.openapi_models import typed_by_data
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router
from gongkai.http.schemas import In, Seq, ShortText
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep

DEFAULT_LIMIT = 100
MAX_LIMIT = 500

Organs = Callable[[Principal], Subquery | None]
"""The organs whose rows of the feed exist for a caller; None: all."""


class UnknownStream(Unprocessable):
    """The service has no stream of this name; a slip would look like a stream without changes."""

    code = "unknown_stream"
    title_zh = "没有该变更流"
    title_en = "No such stream"


class ChangesQuery(In):
    """Where to read on, how much, and which streams (all unless named)."""

    cursor: Annotated[
        CursorText | None,
        Field(description="上次的 next_cursor，缺省从头读取 / the last next_cursor; the start"),
    ] = None
    limit: Annotated[Seq, Field(le=MAX_LIMIT, description="每页条数 / events of a page")] = (
        DEFAULT_LIMIT
    )
    stream: Annotated[
        list[ShortText],
        Field(
            default_factory=list,
            max_length=20,
            description="只读取这些流，可重复 / these streams only",
        ),
    ]


typed_by_data(
    Event.__name__,
    lambda service: [
        model for model in EVENT_TYPES.values() if model.PRODUCER.prefix == service.prefix
    ],
)


def changes_router(service: Service, organs: Organs) -> APIRouter:
    """The router of ``service``'s `GET /changes`; every caller needs `changes:read`.

    Read from the start it is the snapshot: each stream keeps the newest event of an entity.
    """
    streams = sorted({t.STREAM for t in EVENT_TYPES.values() if t.PRODUCER is service})
    changes = router(tags=["changes"])

    @changes.get(
        "/changes",
        summary="变更流 / Read the change feed",
        description=(
            "按提交顺序返回变更事件（CloudEvents 1.0）。保存 `next_cursor` 并从该处继续；"
            "`has_more` 为 false 时稍后再读。410 表示须从头读取。"
            f" Streams: {', '.join(streams)}."
        ),
        responses=problems(CursorGone, UnknownStream),
    )
    async def read_changes(
        query: Annotated[ChangesQuery, Query()],
        caller: Annotated[Principal, requires(Permission.CHANGES_READ)],
        session: ReadSessionDep,
        signer: SignerDep,
    ) -> FeedPage:
        for place, stream in enumerate(query.stream):
            if stream not in streams:
                listed = ", ".join(streams)
                raise UnknownStream.at(
                    f"/query/stream/{place}", f"可读取的流：{listed}", f"The streams are {listed}"
                )
        reader = FeedReader(signer, source=f"/{service.prefix}/v1")
        return await reader.page(
            session,
            cursor=query.cursor,
            limit=query.limit,
            streams=query.stream or None,
            organs=organs(caller),
        )

    return changes
