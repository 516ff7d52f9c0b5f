"""The register over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.routing import router as feature_router
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep
from requests_api.registrations.schemas import VoidIn
from requests_api.registrations.service import RegistrationService
from requests_api.registrations.steps import REGISTER, VOID_REGISTRATION

router = feature_router(prefix="/cases/{case_id}/registration", tags=["cases"])


@router.post("", summary="登记 / Register a case", response_model=StepOut, responses=STEP)
async def register_case(
    case_id: UUID,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(REGISTER)],
) -> Response:
    """Enter the case in the register: a gapless number of the organ and year."""
    return await answer(desk, await RegistrationService(desk).register(case_id, expected))


@router.post(
    "/voiding", summary="作废登记 / Void a registration", response_model=StepOut, responses=STEP
)
async def void_registration(
    case_id: UUID,
    body: VoidIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(VOID_REGISTRATION)],
) -> Response:
    """Void a mistaken registration; its number is kept and never given again."""
    case = await RegistrationService(desk).void(case_id, expected, reason=body.reason)
    return await answer(desk, case)
