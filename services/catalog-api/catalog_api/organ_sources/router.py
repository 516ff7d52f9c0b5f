"""Organs of a source system over HTTP."""

from fastapi import Request, Response

from catalog_api.organ_sources.schemas import BulkIn, BulkOut, OrganUpsert
from catalog_api.organ_sources.service import OrganSync
from catalog_api.organs.access import OrganKeeper
from catalog_api.organs.errors import VALUES, OrganCycle, OrganParentUnknown
from catalog_api.organs.reading import OrganReading
from catalog_api.organs.schemas import OrganOut
from gongkai.http.concurrency import etag
from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems, sends
from gongkai.http.parts import ClockDep, DatabaseDep
from gongkai.http.routing import max_body
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import ShortText, Text
from gongkai.http.sessions import SessionDep

router = feature_router(prefix="/organs", tags=["organs"])


@router.put(
    "/by-source/{source}/{external_id}",
    summary="按来源编号登记机构 / Upsert an organ by its source",
    responses=problems(OrganParentUnknown, OrganCycle, *VALUES)
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
