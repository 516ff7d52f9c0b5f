"""What the routes of entries are given."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response

from catalog_api.entries.access import EntryReader
from catalog_api.entries.desk import EntryDesk, EntryOffice
from catalog_api.entries.models import Entry
from catalog_api.entries.presenter import step_out
from catalog_api.entries.reading import EntryReading
from catalog_api.entries.schemas import EntryCreatedOut
from gongkai.files import Files
from gongkai.http.concurrency import etag
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.parts import ClockDep, DatabaseDep
from gongkai.http.sessions import ReadSessionDep


async def _office(database: DatabaseDep, clock: ClockDep) -> EntryOffice:
    return EntryOffice(database, clock)


async def find_entry(entry_id: UUID, caller: EntryReader, session: ReadSessionDep) -> Entry:
    """The entry, if it exists for the caller."""
    return await EntryReading(session, caller).get(entry_id)


async def _files(request: Request) -> Files:
    files: Files = request.app.state.files
    return files


FilesDep = Annotated[Files, Depends(_files)]
"""The files of this process."""
EntryOfficeDep = Annotated[EntryOffice, Depends(_office)]
FoundEntry = Annotated[Entry, Depends(find_entry)]


async def answered(
    entry: Entry,
    desk: EntryDesk,
    gate: OptionalIdempotencyDep,
    created: EntryCreatedOut | None = None,
) -> Response:
    """The answer of a step: the head of the entry, and its new version as the ETag."""
    head = step_out(await desk.entries.named(entry), desk.principal, created)
    return await gate.answer(head, headers={"ETag": etag(entry.version)})
