"""Ratings over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import Seq
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from requests_api.access_codes.errors import ApplicationNotFound, TooManyWrongCodes
from requests_api.applications.router import LockedApplication
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.web import FoundCase, ReadingDesk
from requests_api.matters.errors import UnknownOrgan
from requests_api.matters.repository import MatterRepository
from requests_api.matters.web import OfficeDep
from requests_api.ratings.errors import RatedAlready, RatingNotFound, RatingTooEarly
from requests_api.ratings.repository import scores
from requests_api.ratings.schemas import RatingGivenOut, RatingIn, RatingOut, RatingsOut
from requests_api.ratings.service import rate, rating_of, ratings_out

router = feature_router(tags=["ratings"])
_FIRST_YEAR, _LAST_YEAR = 2008, 2100


@router.post(
    "/applications/{receipt_number}/rating",
    summary="申请人评价 / Rate the answer",
    response_model=RatingGivenOut,
    responses=problems(ApplicationNotFound, TooManyWrongCodes, RatingTooEarly, RatedAlready),
)
async def rate_answer(
    body: RatingIn,
    case: LockedApplication,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
) -> Response:
    """Rate the answer to one's application, once, by a score from 1 to 5 and a text where one
    likes. It moves nothing: whoever disagrees with the answer takes the remedies that it names.
    """
    rated_on = await rate(session, office, case, body.score, body.text)
    return await gate.answer(RatingGivenOut(score=body.score, rated_on=rated_on))


@router.get(
    "/cases/{case_id}/rating",
    summary="申请人的评价 / The applicant's rating",
    responses=problems(CaseNotFound, RatingNotFound),
)
async def get_rating(case: FoundCase, desk: ReadingDesk) -> RatingOut:
    """How the applicant rated the answer."""
    return await rating_of(desk, case)


@router.get(
    "/ratings/{year}",
    summary="评价统计 / Ratings of a year",
    responses=problems(UnknownOrgan),
)
async def count_ratings(
    year: Annotated[Seq, Path(ge=_FIRST_YEAR, le=_LAST_YEAR)],
    organ_id: Annotated[UUID, Query(description="机关；上级监督、审计和集成方查看时含下级机关")],
    principal: Annotated[Principal, requires(Permission.ANNUAL_REPORTS_READ)],
    session: ReadSessionDep,
) -> RatingsOut:
    """How the answers that were issued in a year were rated; whoever oversees counts the organs
    below, too.
    """
    if not await MatterRepository(session).organ_in_scope(organ_id, principal):
        raise UnknownOrgan.at("/query/organ_id")
    counted = await scores(session, principal, organ_id, date(year, 1, 1), date(year, 12, 31))
    return ratings_out(organ_id, year, counted)
