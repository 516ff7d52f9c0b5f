"""Opening and reading the file of a case."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Header, Query
from starlette.responses import Response

from gongkai.auth.principal import Permission, Principal
from gongkai.deadlines.due import end_of_day
from gongkai.http.concurrency import IfNoneMatch, etag, not_modified
from gongkai.http.idempotency import IdempotencyDep
from gongkai.http.openapi import problems, sends
from gongkai.http.routing import router as feature_router
from gongkai.http.schemas import Day
from gongkai.http.screened import ScreenedShortText, ScreenedText
from gongkai.http.security import requires
from gongkai.http.sessions import ReadSessionDep, SessionDep
from gongkai.organs import Channel
from gongkai.record import read_whole
from gongkai.record.events import known_by
from gongkai.record.router import record_routes
from gongkai.reference.naming import known_people
from requests_api.case_file.actions import parts_of
from requests_api.case_file.errors import NothingKnownYet
from requests_api.case_file.presenter import CaseViews
from requests_api.case_file.schemas import CaseOfSourceOut, CaseOut
from requests_api.cases.errors import CaseNotFound
from requests_api.cases.kind import CASE, CaseDesk
from requests_api.cases.story import facts_of
from requests_api.cases.web import ASSIGNEE, FoundCase, Reader, ReadingDesk, find_case
from requests_api.clock import evaluate, explain
from requests_api.clock.rules import IN_FORCE_2007
from requests_api.clock.schemas import CaseClockOut
from requests_api.intake.errors import (
    BornInTheFuture,
    ExternalIdTaken,
    OrganAbolished,
    ReadBackOfOralOnly,
)
from requests_api.intake.kinds import SourceOutcome
from requests_api.intake.schemas import CaseIn, CaseOfSourceIn
from requests_api.intake.service import Filing, IntakeService
from requests_api.intake.sync_service import CaseSync
from requests_api.matters.desk import Desk
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan, UnknownOrgan
from requests_api.matters.file import effective
from requests_api.matters.models import MatterEvent, MatterRefusal
from requests_api.matters.repository import MatterRepository
from requests_api.matters.schemas import ActionsOut
from requests_api.matters.views import actions_of
from requests_api.matters.web import OfficeDep

router = feature_router(prefix="/cases", tags=["cases"])
_JSON = "application/json"


@router.get(
    "/{case_id}",
    summary="申请详情 / Read a case",
    response_model=CaseOut,
    responses=problems(CaseNotFound),
)
async def get_case(
    case_id: UUID,
    principal: Reader,
    session: ReadSessionDep,
    office: OfficeDep,
    if_none_match: Annotated[IfNoneMatch, Header()] = None,
) -> Response:
    """One case, the applicant masked, with the steps that the caller can take now.

    The entity tag is the version; `light` and the days left also move on with the day, and what
    stands beside a person's subject with the person.
    """
    case = await CaseViews(session, office, principal).case(case_id)
    return not_modified(if_none_match, case.version) or Response(
        case.model_dump_json(),
        media_type=_JSON,
        headers={"ETag": etag(case.version)},
    )


@router.post(
    "",
    summary="登记收到的申请 / Key in an application",
    status_code=201,
    response_model=CaseOut,
    responses=problems(
        UnknownOrgan,
        OrganAbolished,
        BornInTheFuture,
        ForeignOrgan,
        ExternalIdTaken,
        DateOutOfOrder,
        ReadBackOfOralOnly,
    )
    | ASSIGNEE,
)
async def key_in_case(
    body: CaseIn,
    gate: IdempotencyDep,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> Response:
    """Key in an application that arrived on another way than online, with its dates."""
    filing = _filing(body, Desk(session, office, CASE, principal), body.source, body.external_id)
    case = await IntakeService(session, office).key_in(filing, principal)
    return await gate.answer(
        await CaseViews(session, office, principal).case(case.id),
        status_code=201,
        headers={"ETag": etag(case.version), "Location": f"{CASE.path}/{case.id}"},
    )


@router.put(
    "/by-source/{source}/{external_id:path}",
    summary="按来源编号登记申请 / Enter an application by its id in another system",
    response_model=CaseOfSourceOut,
    responses=problems(
        UnknownOrgan,
        OrganAbolished,
        BornInTheFuture,
        ForeignOrgan,
        DateOutOfOrder,
        ReadBackOfOralOnly,
    )
    | ASSIGNEE
    | {201: {"model": CaseOfSourceOut, "description": "新建 / created"}}
    | sends("ETag", "Location")
    | sends("ETag", "Location", status=201),
)
async def upsert_case(
    source: ScreenedShortText,
    external_id: ScreenedText,
    body: CaseOfSourceIn,
    session: SessionDep,
    office: OfficeDep,
    principal: Annotated[Principal, requires(Permission.CASES_WRITE)],
) -> Response:
    """Enter an application that another system knows; safe to repeat, without a key or `If-Match`.

    The case belongs to the office once it is there: what the request says otherwise changes
    nothing and is named in `differs`. Dates are put right by `/events/{seq}/correction`, on record.
    """
    filing = _filing(body, Desk(session, office, CASE, principal), source, external_id)
    done = await CaseSync(session, office).upsert(filing, principal)
    case = await CaseViews(session, office, principal).case(done.case_id)
    shown = CaseOfSourceOut.model_validate(
        {
            **dict(case),
            "outcome": done.outcome,
            "outcome_label": done.outcome.label,
            "differs": done.differs,
        }
    )
    return Response(
        shown.model_dump_json(),
        status_code=201 if done.outcome is SourceOutcome.CREATED else 200,
        media_type=_JSON,
        headers={"ETag": etag(done.version), "Location": f"{CASE.path}/{done.case_id}"},
    )


@router.get(
    "/{case_id}/actions",
    summary="可办事项 / List the steps of a case",
    responses=problems(CaseNotFound),
)
async def list_case_actions(case: FoundCase, desk: ReadingDesk) -> ActionsOut:
    """Every step of the case, ready to call, and of those that are not possible now, why."""
    return actions_of(desk, case, await parts_of(desk, case))


@router.get(
    "/{case_id}/clock",
    summary="期限说明 / Explain the clock of a case",
    tags=["clock"],
    responses=problems(CaseNotFound, NothingKnownYet),
)
async def explain_case_clock(
    case: FoundCase,
    session: ReadSessionDep,
    office: OfficeDep,
    as_known_on: Annotated[
        Day | None, Query(description="按该日结束时卷内已有的记录计算；缺省为现在")
    ] = None,
) -> CaseClockOut:
    """The clock of a case computed from its record, with the ledger of its days.

    With `as_known_on` as the file stood at the end of that day: without what was entered, put right
    or announced as a holiday later.
    """
    recorded = read_whole(case, await MatterRepository(session).events(case.id))
    as_of, calendar = office.clock.today(), await office.calendars.current(session)
    if as_known_on is not None:
        if as_known_on > as_of:
            raise NothingKnownYet.at("/query/as_known_on", "该日尚未到来", "That day is to come")
        end = end_of_day(as_known_on) - timedelta(microseconds=1)
        recorded = list(known_by(recorded, end))
        if not recorded:
            raise NothingKnownYet.at("/query/as_known_on")
        as_of, calendar = as_known_on, await office.calendars.known_at(session, end)
    evaluation = evaluate(facts_of(effective(recorded)), calendar, as_of)
    ledger = explain(evaluation, calendar, case.jurisdiction)
    return CaseClockOut.known_on(as_known_on, evaluation, ledger, calendar)


def _filing(
    body: CaseOfSourceIn, desk: CaseDesk, source: str | None, external_id: str | None
) -> Filing:
    """The application as it is keyed in; raises `DateOutOfOrder`."""
    desk.check_date(body.arrived_on, earliest=IN_FORCE_2007, what="收到日期", member="arrived_on")
    if body.confirmed_on is not None:
        desk.check_date(
            body.confirmed_on, earliest=body.arrived_on, what="确认日期", member="confirmed_on"
        )
    if body.read_back_on is not None:
        if body.channel is not Channel.ORAL:
            raise ReadBackOfOralOnly.at("/body/read_back_on")
        desk.check_date(
            body.read_back_on, earliest=body.arrived_on, what="宣读日期", member="read_back_on"
        )
    return Filing(
        organ_id=body.organ_id,
        channel=body.channel,
        arrived_on=body.arrived_on,
        confirmed_on=body.confirmed_on,
        applicant=body.applicant,
        title=body.title,
        description=body.description,
        document_reference=body.document_reference,
        supply_form=body.supply_form,
        source=source,
        external_id=external_id,
        assignee=body.assignee,
        read_back_on=body.read_back_on,
    )


record_routes(
    router,
    "/{case_id}",
    noun="case",
    find=find_case,
    rows=MatterEvent,
    refused=MatterRefusal,
    naming=known_people,
    not_found=CaseNotFound,
)
