"""Entries over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from catalog_api.entries.access import EntryReader, EntryWriter
from catalog_api.entries.content import EntryIn
from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import (
    EntryAudienceWider,
    EntryElementsRefused,
    EntryExternalIdTaken,
    EntryFormedInFuture,
    EntryKindUnknown,
    EntryNotFound,
    EntryOfOtherOrgan,
    EntryOrganUnknown,
    EntryRelatedUnknown,
    EntrySourceIncomplete,
    EntryStepNotAllowed,
)
from catalog_api.entries.models import EntryEvent, EntryRefusal
from catalog_api.entries.presenter import PATH, actions_out
from catalog_api.entries.reading import EntryReading
from catalog_api.entries.schemas import (
    EntryActionsOut,
    EntryListItem,
    EntryOut,
    EntryQuery,
    EntryVersionsOut,
    RevisionIn,
)
from catalog_api.entries.service import EntryService
from catalog_api.entries.web import EntryOfficeDep, FoundEntry, find_entry
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.cursors import CursorGone
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.paging import Page
from gongkai.http.parts import SignerDep
from gongkai.http.routing import router as feature_router
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.record.router import record_routes
from gongkai.reference.naming import known_people

router = feature_router(prefix="/entries", tags=["entries"])

CONTENT = (
    EntryOrganUnknown,
    EntryOfOtherOrgan,
    EntryKindUnknown,
    EntryFormedInFuture,
    EntryAudienceWider,
    EntryRelatedUnknown,
    EntryElementsRefused,
)
"""What can be wrong with the content of an entry."""


@router.get("", summary="公开信息列表 / List entries", responses=problems(CursorGone))
async def list_entries(
    query: Annotated[EntryQuery, Query()],
    caller: EntryReader,
    session: ReadSessionDep,
    signer: SignerDep,
) -> Page[EntryListItem]:
    """The entries of the own organ (oversight and systems: of the subtree), newest first."""
    return await EntryReading(session, caller).page(query, signer)


@router.post(
    "",
    summary="登记公开信息 / Create an entry",
    status_code=201,
    response_model=EntryOut,
    responses=problems(*CONTENT, EntrySourceIncomplete, EntryExternalIdTaken),
)
async def create_entry(
    body: EntryIn,
    caller: EntryWriter,
    gate: IdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
) -> Response:
    """Enter a piece of information as a draft. Its elements are judged by the present version of
    the kind; each missing one is named by its label.
    """
    entry = await EntryService(EntryDesk(session, office, caller)).create(body)
    return await gate.answer(
        await EntryReading(session, caller).shown(entry),
        status_code=201,
        headers={"ETag": etag(entry.version), "Location": f"{PATH}/{entry.id}"},
    )


@router.get(
    "/{entry_id}",
    summary="公开信息详情 / Read an entry",
    response_model=EntryOut,
    responses=problems(EntryNotFound),
)
async def read_entry(
    entry: FoundEntry,
    caller: EntryReader,
    session: ReadSessionDep,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> EntryOut | Response:
    """The newest version of an entry, where it stands, and its relations both ways."""
    response.headers["ETag"] = etag(entry.version)
    unchanged = not_modified(if_none_match, entry.version)
    return unchanged or await EntryReading(session, caller).shown(entry)


@router.get(
    "/{entry_id}/versions",
    summary="公开信息的各版本 / List the versions of an entry",
    responses=problems(EntryNotFound),
)
async def list_entry_versions(
    entry: FoundEntry, caller: EntryReader, session: ReadSessionDep
) -> EntryVersionsOut:
    """Everything that an entry said, newest first; none is ever changed."""
    return await EntryReading(session, caller).versions(entry)


@router.get(
    "/{entry_id}/actions",
    summary="可办事项 / List the steps of an entry",
    responses=problems(EntryNotFound),
)
async def list_entry_actions(entry: FoundEntry, caller: EntryReader) -> EntryActionsOut:
    """Every step of the entry, ready to call, and of those that are not possible now, why."""
    return actions_out(entry, caller)


@router.post(
    "/{entry_id}/revision",
    summary="修改公开信息 / Revise an entry",
    response_model=EntryOut,
    responses=problems(
        EntryNotFound, *CONTENT, EntryStepNotAllowed, PreconditionRequired, PreconditionFailed
    ),
)
async def revise_entry(
    entry_id: UUID,
    body: RevisionIn,
    caller: EntryWriter,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
) -> Response:
    """Write a new version of an entry that is not published, be it in review: what was agreed to
    was another version, so the review begins anew. What says the same changes nothing.
    """
    written = await EntryService(EntryDesk(session, office, caller)).revise(
        entry_id, expected, body
    )
    return await gate.answer(
        await EntryReading(session, caller).shown(written.entry),
        headers={"ETag": etag(written.entry.version)},
    )


record_routes(
    router,
    "/{entry_id}",
    noun="entry",
    find=find_entry,
    rows=EntryEvent,
    not_found=EntryNotFound,
    refused=EntryRefusal,
    naming=known_people,
)
