"""What can go wrong with a fee."""

from gongkai.errors import Conflict, Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers
from requests_api.matters.errors import AllowedInstead


class FeeNotInForce(Conflict):
    """The application was received before 2021-01-01, when the measures that a processing fee
    rests on came into force (国办函〔2020〕109号).
    """

    code = "fee_not_in_force"
    title_zh = "2021年1月1日以前收到的申请不收取信息处理费"
    title_en = "No fee is charged for what was received before 2021-01-01"


class FeeNoticeTooLate(Conflict):
    """A fee is noticed within the running term (国办函〔2020〕109号): a notice that goes out after
    it stops and restarts nothing.
    """

    code = "fee_notice_too_late"
    title_zh = "答复期限已届满，不能再告知收费"
    title_en = "The period has ended; a fee cannot be noticed any more"

    Members = AllowedInstead


class FeeWithinFreeQuantity(Conflict):
    """The first ten items of an applicant's month, and the first thirty pages of an application,
    cost nothing (国办函〔2020〕109号): there is nothing to notice.
    """

    code = "fee_within_free_quantity"
    title_zh = "在不收费的数量以内，无需告知收费"
    title_en = "The quantity costs nothing; there is no fee to notice"

    class Members(
        ProblemMembers, json_schema_extra={"examples": [{"counted_before": 3, "free": 10}]}
    ):
        """How much is free."""

        counted_before: int
        """Items of the month's earlier applications; 0 for pages."""
        free: int
        """Up to how many cost nothing."""


class FeeQuantityTooLarge(Unprocessable):
    """Together with the month's earlier items the quantity is larger than any application is."""

    code = "fee_quantity_too_large"
    title_zh = "数量超出可计算的范围"
    title_en = "The quantity is beyond what is computed"


class FeeAmountDiffers(Unprocessable):
    """What was paid is another amount than the one that is due."""

    code = "fee_amount_differs"
    title_zh = "缴费金额与应缴金额不一致"
    title_en = "The amount is not the one that is due"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"expected": "200.00"}]}):
        """What is due."""

        expected: str
        """Yuan, two decimals."""


class FeeReductionNotLower(Unprocessable):
    """A fee is reduced to less than what is due; a full waiver leaves `reduced_to` out."""

    code = "fee_reduction_not_lower"
    title_zh = "减收后的金额应低于现应缴金额"
    title_en = "The reduced amount is not lower than the one that is due"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"amount_due": "200.00"}]}):
        """What is due."""

        amount_due: str
        """Yuan, two decimals."""


class FeeWaiverNeedsHead(Forbidden):
    """A fee is waived or reduced by the head of the disclosure office."""

    code = "fee_waiver_needs_head"
    title_zh = "减免信息处理费须由政府信息公开工作机构负责人决定"
    title_en = "A fee is waived by the head of the disclosure office"


class NoFeeToConfirm(Conflict):
    """The applicant confirms the notice of a fee that is due; none is."""

    code = "no_fee_to_confirm"
    title_zh = "该申请没有待缴的信息处理费"
    title_en = "No fee of this application is due"
