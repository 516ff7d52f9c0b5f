"""What can go wrong with any matter."""

from gongkai.errors import Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers


class AllowedInstead(
    ProblemMembers, json_schema_extra={"examples": [{"allowed_steps": ["draft"]}]}
):
    """What is allowed instead."""

    allowed_steps: list[str]
    """Codes of the steps that are open now."""


class UnknownOrgan(Unprocessable):
    """The organ that is named is not in the directory of organs."""

    code = "organ_unknown"
    title_zh = "机关不在机关名录中"
    title_en = "The organ is not in the directory"


class ForeignOrgan(Forbidden):
    """A case is keyed in and handled for the caller's own organ only (machines: for their subtree);
    who oversees other organs sees their cases and works on none of them.
    """

    code = "organ_foreign"
    title_zh = "只能登记、办理本机关的申请"
    title_en = "Cases can be keyed in and handled for the caller's own organ only"

    class Members(ProblemMembers):
        """What stands against it."""

        permission: str | None = None
        """The permission that the caller has for another organ alone, where that is why."""


class UnknownAssignee(Unprocessable):
    """Nobody is known here by this subject. People are entered in the notifier first
    (`PUT /notifications/v1/people/{subject}`); this service hears of them within seconds. Who can
    be chosen tells `GET /notifications/v1/people:assignable`.
    """

    code = "unknown_assignee"
    title_zh = "没有登记该人员，请由管理员先登记人员再指定"
    title_en = "Nobody is known by this subject; an administrator enters the person first"


class AssigneeOfAnotherOrgan(Unprocessable):
    """The person works in another organ than the one that handles the case."""

    code = "assignee_of_another_organ"
    title_zh = "该人员不属于本机关"
    title_en = "The person belongs to another organ"


class AssigneeInactive(Unprocessable):
    """The person has left, or was deactivated in the notifier."""

    code = "assignee_inactive"
    title_zh = "该人员已停用"
    title_en = "The person is not active any more"


class AssigneeHandlesNoCases(Unprocessable):
    """The person has no role in the organ that handles cases (clerk, head)."""

    code = "assignee_handles_no_cases"
    title_zh = "该人员的角色不能经办申请"
    title_en = "No role of the person handles cases"


class DateOutOfOrder(Unprocessable):
    """A date of a step lies in the future, before the receipt, or before what it follows."""

    code = "date_out_of_order"
    title_zh = "日期不合顺序"
    title_en = "The date is out of order"


class LastDayOfRest(Unprocessable):
    """A notice sets a last day that is a day of rest: such a period would end on the working day
    after it (民事诉讼法85), so that working day is named.
    """

    code = "last_day_of_rest"
    title_zh = "期限的最后一日应为工作日"
    title_en = "The last day must be a working day"
