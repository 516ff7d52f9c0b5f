"""Publication and withdrawal over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Response

from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import EntryNotFound, EntryOfOtherOrgan, EntryStepNotAllowed
from catalog_api.entries.schemas import EntryStepOut
from catalog_api.entries.web import EntryOfficeDep, answered
from catalog_api.entry_reviews.errors import ReviewIncomplete
from catalog_api.publications.errors import IndexNumberNeedsCode, IndexNumberTaken
from catalog_api.publications.schemas import EntryWithdrawalIn
from catalog_api.publications.service import PublicationService
from gongkai.auth.principal import Permission, Principal
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.files.errors import FilePending, FileWithheld
from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import SessionDep

router = feature_router(prefix="/entries/{entry_id}", tags=["entries"])
Publisher = Annotated[Principal, requires(Permission.ENTRIES_PUBLISH)]
_STEP = problems(
    EntryNotFound,
    EntryOfOtherOrgan,
    EntryStepNotAllowed,
    PreconditionRequired,
    PreconditionFailed,
)


@router.post(
    "/publication",
    summary="发布 / Publish an entry",
    response_model=EntryStepOut,
    responses=_STEP
    | problems(ReviewIncomplete, IndexNumberNeedsCode, IndexNumberTaken)
    | problems(FilePending, FileWithheld),
)
async def publish_entry(
    entry_id: UUID,
    caller: Publisher,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
) -> Response:
    """Publish the newest version: the very one that every level has agreed to. It gets its index
    number, and the change feed tells of it; what is internal is told to nobody outside.
    """
    desk = EntryDesk(session, office, caller)
    return await answered(await PublicationService(desk).publish(entry_id, expected), desk, gate)


@router.post(
    "/withdrawal",
    summary="撤回已发布的信息 / Withdraw an entry",
    response_model=EntryStepOut,
    responses=_STEP,
)
async def withdraw_entry(
    entry_id: UUID,
    body: EntryWithdrawalIn,
    caller: Publisher,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
) -> Response:
    """Take back what is published, with a reason. Record, versions and index number stay; the
    change feed tells mirrors to drop it.
    """
    desk = EntryDesk(session, office, caller)
    entry = await PublicationService(desk).withdraw(entry_id, expected, body.reason)
    return await answered(entry, desk, gate)
