"""Organs over HTTP."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from catalog_api.organs.access import OrganKeeper, OrganReader
from catalog_api.organs.errors import (
    OrganCodeTaken,
    OrganCycle,
    OrganExternalIdTaken,
    OrganNotFound,
    OrganOutsideSubtree,
    OrganParentUnknown,
    OrganSourceIncomplete,
    OrganTreeTooLarge,
    OrganValidityReversed,
)
from catalog_api.organs.models import Organ
from catalog_api.organs.schemas import (
    BulkIn,
    BulkOut,
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
from catalog_api.organs.sync import OrganSync
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems, sends
from gongkai.http.paging import InvalidCursor, Page
from gongkai.http.parts import ClockDep, SignerDep
from gongkai.http.routing import max_body, router
from gongkai.http.schemas import ShortText, Text
from gongkai.http.sessions import ReadSessionDep, SessionDep

organs = router(prefix="/organs", tags=["organs"])

_VALUES = (
    OrganCodeTaken,
    OrganExternalIdTaken,
    OrganOutsideSubtree,
    OrganSourceIncomplete,
    OrganValidityReversed,
)
_CHANGE = (OrganNotFound, PreconditionRequired, PreconditionFailed)


@organs.get("", summary="机构列表", responses=problems(InvalidCursor))
async def list_organs(
    query: Annotated[OrganQuery, Query()],
    caller: OrganReader,
    session: ReadSessionDep,
    clock: ClockDep,
    signer: SignerDep,
) -> Page[OrganOut]:
    """Organs by name, alias, region, place in the tree or external id."""
    found = await OrganService(session, clock, caller).page(query, signer)
    return Page(
        items=[OrganOut.model_validate(organ) for organ in found.items],
        next_cursor=found.next_cursor,
    )


@organs.post(
    "",
    summary="新建机构",
    status_code=201,
    response_model=OrganOut,
    responses=problems(OrganParentUnknown, *_VALUES),
)
async def create_organ(
    body: OrganIn,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    gate: IdempotencyDep,
) -> Response:
    """Enter an organ below its parent, or as a root."""
    organ = await OrganService(session, clock, caller).create(body)
    return await gate.answer(
        OrganOut.model_validate(organ),
        status_code=201,
        headers={"ETag": etag(organ.version), "Location": f"/catalog/v1/organs/{organ.id}"},
    )


@organs.get(
    "/{organ_id}",
    summary="机构详情",
    response_model=OrganOut,
    responses=problems(OrganNotFound),
)
async def read_organ(
    organ_id: UUID,
    caller: OrganReader,
    session: ReadSessionDep,
    clock: ClockDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> OrganOut | Response:
    """One organ with its place in the tree."""
    organ = await OrganService(session, clock, caller).get(organ_id)
    return not_modified(if_none_match, organ.version) or _shown(organ, response)


@organs.get(
    "/{organ_id}/tree",
    summary="机构树",
    responses=problems(OrganNotFound, OrganTreeTooLarge),
)
async def read_organ_tree(
    organ_id: UUID,
    query: Annotated[TreeQuery, Query()],
    caller: OrganReader,
    session: ReadSessionDep,
    clock: ClockDep,
) -> OrganTree:
    """The organ with everything below it down to a depth."""
    return _nested(await OrganService(session, clock, caller).tree(organ_id, query.depth))


@organs.patch(
    "/{organ_id}",
    summary="修改机构",
    response_model=OrganOut,
    responses=problems(*_CHANGE, *_VALUES),
)
async def update_organ(
    organ_id: UUID,
    body: OrganPatch,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Change what the body names; what it leaves out stays."""
    organ = await OrganService(session, clock, caller).update(organ_id, expected, body)
    return await _answered(organ, gate)


@organs.put(
    "/{organ_id}/parent",
    summary="调整上级机构",
    response_model=OrganOut,
    responses=problems(*_CHANGE, OrganParentUnknown, OrganCycle, OrganOutsideSubtree),
)
async def move_organ(
    organ_id: UUID,
    body: OrganMove,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
) -> Response:
    """Hang the organ, with all below it, under another parent."""
    organ = await OrganService(session, clock, caller).move(organ_id, expected, body.parent_id)
    return await _answered(organ, gate)


@organs.put(
    "/by-source/{source}/{external_id}",
    summary="按来源编号登记机构",
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
    response: Response,
) -> OrganOut:
    """Make the organ what its source system says; safe to repeat.

    No `If-Match`: the source system's record is the truth, and the last one told holds.
    An external id that holds a slash cannot stand in an address: send it to `:bulk-upsert`.
    """
    organ, outcome = await OrganSync(session, clock, caller).upsert(source, external_id, body)
    if outcome == "created":
        response.status_code = 201
    return _shown(organ, response)


@organs.post(
    ":bulk-upsert",
    summary="批量登记机构",
    openapi_extra=max_body(4 * 1024 * 1024),
)
async def bulk_upsert_organs(
    request: Request,
    response: Response,
    body: BulkIn,
    caller: OrganKeeper,
    session: SessionDep,
    clock: ClockDep,
) -> BulkOut:
    """Upsert up to 500 organs, with a result for each; safe to repeat without a key."""
    language = preferred_language(request.headers.get("accept-language"))
    response.headers["Vary"] = "Accept-Language"
    results = await OrganSync(session, clock, caller).bulk(body.items, language)
    outcomes = [result.outcome for result in results]
    return BulkOut(
        results=results,
        created=outcomes.count("created"),
        updated=outcomes.count("updated"),
        unchanged=outcomes.count("unchanged"),
        refused=outcomes.count("refused"),
    )


def _shown(organ: Organ, response: Response) -> OrganOut:
    response.headers["ETag"] = etag(organ.version)
    return OrganOut.model_validate(organ)


async def _answered(organ: Organ, gate: OptionalIdempotencyDep) -> Response:
    return await gate.answer(OrganOut.model_validate(organ), headers={"ETag": etag(organ.version)})


def _nested(found: Sequence[Organ]) -> OrganTree:
    """The tree of organs that come parents first; its root is the first."""
    nodes: dict[UUID, OrganTree] = {}
    for organ in found:
        node = OrganTree(
            id=organ.id,
            name=organ.name,
            short_name=organ.short_name,
            kind=organ.kind,
            level=organ.level,
            children=[],
        )
        nodes[organ.id] = node
        if organ.parent_id in nodes:
            nodes[organ.parent_id].children.append(node)
    return nodes[found[0].id]
