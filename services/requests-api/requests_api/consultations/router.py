"""Consultations of a case."""

from typing import Annotated
from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import CaseNotFound, CaseStepNotAllowed
from requests_api.cases.kind import CaseDesk
from requests_api.cases.web import STEP, desk_for
from requests_api.consultations.errors import (
    ConsultationAnsweredAlready,
    ConsultationNotFound,
    GroundOfOtherText,
    NoObjection,
    OverrideNeedsApprover,
)
from requests_api.consultations.schemas import (
    ConsultationAnswerIn,
    ConsultationDeliveryIn,
    ConsultationIn,
    OverrideIn,
)
from requests_api.consultations.service import ConsultationService
from requests_api.consultations.steps import (
    ANSWER_CONSULTATION,
    OVERRIDE_OBJECTION,
    RECORD_CONSULTATION_DELIVERY,
    SEND_CONSULTATION,
)
from requests_api.matters.acts import Stated
from requests_api.matters.errors import DateOutOfOrder, ForeignOrgan
from requests_api.matters.schemas import CreatedOut, StepOut
from requests_api.matters.web import AnswerDep, CreatedDep
from requests_api.notices.service import Notice

router = feature_router(prefix="/cases/{case_id}/consultations", tags=["consultations"])
LETTER = problems(
    CaseNotFound,
    ForeignOrgan,
    ConsultationNotFound,
    ConsultationAnsweredAlready,
    CaseStepNotAllowed,
    DateOutOfOrder,
)


@router.post(
    "",
    summary="发出征求意见函 / Record a consultation",
    status_code=201,
    response_model=StepOut,
    responses=STEP,
)
async def send_consultation(
    case_id: UUID,
    body: ConsultationIn,
    expected: ExpectedVersion,
    answer: CreatedDep,
    desk: Annotated[CaseDesk, desk_for(SEND_CONSULTATION)],
) -> Response:
    """A letter went to a third party (条例32) or another organ (条例34); the clock stops.

    Silence is consent of an organ that made the information too (`co_author`), of nobody else.
    """
    notice = Notice(Stated(body.sent_on, "sent_on", body.paper), body.delivered_on)
    case, consultation = await ConsultationService(desk).send(
        case_id,
        expected,
        notice,
        party=body.party,
        party_name=body.party_name,
        is_co_author=body.co_author,
    )
    created = CreatedOut(kind="consultation", id=consultation.id)
    return await answer(desk, case, status_code=201, created=created)


@router.post(
    "/{consultation_id}/delivery",
    summary="登记征求意见函送达 / Record the delivery of a consultation",
    response_model=StepOut,
    responses=LETTER,
)
async def record_consultation_delivery(
    case_id: UUID,
    consultation_id: UUID,
    body: ConsultationDeliveryIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(RECORD_CONSULTATION_DELIVERY)],
) -> Response:
    """The letter reached the party: its period counts from this day (条例32).

    Recorded again, the later record corrects the earlier one.
    """
    case = await ConsultationService(desk).record_delivery(
        case_id, consultation_id, expected, body.stated()
    )
    return await answer(desk, case)


@router.post(
    "/{consultation_id}/answer",
    summary="登记征求意见答复 / Record the answer to a consultation",
    response_model=StepOut,
    responses=LETTER,
)
async def answer_consultation(
    case_id: UUID,
    consultation_id: UUID,
    body: ConsultationAnswerIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(ANSWER_CONSULTATION)],
) -> Response:
    """The party's opinion arrived; the clock runs on."""
    stated = Stated(body.answered_on, "answered_on", body.paper)
    case = await ConsultationService(desk).answer(
        case_id, consultation_id, expected, stated, opinion=body.opinion
    )
    return await answer(desk, case)


@router.post(
    "/{objection_id}/override",
    summary="不采纳第三方意见 / Override a third party's objection",
    response_model=StepOut,
    responses=problems(
        CaseNotFound,
        CaseStepNotAllowed,
        ConsultationNotFound,
        DateOutOfOrder,
        GroundOfOtherText,
        NoObjection,
        OverrideNeedsApprover,
    ),
)
async def override_objection(
    case_id: UUID,
    objection_id: UUID,
    body: OverrideIn,
    expected: ExpectedVersion,
    answer: AnswerDep,
    desk: Annotated[CaseDesk, desk_for(OVERRIDE_OBJECTION)],
) -> Response:
    """Disclose although the third party objects: because its objection has no reasonable ground, or
    for the public interest (条例15、32). It was told in writing what is disclosed, and why.
    """
    stated = Stated(body.notified_on, "notified_on", body.paper)
    case = await ConsultationService(desk).override(
        case_id, objection_id, expected, stated, ground=body.ground, reason=body.reason
    )
    return await answer(desk, case)
