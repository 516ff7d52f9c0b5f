"""Entries of a source system over HTTP."""

from fastapi import Request, Response

from catalog_api.entries.access import EntryWriter
from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import EntryStepNotAllowed
from catalog_api.entries.reading import EntryReading
from catalog_api.entries.router import CONTENT
from catalog_api.entries.schemas import EntryOut
from catalog_api.entries.web import EntryOfficeDep
from catalog_api.entry_sources.schemas import EntryBulkIn, EntryBulkOut, EntryUpsert
from catalog_api.entry_sources.service import EntrySync
from gongkai.http.concurrency import etag
from gongkai.http.language import preferred_language
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import max_body
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import ShortText, Text
from gongkai.http.sessions import SessionDep

router = feature_router(prefix="/entries", tags=["entries"])


@router.put(
    "/by-source/{source}/{external_id}",
    summary="按来源编号登记公开信息 / Upsert an entry by its source",
    responses=problems(*CONTENT, EntryStepNotAllowed)
    | sends("ETag")
    | {201: {"model": EntryOut, "description": "新建 / created"}},
)
async def upsert_entry(
    source: ShortText,
    external_id: Text,
    body: EntryUpsert,
    caller: EntryWriter,
    session: SessionDep,
    office: EntryOfficeDep,
    response: Response,
) -> EntryOut:
    """Make the entry say what its source system says; safe to repeat. Source, id and the body's
    organ are its identity.

    No `If-Match`: the source system's record is the truth while nothing is published. An external
    id that holds a slash cannot stand in an address: send it to `:bulk-upsert`.
    """
    sync = EntrySync(EntryDesk(session, office, caller))
    entry, outcome = await sync.upsert(source, external_id, body)
    if outcome == "created":
        response.status_code = 201
    response.headers["ETag"] = etag(entry.version)
    return await EntryReading(session, caller).shown(entry)


@router.post(
    ":bulk-upsert",
    summary="批量登记公开信息 / Upsert many entries",
    openapi_extra=max_body(16 * 1024 * 1024),
)
async def bulk_upsert_entries(
    request: Request,
    response: Response,
    body: EntryBulkIn,
    caller: EntryWriter,
    session: SessionDep,
    office: EntryOfficeDep,
) -> EntryBulkOut:
    """Upsert up to 500 entries, with a result for each; safe to repeat without a key."""
    language = preferred_language(request.headers.get("accept-language"))
    response.headers["Vary"] = "Accept-Language"
    results = await EntrySync(EntryDesk(session, office, caller)).bulk(body.items, language)
    outcomes = [result.outcome for result in results]
    return EntryBulkOut(
        results=results,
        created=outcomes.count("created"),
        updated=outcomes.count("updated"),
        unchanged=outcomes.count("unchanged"),
        refused=outcomes.count("refused"),
    )
