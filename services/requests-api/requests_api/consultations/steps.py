"""The steps of a consultation."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import CASE_STEPS, LETTER_OPEN, OBJECTED_TO, TAKES_UP
from requests_api.consultations.errors import OverrideNeedsApprover

SEND_CONSULTATION = CASE_STEPS.declare(
    Step(
        code="send_consultation",
        label="征求意见",
        path="consultations",
        permission=Permission.CASES_WRITE,
        moves=TAKES_UP,
    )
)
RECORD_CONSULTATION_DELIVERY = CASE_STEPS.declare(
    Step(
        code="record_consultation_delivery",
        label="登记征求意见函送达",
        path="consultations/{consultation_id}/delivery",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(LETTER_OPEN,),
    )
)
ANSWER_CONSULTATION = CASE_STEPS.declare(
    Step(
        code="answer_consultation",
        label="登记征求意见答复",
        path="consultations/{consultation_id}/answer",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(LETTER_OPEN,),
    )
)
OVERRIDE_OBJECTION = CASE_STEPS.declare(
    Step(
        code="override_objection",
        label="不采纳第三方意见",
        path="consultations/{objection_id}/override",
        permission=Permission.CASES_APPROVE,
        moves=stay(IN_HAND),
        guards=(OBJECTED_TO,),
        by_people=True,
        needs=OverrideNeedsApprover,
    )
)
