"""The acts between receipt and reply, and reading a case."""

from typing import Annotated
from uuid import UUID

from fastapi import Header
from gongkai.eventlog import chain_of, verify_rows
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.crypto.chain_export import export_chain
from gongkai.http.concurrency import ExpectedVersion, IfNoneMatch, etag, not_modified
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from requests_api.applicants.schemas import ApplicantUnmaskedOut
from requests_api.cases.desk import CaseDesk
from requests_api.cases.disclosure import disclose
from requests_api.cases.errors import (
    CaseNotFound,
    CaseStepNotAllowed,
    DateOutOfOrder,
    ExtensionNeedsHead,
    ExtensionTooLate,
    ExtensionTooLong,
    ExternalIdTaken,
    ForeignOrgan,
    OrganAbolished,
    UnknownOrgan,
)
from requests_api.cases.filing import Filing, FilingService
from requests_api.cases.models import Case
from requests_api.cases.office import AuthorityDeskDep, DeskDep, OfficeDep
from requests_api.cases.procedure import Procedure
from requests_api.cases.repository import CaseRepository
from requests_api.cases.schemas import (
    AccessCodeOut,
    AssignmentIn,
    CaseIn,
    CaseOut,
    ConfirmationIn,
    EventOut,
    ExtensionIn,
    ReasonIn,
    RefusalOut,
    VerificationOut,
    VoidIn,
    WithdrawalIn,
)
from requests_api.cases.views import CaseViews
from requests_api.clock.rules import IN_FORCE_2007

router = feature_router(prefix="/cases", tags=["cases"])
_JSON = "application/json"
Reader = Annotated[Principal, requires(Permission.CASES_READ)]
"""A caller who may read cases."""
STEP = problems(CaseNotFound, ForeignOrgan, CaseStepNotAllowed, DateOutOfOrder)


async def case_answer(
    desk: CaseDesk, gate: OptionalIdempotencyDep, case: Case, *, status_code: int = 200
) -> Response:
    """The case after a step, with its new ETag."""
    model = await CaseViews(desk.session, desk.office, desk.principal).case(case.id)
    return await gate.answer(
        model,
        status_code=status_code,
        headers={"ETag": etag(case.version), "Location": f"/requests/v1/cases/{case.id}"},
    )


@router.post(
    "",
    status_code=201,
    response_model=CaseOut,
    responses=problems(UnknownOrgan, OrganAbolished, ForeignOrgan, ExternalIdTaken, DateOutOfOrder),
)
async def key_in_case(body: CaseIn, gate: IdempotencyDep, desk: DeskDep) -> Response:
    """Key in an application that arrived on another way than online, with its dates."""
    desk.check_date(body.arrived_on, earliest=IN_FORCE_2007, what="收到日期", member="arrived_on")
    if body.confirmed_on is not None:
        desk.check_date(
            body.confirmed_on, earliest=body.arrived_on, what="确认日期", member="confirmed_on"
        )
    filing = Filing(**{name: getattr(body, name) for name in Filing.__dataclass_fields__})
    case = await FilingService(desk.session, desk.office).key_in(filing, desk.principal)
    return await case_answer(desk, gate, case, status_code=201)


@router.get("/{case_id}", response_model=CaseOut, responses=problems(CaseNotFound))
async def get_case(
    case_id: UUID,
    principal: Reader,
    session: ReadSessionDep,
    office: OfficeDep,
    if_none_match: Annotated[IfNoneMatch, Header()] = None,
) -> Response:
    """One case, the applicant masked, with the steps that the caller can take now.

    The entity tag is the version; `light` and the days left also move on with the day.
    """
    case = await CaseViews(session, office, principal).case(case_id)
    return not_modified(if_none_match, case.version) or Response(
        case.model_dump_json(),
        media_type=_JSON,
        headers={"ETag": etag(case.version)},
    )


@router.post("/{case_id}/confirmation", response_model=CaseOut, responses=STEP)
async def confirm_receipt(
    case_id: UUID,
    body: ConfirmationIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """Put on record that receipt was confirmed with the applicant: day 0 of the clock (条例31)."""
    case = await Procedure(desk).confirm(
        case_id, expected, confirmed_on=body.confirmed_on, means=body.means
    )
    return await case_answer(desk, gate, case)


@router.post("/{case_id}/registration", response_model=CaseOut, responses=STEP)
async def register_case(
    case_id: UUID, expected: ExpectedVersion, gate: OptionalIdempotencyDep, desk: DeskDep
) -> Response:
    """Enter the case in the register: a gapless number of the organ and year."""
    return await case_answer(desk, gate, await Procedure(desk).register(case_id, expected))


@router.post("/{case_id}/registration/voiding", response_model=CaseOut, responses=STEP)
async def void_registration(
    case_id: UUID,
    body: VoidIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
    _head: Annotated[Principal, requires(Permission.CASES_VOID)],
) -> Response:
    """Void a mistaken registration; its number is kept and never given again."""
    case = await Procedure(desk).void_registration(case_id, expected, reason=body.reason)
    return await case_answer(desk, gate, case)


@router.post("/{case_id}/assignment", response_model=CaseOut, responses=STEP)
async def assign_case(
    case_id: UUID,
    body: AssignmentIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """Make somebody responsible."""
    case = await Procedure(desk).assign(case_id, expected, assignee=body.assignee)
    return await case_answer(desk, gate, case)


@router.post(
    "/{case_id}/extension",
    response_model=CaseOut,
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
    gate: OptionalIdempotencyDep,
    desk: AuthorityDeskDep,
) -> Response:
    """Extend the period once (条例33): agreed by the head and told before it ends."""
    case = await Procedure(desk).extend(
        case_id,
        expected,
        working_days=body.working_days,
        approved_on=body.approved_on,
        notified_on=body.notified_on,
    )
    return await case_answer(desk, gate, case)


@router.post("/{case_id}/withdrawal", response_model=CaseOut, responses=STEP)
async def withdraw_case(
    case_id: UUID,
    body: WithdrawalIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """Put on record that the applicant withdrew with the office."""
    case = await Procedure(desk).withdraw(case_id, expected, withdrawn_on=body.withdrawn_on)
    return await case_answer(desk, gate, case)


@router.post(
    "/{case_id}/access-code",
    response_model=AccessCodeOut,
    responses=problems(CaseNotFound, ForeignOrgan),
)
async def reissue_access_code(
    case_id: UUID,
    body: ReasonIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """Give the applicant a new access code; the old one is void."""
    case, code = await Procedure(desk).reissue_access_code(case_id, expected, reason=body.reason)
    answer = AccessCodeOut(receipt_number=case.receipt_number, access_code=code)
    return await gate.answer(answer, headers={"ETag": etag(case.version)})


@router.post(
    "/{case_id}/applicant-disclosure",
    response_model=ApplicantUnmaskedOut,
    responses=problems(CaseNotFound, ForeignOrgan),
)
async def disclose_applicant(
    case_id: UUID,
    body: ReasonIn,
    principal: Annotated[Principal, requires(Permission.CASES_UNMASK)],
    session: SessionDep,
    office: OfficeDep,
) -> ApplicantUnmaskedOut:
    """The applicant's data in the clear, for a reason; the reading goes on record."""
    views = CaseViews(session, office, principal)
    case = await views.find(case_id)
    disclose(session, office, case, principal, body.reason)
    return await views.applicant_unmasked(case)


@router.get("/{case_id}/events", responses=problems(CaseNotFound))
async def list_case_events(
    case_id: UUID, principal: Reader, session: ReadSessionDep, office: OfficeDep
) -> list[EventOut]:
    """The record of a case, oldest first."""
    case = await CaseViews(session, office, principal).find(case_id)
    return [
        EventOut.model_validate(event, from_attributes=True)
        for event in await CaseRepository(session).events(case.id)
    ]


@router.get(
    "/{case_id}/events/export",
    responses={
        200: {"description": "gongkai verify-chain 可核验的文件", "content": {_JSON: {}}},
        **problems(CaseNotFound),
    },
    response_class=Response,
)
async def export_case_events(
    case_id: UUID, principal: Reader, session: ReadSessionDep, office: OfficeDep
) -> Response:
    """The record as a document that `gongkai verify-chain` checks without us."""
    case = await CaseViews(session, office, principal).find(case_id)
    events = await CaseRepository(session).events(case.id)
    return Response(export_chain(case.id, chain_of(events)), media_type=_JSON)


@router.get("/{case_id}/events/verification", responses=problems(CaseNotFound))
async def verify_case_events(
    case_id: UUID,
    principal: Annotated[Principal, requires(Permission.EVENTS_VERIFY)],
    session: ReadSessionDep,
    office: OfficeDep,
) -> VerificationOut:
    """Whether the record is whole and unchanged; its length must be the case's version."""
    case = await CaseViews(session, office, principal).find(case_id)
    events = await CaseRepository(session).events(case.id)
    report = verify_rows(case.id, events, expected_count=case.version)
    return VerificationOut.model_validate(report, from_attributes=True)


@router.get("/{case_id}/refusals", responses=problems(CaseNotFound))
async def list_case_refusals(
    case_id: UUID, principal: Reader, session: ReadSessionDep, office: OfficeDep
) -> list[RefusalOut]:
    """Steps that were refused, oldest first."""
    case = await CaseViews(session, office, principal).find(case_id)
    return [
        RefusalOut.model_validate(row, from_attributes=True)
        for row in await CaseRepository(session).refusals(case.id)
    ]
