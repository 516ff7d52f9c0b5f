"""What can go wrong with costs."""

from gongkai.errors import Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers


class CostReliefNeedsHead(Forbidden):
    """Of costs an applicant is relieved by the head of the disclosure office (2007年条例28)."""

    code = "cost_relief_needs_head"
    title_zh = "减免成本费用须由政府信息公开工作机构负责人审核同意"
    title_en = "Of costs one is relieved by the head of the disclosure office"


class CostAmountWrong(Unprocessable):
    """What was paid is another amount than the one that is due, or what costs are reduced to is not
    less than it. `amount_due` says what is due.
    """

    code = "cost_amount_wrong"
    title_zh = "金额与现应缴的成本费用不符"
    title_en = "The amount does not fit what is due"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"amount_due": "12.50"}]}):
        """What is due."""

        amount_due: str
        """Yuan, two decimals."""
