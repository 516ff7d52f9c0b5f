"""Organs over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from catalog_api.organs.access import OrganKeeper, OrganReader
from catalog_api.organs.errors import (
    VALUES,
    OrganCycle,
    OrganNameTaken,
    OrganOutsideSubtree,
    OrganParentUnknown,
    OrganSuccessionCircle,
    OrganSuccessorUnknown,
    OrganTreeTooLarge,
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
    TreeQuery,
)
from catalog_api.organs.service import OrganService
from catalog_api.record import CatalogEvent, CatalogRefusal
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import ClockDep, DatabaseDep, SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.router import record_routes
from gongkai.reference.errors import OrganNotFound
from gongkai.reference.naming import known_people

router = feature_router(prefix="/organs", tags=["organs"])

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
    responses=problems(OrganParentUnknown, OrganSuccessorUnknown, *VALUES),
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
    responses=problems(*_CHANGE, *VALUES, *_SUCCESSION),
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
