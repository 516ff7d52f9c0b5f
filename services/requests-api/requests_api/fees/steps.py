"""The steps of a fee."""

from gongkai.auth.principal import Permission
from gongkai.steps import Step, stay
from requests_api.cases.states import IN_HAND
from requests_api.cases.steps import CASE_STEPS, FEE_DUE, FEE_IN_FORCE, NO_FEE_YET, TAKES_UP
from requests_api.fees.errors import FeeWaiverNeedsHead

NOTIFY_FEE = CASE_STEPS.declare(
    Step(
        code="notify_fee",
        label="告知收费",
        path="fee-notice",
        permission=Permission.CASES_WRITE,
        moves=TAKES_UP,
        guards=(FEE_IN_FORCE, NO_FEE_YET),
    )
)
RECORD_FEE_NOTICE_DELIVERY = CASE_STEPS.declare(
    Step(
        code="record_fee_notice_delivery",
        label="登记收费通知送达",
        path="fee-notice/delivery",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(FEE_DUE,),
    )
)
RECORD_FEE_PAYMENT = CASE_STEPS.declare(
    Step(
        code="record_fee_payment",
        label="登记缴费",
        path="fee-payment",
        permission=Permission.CASES_WRITE,
        moves=stay(IN_HAND),
        guards=(FEE_DUE,),
    )
)
WAIVE_FEE = CASE_STEPS.declare(
    Step(
        code="waive_fee",
        label="减免收费",
        path="fee-waiver",
        permission=Permission.CASES_WAIVE,
        moves=stay(IN_HAND),
        guards=(FEE_DUE,),
        by_people=True,
        needs=FeeWaiverNeedsHead,
    )
)
