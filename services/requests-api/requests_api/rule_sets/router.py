"""The texts by which clocks run, over HTTP."""

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import (
    ExpectedVersion,
    FirstOrExpectedVersion,
    IfNoneMatch,
    etag,
    not_modified,
)
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from requests_api.matters.web import OfficeDep
from requests_api.rule_sets.errors import (
    RuleSetLengthensPast,
    RuleSetLoadedByYourself,
    RuleSetNotAwaiting,
    RuleSetNotFound,
    RuleSetOfWholePlatform,
    RuleSetShipped,
)
from requests_api.rule_sets.schemas import (
    RuleSetCode,
    RuleSetConfirmationIn,
    RuleSetIn,
    RuleSetOut,
    RuleSetsOut,
    VersionQuery,
)
from requests_api.rule_sets.service import RuleSetService

router = feature_router(prefix="/rule-sets", tags=["clock"])


@router.get("", summary="规则集列表 / List the rule sets")
async def list_rule_sets(session: ReadSessionDep) -> RuleSetsOut:
    """The national texts, and local ones with their place and validity; public."""
    return RuleSetsOut(items=list(await RuleSetService(session).every()))


@router.get(
    "/{rule_set}",
    summary="规则集 / Read a rule set",
    response_model=RuleSetOut,
    responses=problems(RuleSetNotFound),
)
async def read_rule_set(
    rule_set: RuleSetCode,
    query: Annotated[VersionQuery, Query()],
    response: Response,
    session: ReadSessionDep,
    if_none_match: IfNoneMatch = None,
) -> RuleSetOut | Response:
    """One text with the source of each of its terms; public. Earlier versions stay readable."""
    found = await RuleSetService(session).get(rule_set, query.version)
    response.headers["ETag"] = etag(found.revision)
    return not_modified(if_none_match, found.revision) or found.out


@router.put(
    "/{rule_set}",
    summary="录入地方规则 / Load a local rule set",
    response_model=RuleSetOut,
    responses=problems(RuleSetOfWholePlatform, RuleSetShipped, RuleSetLengthensPast),
)
async def put_rule_set(
    rule_set: RuleSetCode,
    body: RuleSetIn,
    expected: FirstOrExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.RULE_SETS_MANAGE)],
) -> Response:
    """Load a local text, or its next version: it counts for what was legally received from its
    `valid_from` on, at once and in every process; open cases are computed again, which has a report
    (`GET /recomputations`). Earlier versions are kept with who loaded them. One that lengthens what
    runs already says what it corrects, and waits for a second administrator.
    """
    loaded = await RuleSetService(session).load(rule_set, expected, body, office.clock, principal)
    return await gate.answer(loaded.out, headers={"ETag": etag(loaded.revision)})


@router.post(
    "/{rule_set}/confirmation",
    summary="核实使期限变长的地方规则 / Confirm a rule set that lengthens terms",
    response_model=RuleSetOut,
    responses=problems(
        RuleSetOfWholePlatform, RuleSetNotFound, RuleSetNotAwaiting, RuleSetLoadedByYourself
    ),
)
async def confirm_rule_set(
    rule_set: RuleSetCode,
    body: RuleSetConfirmationIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.RULE_SETS_MANAGE)],
) -> Response:
    """Confirm, as a second administrator of the platform, the version that lengthens terms that
    run: it counts from now on and open cases are computed again. Whoever loaded it may not.
    """
    service = RuleSetService(session)
    confirmed = await service.confirm(rule_set, expected, body.reason, office.clock, principal)
    return await gate.answer(confirmed.out, headers={"ETag": etag(confirmed.revision)})
