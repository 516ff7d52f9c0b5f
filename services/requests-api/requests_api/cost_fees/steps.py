"""The steps of costs."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import IN_HAND, WORKING, CaseState
from requests_api.cases.steps import CASE_STEPS, UNDER_2007, CaseSituation
from requests_api.cost_fees.errors import CostReliefNeedsHead

NOT_CHARGED: Guard[CaseSituation] = Guard(
    Reason("costs_charged_already", "已告知收取成本费用", "Costs were charged already"),
    lambda situation: not situation.is_cost_charged,
)
COSTS_DUE: Guard[CaseSituation] = Guard(
    Reason("no_costs_due", "没有待缴的成本费用", "No costs are due"),
    lambda situation: situation.is_cost_due,
)
OF_CITIZEN: Guard[CaseSituation] = Guard(
    Reason(
        "no_citizen",
        "只有确有经济困难的公民可以减免成本费用（2007年条例第28条）",
        "Only citizens in economic hardship are relieved of costs",
    ),
    lambda situation: situation.is_of_citizen,
)
_AFTER = (*IN_HAND, CaseState.REPLIED)
"""Costs of what was supplied are settled after the answer, too."""
CHARGE_COSTS = CASE_STEPS.declare(
    Step(
        code="charge_costs",
        label="收取成本费用",
        path="cost-fee",
        permission=Permission.CASES_WRITE,
        moves={**stay(WORKING), CaseState.REGISTERED: CaseState.HANDLING},
        guards=(UNDER_2007, NOT_CHARGED),
    )
)
RELIEVE_COSTS = CASE_STEPS.declare(
    Step(
        code="relieve_costs",
        label="减免成本费用",
        path="cost-fee/relief",
        permission=Permission.CASES_WAIVE,
        moves=stay(_AFTER),
        guards=(UNDER_2007, OF_CITIZEN, COSTS_DUE),
        by_people=True,
        needs=CostReliefNeedsHead,
    )
)
RECORD_COST_PAYMENT = CASE_STEPS.declare(
    Step(
        code="record_cost_payment",
        label="登记缴纳成本费用",
        path="cost-fee/payment",
        permission=Permission.CASES_WRITE,
        moves=stay(_AFTER),
        guards=(UNDER_2007, COSTS_DUE),
    )
)
