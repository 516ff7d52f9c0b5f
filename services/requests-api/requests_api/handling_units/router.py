"""Joint handling over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, FoundCase, ReadingDesk, desk_for
from requests_api.handling_units.errors import (
    HandlingUnitCompleted,
    HandlingUnitNotFound,
    InternalDueAfterTerm,
)
from requests_api.handling_units.schemas import HandlingUnitIn, HandlingUnitsOut
from requests_api.handling_units.service import HandlingUnitService
from requests_api.handling_units.steps import ADD_HANDLING_UNIT, COMPLETE_HANDLING
from requests_api.intake.errors import OrganAbolished
from requests_api.matters.errors import ForeignOrgan, UnknownOrgan
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.web import AnswerDep, CreatedDep

router = feature_router(prefix="/cases/{case_id}/handling-units", tags=["cases"])


@router.post(
    "",
    summary="指定承办单位 / Add a handling unit",
    status_code=201,
    response_model=StepOut,
    responses=STEP | problems(UnknownOrgan, OrganAbolished, InternalDueAfterTerm),
)
async def add_handling_unit(
    case_id: UUID,
    body: HandlingUnitIn,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(ADD_HANDLING_UNIT)],
) -> Response:
    """Ask a unit of the office, or another organ, to handle the case too, by an internal day that
    lies not after the last day for the answer. The term for the answer does not move.

    Another organ may read the case, masked, until its part is done or the case has ended.
    """
    case, unit_id = await HandlingUnitService(desk).add(
        case_id, organ_id=body.organ_id, unit=body.unit, due_on=body.due_on
    )
    created = CreatedOut(kind="handling_unit", id=unit_id)
    return await answer(desk, case, status_code=201, created=created)


@router.get("", summary="承办单位 / List the handling units", responses=problems(CaseNotFound))
async def list_handling_units(case: FoundCase, desk: ReadingDesk) -> HandlingUnitsOut:
    """The units and organs that handle the case too."""
    return await HandlingUnitService(desk).listed(case)


@router.post(
    "/{unit_id}/completion",
    summary="登记承办单位办结 / Record that a handling unit is done",
    response_model=StepOut,
    responses=problems(
        CaseNotFound,
        ForeignOrgan,
        HandlingUnitNotFound,
        HandlingUnitCompleted,
        CaseStepNotAllowed,
    ),
)
async def complete_handling(
    case_id: UUID,
    unit_id: UUID,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(COMPLETE_HANDLING)],
) -> Response:
    """The unit has done its part: its internal deadline is met, and an organ reads the case no
    more.
    """
    return await answer(desk, await HandlingUnitService(desk).complete(case_id, unit_id, expected))
