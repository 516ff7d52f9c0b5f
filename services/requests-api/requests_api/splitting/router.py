"""Splitting over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import desk_for
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.web import CreatedDep
from requests_api.splitting.errors import SplittingTooLate
from requests_api.splitting.presenter import with_parts
from requests_api.splitting.schemas import SplittingIn, StepWithPartsOut
from requests_api.splitting.service import SplittingService
from requests_api.splitting.steps import SPLIT

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/splitting",
    summary="拆分申请（一事一申请） / Split a case",
    status_code=201,
    response_model=StepWithPartsOut,
    responses=problems(CaseNotFound, ForeignOrgan, CaseStepNotAllowed, SplittingTooLate),
)
async def split_case(
    case_id: UUID,
    body: SplittingIn,
    expected: ExpectedVersion,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(SPLIT)],
) -> Response:
    """Give parts of an application that asks for several things files of their own, with the day of
    receipt, the running term and the applicant of this one, which stays. Each part has a number of
    its own, and no access code until one is issued for it.
    """
    case, parts = await SplittingService(desk).split(case_id, expected, body.parts)
    return await answer(desk, case, status_code=201, extend=lambda head: with_parts(head, parts))
