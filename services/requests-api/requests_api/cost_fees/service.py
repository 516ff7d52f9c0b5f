"""Charging costs, relief and payment (2007年条例27、28); nothing waits for it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from gongkai.db import new_id
from gongkai.http.versions import IfMatch
from requests_api.cases.kind import CaseDesk
from requests_api.cases.models import Case
from requests_api.cost_fees.errors import CostAmountWrong
from requests_api.cost_fees.events import CostFeeCharged, CostFeePaid, CostFeeRelieved, CostItem
from requests_api.cost_fees.steps import CHARGE_COSTS, RECORD_COST_PAYMENT, RELIEVE_COSTS
from requests_api.matters.desk import Act

_FEN, _NONE = Decimal("0.01"), Decimal("0.00")


class CostFeeService:
    """Costs of one case, by one caller."""

    def __init__(self, desk: CaseDesk) -> None:
        self._desk = desk

    async def charge(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        charged_on: date,
        items: Sequence[CostItem],
        standard: str,
        paper: str | None = None,
    ) -> Case:
        """Tell the applicant which costs are to be paid, and by which standard."""
        desk = self._desk
        case = await desk.take(case_id, CHARGE_COSTS, expected)
        exact = tuple(CostItem(kind=item.kind, amount=_exact(item.amount)) for item in items)
        charged = CostFeeCharged(
            ref=new_id(), items=exact, amount=sum((item.amount for item in exact), _NONE)
        )
        desk.check_day(case, charged, charged_on, "charged_on", after=case.received_on)
        act = Act(charged, charged_on, paper=paper, words=standard)
        await desk.perform(case, CHARGE_COSTS, act)
        return case

    async def relieve(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        applied_on: date,
        on: date,
        reduced_to: Decimal | None,
        reason: str,
        paper: str | None = None,
    ) -> Case:
        """Relieve a citizen of costs, wholly or to so many yuan. Raises `CostAmountWrong`."""
        desk = self._desk
        case = await desk.take(case_id, RELIEVE_COSTS, expected)
        ref, due = _due(case)
        if reduced_to is not None and reduced_to >= due:
            raise _wrong("reduced_to", due)
        left = None if reduced_to is None else _exact(reduced_to)
        relieved = CostFeeRelieved(ref=ref, applied_on=applied_on, due_before=due, reduced_to=left)
        desk.check_day(case, relieved, on, "on")
        desk.check_date(
            applied_on, earliest=case.received_on, what="申请减免的日期", member="applied_on"
        )
        await desk.perform(case, RELIEVE_COSTS, Act(relieved, on, paper=paper, words=reason))
        return case

    async def record_payment(
        self,
        case_id: UUID,
        expected: IfMatch,
        *,
        paid_on: date,
        amount: Decimal,
        paper: str | None = None,
    ) -> Case:
        """The costs were paid. Raises `CostAmountWrong`."""
        desk = self._desk
        case = await desk.take(case_id, RECORD_COST_PAYMENT, expected)
        ref, due = _due(case)
        if amount != due:
            raise _wrong("amount", due)
        paid = CostFeePaid(ref=ref, amount=due)
        desk.check_day(case, paid, paid_on, "paid_on")
        await desk.perform(case, RECORD_COST_PAYMENT, Act(paid, paid_on, paper=paper))
        return case


def _exact(amount: Decimal) -> Decimal:
    """To the fen."""
    return amount.quantize(_FEN)


def _due(case: Case) -> tuple[UUID, Decimal]:
    """The charge of a case whose step presupposes one, and what is due of it."""
    assert case.cost_fee is not None  # noqa: S101 - the guards of the steps
    return UUID(case.cost_fee["ref"]), Decimal(case.cost_fee["amount_due"])


def _wrong(member: str, due: Decimal) -> CostAmountWrong:
    return CostAmountWrong.at(
        f"/body/{member}",
        f"现应缴{due}元",
        f"{due} yuan are due",
        extensions={"amount_due": str(due)},
    )
