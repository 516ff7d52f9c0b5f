"""Organs over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from catalog_api.organs.access import OrganKeeper, OrganReader
from catalog_api.organs.bulk.schemas import BulkIn, BulkOut
from catalog_api.organs.errors import (
    OrganChannelsMissing,
    OrganCodeTaken,
    OrganCycle,
    OrganExternalIdTaken,
    OrganNameTaken,
    OrganOutsideSubtree,
    OrganParentUnknown,
    OrganSourceIncomplete,
    OrganSuccessionCircle,
    OrganSuccessorUnknown,
    OrganTreeTooLarge,
    OrganValidityReversed,
)
from catalog_api.organs.models import Organ
from catalog_api.organs.reading import OrganReading
from catalog_api.organs.schemas import (
    OrganIn,
    OrganMove,
    OrganOut,
    OrganPatch,
    OrganQuery,
    OrganTree,
    OrganUpsert,
    TreeQuery,
)
from catalog_api.organs.service import OrganService
from catalog_api.organs.sync_service import OrganSync
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems, sends
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, DatabaseDep, SignerDep
from gongkai.http.routing import max_body
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import ShortText, Text
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.router import record_routes
from gongkai.reference.errors import OrganNotFound
from gongkai.reference.naming import known_people

router = feature_router(prefix="/organs", tags=["organs"])

_VALUES = (
    OrganChannelsMissing,
    OrganCodeTaken,
    OrganExternalIdTaken,
    OrganNameTaken,
    OrganOutsideSubtree,
    OrganSourceIncomplete,
    OrganValidityReversed,
)
_SUCCESSION = (OrganSuccessorUnknown, OrganSuccessionCircle)
_CHANGE = (OrganNotFound, PreconditionRequired, PreconditionFailed)


@router.get("", summary="机构列表 / List organs", responses=problems(CursorGone))
async def list_organs(
    query: Annotated[OrganQuery, Query()],
    _caller: OrganReader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[OrganOut]:
    """Organs by name, alias, region, place in the tree or external id."""
    return await OrganReading(session).page(query, signer)


@router.post(
    "",
    summary="新建机构 / Create an organ",
    status_code=201,
    response_model=OrganOut,
    responses=problems(OrganParentUnknown, OrganSuccessorUnknown, *_VALUES),
)
async def create_organ(
    body: OrganIn,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    gate: IdempotencyDep,
) -> Response:
    """Enter an organ below its parent, or as a root."""
    organ = await OrganService(session, clock, caller, database).create(body)
    return await gate.answer(
        await OrganReading(session).shown(organ),
        status_code=201,
        headers={"ETag": etag(organ.version), "Location": f"/catalog/v1/organs/{organ.id}"},
    )


@router.get(
    "/{organ_id}",
    summary="机构详情 / Read an organ",
    response_model=OrganOut,
    responses=problems(OrganNotFound),
)
async def read_organ(
    organ_id: UUID,
    _caller: OrganReader,
    session: ReadSessionDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> OrganOut | Response:
    """One organ with its place in the tree."""
    organs = OrganReading(session)
    organ = await organs.get(organ_id)
    response.headers["ETag"] = etag(organ.version)
    return not_modified(if_none_match, organ.version) or await organs.shown(organ)


@router.get(
    "/{organ_id}/tree",
    summary="机构树 / Read the tree of organs",
    responses=problems(OrganNotFound, OrganTreeTooLarge),
)
async def read_organ_tree(
    organ_id: UUID,
    query: Annotated[TreeQuery, Query()],
    _caller: OrganReader,
    session: ReadSessionDep,
) -> OrganTree:
    """The organ with everything below it down to a depth."""
    return await OrganReading(session).tree(organ_id, query.depth)


@router.patch(
    "/{organ_id}",
    summary="修改机构 / Change an organ",
    response_model=OrganOut,
    responses=problems(*_CHANGE, *_VALUES, *_SUCCESSION),
)
async def update_organ(
    organ_id: UUID,
    body: OrganPatch,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Change what the body names; what it leaves out stays."""
    organ = await OrganService(session, clock, caller, database).update(organ_id, expected, body)
    return await _answered(organ, session, gate)


@router.put(
    "/{organ_id}/parent",
    summary="调整上级机构 / Move an organ",
    response_model=OrganOut,
    responses=problems(
        *_CHANGE, OrganParentUnknown, OrganCycle, OrganNameTaken, OrganOutsideSubtree
    ),
)
async def move_organ(
    organ_id: UUID,
    body: OrganMove,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Hang the organ, with all below it, under another parent."""
    organ = await OrganService(session, clock, caller, database).move(
        organ_id, expected, body.parent_id
    )
    return await _answered(organ, session, gate)


@router.put(
    "/by-source/{source}/{external_id}",
    summary="按来源编号登记机构 / Upsert an organ by its source",
    responses=problems(OrganParentUnknown, OrganCycle, *_VALUES)
    | sends("ETag")
    | {201: {"model": OrganOut, "description": "新建 / created"}},
)
async def upsert_organ(
    source: ShortText,
    external_id: Text,
    body: OrganUpsert,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
    response: Response,
) -> OrganOut:
    """Make the organ what its source system says; safe to repeat.

    No `If-Match`: the source system's record is the truth, and the last one told holds.
    An external id that holds a slash cannot stand in an address: send it to `:bulk-upsert`.
    """
    organ, outcome = await OrganSync(session, clock, caller, database).upsert(
        source, external_id, body
    )
    if outcome == "created":
        response.status_code = 201
    response.headers["ETag"] = etag(organ.version)
    return await OrganReading(session).shown(organ)


@router.post(
    ":bulk-upsert",
    summary="批量登记机构 / Upsert many organs",
    openapi_extra=max_body(4 * 1024 * 1024),
)
async def bulk_upsert_organs(
    request: Request,
    response: Response,
    body: BulkIn,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    database: DatabaseDep,
) -> BulkOut:
    """Upsert up to 500 organs, with a result for each; safe to repeat without a key."""
    language = preferred_language(request.headers.get("accept-language"))
    response.headers["Vary"] = "Accept-Language"
    results = await OrganSync(session, clock, caller, database).bulk(body.items, language)
    outcomes = [result.outcome for result in results]
    return BulkOut(
        results=results,
        created=outcomes.count("created"),
        updated=outcomes.count("updated"),
        unchanged=outcomes.count("unchanged"),
        refused=outcomes.count("refused"),
    )


async def _organ(organ_id: UUID, _caller: OrganReader, session: ReadSessionDep) -> Organ:
    return await OrganReading(session).get(organ_id)


record_routes(
    router,
    "/{organ_id}",
    noun="organ",
    find=_organ,
    rows=CatalogEvent,
    not_found=OrganNotFound,
    refused=CatalogRefusal,
    naming=known_people,
)


async def _answered(organ: Organ, session: SessionDep, gate: OptionalIdempotencyDep) -> Response:
    shown = await OrganReading(session).shown(organ)
    return await gate.answer(shown, headers={"ETag": etag(organ.version)})
