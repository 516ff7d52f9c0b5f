"""Kinds of information over HTTP."""

from typing import Annotated

from fastapi import Query, Response

from catalog_api.kinds.access import KindKeeper, KindReader
from catalog_api.kinds.definition import KindCode, KindDefinition
from catalog_api.kinds.errors import (
    KindDemandUnknownElement,
    KindNotFound,
    KindOfWholePlatform,
    KindSchemaRefused,
)
from catalog_api.kinds.models import Kind
from catalog_api.kinds.reading import KindReading
from catalog_api.kinds.schemas import KindOut, KindQuery, KindVersionQuery
from catalog_api.kinds.service import KindService
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.http.concurrency import FirstOrExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, DatabaseDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.router import record_routes
from gongkai.reference.naming import known_people

router = feature_router(prefix="/kinds", tags=["kinds"])


@router.get("", summary="信息类别列表 / List kinds of information", responses=problems(CursorGone))
async def list_kinds(
    query: Annotated[KindQuery, Query()],
    _caller: KindReader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[KindOut]:
    """What kinds of information there are, each in its present version, by code."""
    return await KindReading(session).page(query, signer)


@router.get(
    "/{code}",
    summary="信息类别 / Read a kind of information",
    response_model=KindOut,
    responses=problems(KindNotFound),
)
async def read_kind(
    code: KindCode,
    query: Annotated[KindVersionQuery, Query()],
    _caller: KindReader,
    session: ReadSessionDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> KindOut | Response:
    """The elements of one kind of information, its limits and who demands it. Earlier versions
    stay readable, since entries keep the one under which they were written.
    """
    kinds = KindReading(session)
    found = await kinds.get(code, query.version)
    response.headers["ETag"] = etag(found.version.version)
    return not_modified(if_none_match, found.version.version) or await kinds.shown(found)


@router.put(
    "/{code}",
    summary="定义信息类别 / Define a kind of information",
    response_model=KindOut,
    responses=problems(KindOfWholePlatform, KindSchemaRefused, KindDemandUnknownElement)
    | {201: {"model": KindOut, "description": "新建 / created"}},
)
async def put_kind(
    code: KindCode,
    body: KindDefinition,
    caller: KindKeeper,
    expected: FirstOrExpectedVersion,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Define a kind (`If-None-Match: *`), or its next version (`If-Match`). Entries keep the
    version under which they were written; what is written from now on has the new one.
    """
    defined = await KindService(session, clock, caller, database).define(code, expected, body)
    version = defined.version.version
    return await gate.answer(
        await KindReading(session).shown(defined),
        status_code=201 if version == 1 else 200,
        headers={"ETag": etag(version), "Location": f"/catalog/v1/kinds/{code}"},
    )


async def _kind(code: KindCode, _caller: KindReader, session: ReadSessionDep) -> Kind:
    return await KindReading(session).kind(code)


record_routes(
    router,
    "/{code}",
    noun="kind",
    find=_kind,
    rows=CatalogEvent,
    not_found=KindNotFound,
    refused=CatalogRefusal,
    naming=known_people,
)
