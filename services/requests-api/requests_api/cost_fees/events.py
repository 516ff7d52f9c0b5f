"""What costs put on record. They stop no clock: the text of 2007 knows no such stop."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.record.events import Recorded
from requests_api.cases.story import CaseColumns, DatedCaseEvent
from requests_api.cost_fees.kinds import CostKind
from requests_api.intake.events import ApplicationReceived, ReceiptConfirmed


class CostItem(BaseModel):
    """One of the costs."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    kind: CostKind
    """For what."""
    amount: Decimal
    """Yuan."""


class CostFeeCharged(DatedCaseEvent):
    """Costs were charged (2007年条例27); their standard is kept beside the record."""

    TYPE = "cost_fee_charged"
    LABEL = "收取成本费用"
    DAY = "告知日期"
    PART = "cost_fee"
    FOLLOWS = frozenset({ApplicationReceived.TYPE, ReceiptConfirmed.TYPE})

    ref: UUID
    """The charge."""
    items: tuple[CostItem, ...]
    """What is charged for what."""
    amount: Decimal
    """Yuan, together."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """The charge."""
        case.cost_fee = {
            "ref": str(self.ref),
            "seq": item.seq,
            "charged_on": item.on.isoformat(),
            "items": [each.model_dump(mode="json") for each in self.items],
            "amount": str(self.amount),
            "amount_due": str(self.amount),
            "reliefs": [],
            "paid_on": None,
        }


class CostFeeRelieved(DatedCaseEvent):
    """The head relieved a citizen in economic hardship of costs, at their own application
    (2007年条例28). The reason is kept beside the record.
    """

    TYPE = "cost_fee_relieved"
    LABEL = "减免成本费用"
    DAY = "减免日期"
    PART = "cost_fee"
    FOLLOWS = frozenset({CostFeeCharged.TYPE})

    ref: UUID
    """The charge."""
    applied_on: date
    """When the applicant asked for it."""
    due_before: Decimal
    """Yuan that were due."""
    reduced_to: Decimal | None
    """Yuan that are due since; null where all were waived."""

    def days(self, on: date) -> tuple[date, ...]:
        """The application comes before the decision."""
        return self.applied_on, on

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """What is left."""
        if case.cost_fee is not None:
            relief = {
                "seq": item.seq,
                "on": item.on.isoformat(),
                "applied_on": self.applied_on.isoformat(),
                "reduced_to": None if self.reduced_to is None else str(self.reduced_to),
            }
            case.cost_fee = {
                **case.cost_fee,
                "amount_due": str(self.reduced_to or Decimal("0.00")),
                "reliefs": [*case.cost_fee["reliefs"], relief],
            }


class CostFeePaid(DatedCaseEvent):
    """The costs were paid; it moves no clock."""

    TYPE = "cost_fee_paid"
    LABEL = "缴纳成本费用"
    DAY = "缴费日期"
    PART = "cost_fee"
    FOLLOWS = frozenset({CostFeeCharged.TYPE})

    ref: UUID
    """The charge."""
    amount: Decimal
    """Yuan."""

    def apply(self, case: CaseColumns, item: Recorded) -> None:
        """Nothing is due any more."""
        if case.cost_fee is not None:
            case.cost_fee = {**case.cost_fee, "paid_on": item.on.isoformat()}
