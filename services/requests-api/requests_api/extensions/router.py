"""Extending over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import desk_for
from requests_api.extensions.errors import ExtensionNeedsHead, ExtensionTooLate, ExtensionTooLong
from requests_api.extensions.schemas import ExtensionIn, ExtensionRefusalIn, ExtensionRequestIn
from requests_api.extensions.service import ExtensionService
from requests_api.extensions.steps import EXTEND, REFUSE_EXTENSION, REQUEST_EXTENSION
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan
from requests_api.matters.schemas import StepOut
from requests_api.matters.web import AnswerDep

router = feature_router(prefix="/cases/{case_id}", tags=["cases"])


@router.post(
    "/extension",
    summary="延长答复期限 / Extend the period",
    response_model=StepOut,
    responses=problems(
        CaseNotFound,
        CaseStepNotAllowed,
        DateOutOfOrder,
        ExtensionNeedsHead,
        ExtensionTooLong,
        ExtensionTooLate,
    ),
)
async def extend_case(
    case_id: UUID,
    body: ExtensionIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(EXTEND)],
) -> Response:
    """Extend the period once (条例33): agreed by the head and told before it ends."""
    case = await ExtensionService(desk).extend(
        case_id,
        expected,
        working_days=body.working_days,
        approved_on=body.approved_on,
        notified_on=body.notified_on,
        paper=body.paper,
    )
    return await answer(desk, case)


@router.post(
    "/extension-request",
    summary="请求延期 / Ask for an extension",
    response_model=StepOut,
    responses=problems(
        CaseNotFound, ForeignOrgan, CaseStepNotAllowed, ExtensionTooLong, ExtensionTooLate
    ),
)
async def request_extension(
    case_id: UUID,
    body: ExtensionRequestIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(REQUEST_EXTENSION)],
) -> Response:
    """Ask the head for an extension (条例33). It extends nothing: the head extends or refuses."""
    case = await ExtensionService(desk).request(
        case_id, expected, working_days=body.working_days, reason=body.reason
    )
    return await answer(desk, case)


@router.post(
    "/extension-refusal",
    summary="不同意延期 / Refuse an extension",
    response_model=StepOut,
    responses=problems(CaseNotFound, CaseStepNotAllowed, ExtensionNeedsHead),
)
async def refuse_extension(
    case_id: UUID,
    body: ExtensionRefusalIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(REFUSE_EXTENSION)],
) -> Response:
    """The head does not agree to the extension that was asked for; the answer names what can be
    done.
    """
    case = await ExtensionService(desk).refuse(case_id, expected, reason=body.reason)
    return await answer(desk, case)
