"""Approval chains over HTTP."""

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
from gongkai.reference.organs import organ_names
from gongkai.reference.people import person_names
from requests_api.approval_chains.errors import (
    ApproverUnsuitable,
    ChainOfAnotherOrgan,
    ChainRepeatsPerson,
)
from requests_api.approval_chains.models import ApprovalChain
from requests_api.approval_chains.presenter import levels_of, levels_out
from requests_api.approval_chains.schemas import ApprovalChainIn, ApprovalChainOut
from requests_api.approval_chains.service import ChainService
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/approval-chains", tags=["approval-chains"])


@router.get(
    "/{organ_id}",
    summary="审批链 / Read an organ's approval chain",
    response_model=ApprovalChainOut,
    responses=problems(OrganNotFound),
)
async def get_approval_chain(
    organ_id: UUID,
    response: Response,
    principal: Annotated[Principal, requires(Permission.ORGANS_READ)],
    session: ReadSessionDep,
    office: OfficeDep,
    if_none_match: IfNoneMatch = None,
) -> ApprovalChainOut | Response:
    """The levels through which a reply of the organ goes before it is issued: its own decision, or
    one approval by the head or the leader in charge.
    """
    held = await ChainService(session, office.clock, principal).get(organ_id)
    response.headers["ETag"] = etag(held.version)
    return not_modified(if_none_match, held.version) or await _out(held, session)


@router.put(
    "/{organ_id}",
    summary="设定审批链 / Set an organ's approval chain",
    response_model=ApprovalChainOut,
    responses=problems(OrganNotFound, ChainOfAnotherOrgan, ChainRepeatsPerson, ApproverUnsuitable),
)
async def put_approval_chain(
    organ_id: UUID,
    body: ApprovalChainIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.APPROVAL_CHAINS_MANAGE)],
) -> Response:
    """Decide through which levels replies go that are handed in from now on; those in approval go
    on by the chain with which they were handed in. By the head for the own organ, by an
    administrator also for those below. Earlier decisions are kept with who made them.
    """
    levels = [level.level for level in body.levels]
    decided = await ChainService(session, office.clock, principal).decide(
        organ_id, expected, levels
    )
    return await gate.answer(await _out(decided, session), headers={"ETag": etag(decided.version)})


async def _out(held: ApprovalChain, session: ReadSessionDep) -> ApprovalChainOut:
    levels = levels_of(held.levels)
    names = await person_names(session, [held.set_by, *(level.by for level in levels)])
    organs = await organ_names(session, [held.organ_id])
    return ApprovalChainOut(
        organ_id=held.organ_id,
        organ_name=organs.get(held.organ_id),
        version=held.version,
        levels=levels_out(levels, names),
        set_by=held.set_by,
        set_by_name=names.get(held.set_by or ""),
        set_at=held.set_at,
    )
