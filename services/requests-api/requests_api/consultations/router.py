"""Consultations of a case."""

from uuid import UUID

from starlette.responses import Response

from gongkai.http.concurrency import ExpectedVersion
from gongkai.http.idempotency import IdempotencyDep, OptionalIdempotencyDep
from gongkai.http.openapi import problems
from gongkai.http.routing import router as feature_router
from requests_api.cases.errors import (
    CaseNotFound,
    CaseStepNotAllowed,
    ConsultationAnswered,
    ConsultationNotFound,
    DateOutOfOrder,
    ForeignOrgan,
)
from requests_api.cases.office import DeskDep
from requests_api.cases.router import case_answer
from requests_api.cases.schemas import CaseOut
from requests_api.consultations.schemas import (
    ConsultationAnswerIn,
    ConsultationDeliveryIn,
    ConsultationIn,
)
from requests_api.consultations.service import ConsultationService

router = feature_router(prefix="/cases/{case_id}/consultations", tags=["consultations"])


@router.post(
    "",
    status_code=201,
    response_model=CaseOut,
    responses=problems(CaseNotFound, ForeignOrgan, CaseStepNotAllowed, DateOutOfOrder),
)
async def send_consultation(
    case_id: UUID,
    body: ConsultationIn,
    expected: ExpectedVersion,
    gate: IdempotencyDep,
    desk: DeskDep,
) -> Response:
    """A letter went to a third party (条例32) or another organ (条例34); the clock stops."""
    case, _ = await ConsultationService(desk).send(
        case_id,
        expected,
        party=body.party,
        party_name=body.party_name,
        sent_on=body.sent_on,
        delivered_on=body.delivered_on,
    )
    return await case_answer(desk, gate, case, status_code=201)


LETTER = problems(
    CaseNotFound,
    ForeignOrgan,
    ConsultationNotFound,
    ConsultationAnswered,
    CaseStepNotAllowed,
    DateOutOfOrder,
)


@router.post("/{consultation_id}/delivery", response_model=CaseOut, responses=LETTER)
async def record_consultation_delivery(
    case_id: UUID,
    consultation_id: UUID,
    body: ConsultationDeliveryIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """The letter reached the party: its period counts from this day (条例32).

    Recorded again, the later record corrects the earlier one.
    """
    case, _ = await ConsultationService(desk).record_delivery(
        case_id, consultation_id, expected, delivered_on=body.delivered_on
    )
    return await case_answer(desk, gate, case)


@router.post("/{consultation_id}/answer", response_model=CaseOut, responses=LETTER)
async def answer_consultation(
    case_id: UUID,
    consultation_id: UUID,
    body: ConsultationAnswerIn,
    expected: ExpectedVersion,
    gate: OptionalIdempotencyDep,
    desk: DeskDep,
) -> Response:
    """The party's opinion arrived; the clock runs on."""
    case, _ = await ConsultationService(desk).answer(
        case_id,
        consultation_id,
        expected,
        answered_on=body.answered_on,
        opinion=body.opinion,
    )
    return await case_answer(desk, gate, case)
