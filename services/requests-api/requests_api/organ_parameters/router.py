"""What an organ decides for itself, over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.errors import OrganNotFound
from gongkai.reference.people import person_names
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.web import OfficeDep
from requests_api.organ_parameters.defaults import EXPLANATION_WORKING_DAYS
from requests_api.organ_parameters.models import OrganParameters
from requests_api.organ_parameters.reading import (
    names_court_for_all,
    remedy_of_party_information,
)
from requests_api.organ_parameters.schemas import OrganParametersIn, OrganParametersOut
from requests_api.organ_parameters.service import ParametersService

router = feature_router(prefix="/organ-parameters", tags=["organ-parameters"])


@router.get(
    "/{organ_id}",
    summary="机关参数 / Read an organ's parameters",
    response_model=OrganParametersOut,
    responses=problems(OrganNotFound),
)
async def get_organ_parameters(
    organ_id: UUID,
    response: Response,
    principal: Annotated[Principal, requires(Permission.ORGANS_READ)],
    session: ReadSessionDep,
    office: OfficeDep,
    if_none_match: IfNoneMatch = None,
) -> OrganParametersOut | Response:
    """What holds for the organ: its own decision, or what ships with the platform."""
    held = await ParametersService(session, office.clock, principal).get(organ_id)
    response.headers["ETag"] = etag(held.version)
    return not_modified(if_none_match, held.version) or await _out(held, session)


@router.put(
    "/{organ_id}",
    summary="设定机关参数 / Set an organ's parameters",
    response_model=OrganParametersOut,
    responses=problems(OrganNotFound, ForeignOrgan),
)
async def put_organ_parameters(
    organ_id: UUID,
    body: OrganParametersIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.PARAMETERS_MANAGE)],
) -> Response:
    """Decide for the own organ. It holds for what is filed from now on; earlier decisions are kept
    with who made them.
    """
    decided = await ParametersService(session, office.clock, principal).decide(
        organ_id,
        expected,
        applications_a_month=body.applications_a_month,
        explanation_working_days=body.explanation_working_days,
        court_for_all=body.court_for_all,
        party_information_remedy=body.party_information_remedy,
    )
    return await gate.answer(await _out(decided, session), headers={"ETag": etag(decided.version)})


async def _out(held: OrganParameters, session: ReadSessionDep) -> OrganParametersOut:
    names = await person_names(session, [held.set_by])
    return OrganParametersOut(
        organ_id=held.organ_id,
        version=held.version,
        applications_a_month=held.applications_a_month,
        explanation_working_days=held.explanation_working_days or EXPLANATION_WORKING_DAYS,
        court_for_all=names_court_for_all(held),
        party_information_remedy=remedy_of_party_information(held),
        party_information_remedy_label=remedy_of_party_information(held).label,
        set_by=held.set_by,
        set_by_name=names.get(held.set_by or ""),
        set_at=held.set_at,
    )
