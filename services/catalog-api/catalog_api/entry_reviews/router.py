"""Submission and reviews over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Response

from catalog_api.entries.access import EntryWriter
from catalog_api.entries.desk import EntryDesk
from catalog_api.entries.errors import EntryNotFound, EntryOfOtherOrgan, EntryStepNotAllowed
from catalog_api.entries.schemas import EntryCreatedOut, EntryStepOut
from catalog_api.entries.web import EntryOfficeDep, FoundEntry, answered
from catalog_api.entry_reviews.errors import (
    ReviewCheckFailed,
    ReviewerRepeats,
    ReviewOfOtherLevel,
)
from catalog_api.entry_reviews.presenter import reviews_out
from catalog_api.entry_reviews.repository import ReviewRepository
from catalog_api.entry_reviews.schemas import ReviewIn, ReviewsOut
from catalog_api.entry_reviews.service import ReviewService
from gongkai.auth.principal import Permission, Principal
from gongkai.errors import PreconditionFailed, PreconditionRequired
from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.people import person_names

router = feature_router(prefix="/entries/{entry_id}", tags=["entries"])
Reviewer = Annotated[Principal, requires(Permission.ENTRIES_REVIEW)]
STEP = problems(
    EntryNotFound,
    EntryOfOtherOrgan,
    EntryStepNotAllowed,
    PreconditionRequired,
    PreconditionFailed,
)


@router.post(
    "/submission",
    summary="送审 / Submit an entry for review",
    response_model=EntryStepOut,
    responses=STEP,
)
async def submit_entry(
    entry_id: UUID,
    caller: EntryWriter,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
) -> Response:
    """Hand the newest version in for review. A later version is handed in anew."""
    desk = EntryDesk(session, office, caller)
    return await answered(await ReviewService(desk).submit(entry_id, expected), desk, gate)


@router.get("/reviews", summary="审查记录 / List the reviews", responses=problems(EntryNotFound))
async def list_entry_reviews(entry: FoundEntry, session: ReadSessionDep) -> ReviewsOut:
    """Who concluded what of which version, oldest first: the record of the review
    (乌中政发〔2012〕168号 13).
    """
    found = await ReviewRepository(session).of_entry(entry.id)
    names = await person_names(session, {each.review.reviewer for each in found})
    return reviews_out(found, names)


@router.post(
    "/reviews",
    summary="审查 / Review an entry",
    response_model=EntryStepOut,
    responses=STEP | problems(ReviewerRepeats, ReviewOfOtherLevel, ReviewCheckFailed),
)
async def review_entry(
    entry_id: UUID,
    body: ReviewIn,
    caller: Reviewer,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: EntryOfficeDep,
) -> Response:
    """Conclude on the next level whether the newest version may be public: the drafter's unit, the
    disclosure office, the leader, each another person. Once all levels agree it can be published;
    what is not public or unclear goes back.
    """
    desk = EntryDesk(session, office, caller)
    entry, review = await ReviewService(desk).review(entry_id, expected, body)
    return await answered(entry, desk, gate, EntryCreatedOut(kind="review", id=review.id))
