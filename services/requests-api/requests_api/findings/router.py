"""What was found in the text of a reply, over HTTP."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.http.concurrency import etag
from gongkai.http.idempotency import OptionalIdempotencyDep
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.reference.people import person_names
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE
from requests_api.cases.web import FoundCase, Reader
from requests_api.findings.errors import (
    FindingNotFound,
    FindingsFixed,
    ResolutionNeedsPerson,
    SecrecyNeedsHead,
)
from requests_api.findings.presenter import finding_out
from requests_api.findings.repository import FindingRepository
from requests_api.findings.schemas import FindingIn, FindingOut, TextFindingsOut
from requests_api.findings.service import Answer, resolve_in_text
from requests_api.matters.access import reads_texts
from requests_api.matters.desk import Desk
from requests_api.matters.errors import ForeignOrgan
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/cases/{case_id}/reply/findings", tags=["replies"])
Writer = Annotated[Principal, requires(Permission.CASES_WRITE)]


@router.get(
    "",
    summary="答复正文的检查结果 / What was found in the text of the reply",
    responses=problems(CaseNotFound) | sends("ETag"),
)
async def list_text_findings(
    case: FoundCase,
    principal: Reader,
    session: ReadSessionDep,
    office: OfficeDep,
    response: Response,
) -> TextFindingsOut:
    """What was found in the text of the present draft, which is looked through when it is drafted.
    The `ETag` is the case's.
    """
    found = await FindingRepository(session).of(case.reply_id) if case.reply_id else ()
    names = await person_names(session, {row.resolved_by for row in found})
    with_words = reads_texts(principal, case.organ_id)
    response.headers["ETag"] = etag(case.version)
    return TextFindingsOut(
        reply_id=case.reply_id,
        items=[finding_out(row, office.keys, names, with_words=with_words) for row in found],
    )


@router.post(
    "/{finding_id}",
    summary="处理答复正文的检查发现 / Answer for a finding in the text of the reply",
    response_model=FindingOut,
    responses=problems(
        CaseNotFound,
        ForeignOrgan,
        FindingNotFound,
        FindingsFixed,
        SecrecyNeedsHead,
        ResolutionNeedsPerson,
    )
    | sends("ETag"),
)
async def resolve_text_finding(
    case_id: UUID,
    finding_id: UUID,
    body: FindingIn,
    principal: Writer,
    gate: OptionalIdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
) -> Response:
    """What becomes of a finding in the text, and why, as with what goes out beside it. `masked`
    says that another draft will come, and holds the reply back until it has. While something is
    open the reply is not handed in, approved or issued: 409 `findings_open`.
    """
    desk = Desk(session, office, CASE, principal)
    answer = Answer(finding_id, body.resolution, body.reason)
    case, finding = await resolve_in_text(desk, case_id, answer)
    names = await person_names(session, [finding.resolved_by])
    shown = finding_out(finding, office.keys, names, with_words=True)
    return await gate.answer(shown, headers={"ETag": etag(case.version)})
