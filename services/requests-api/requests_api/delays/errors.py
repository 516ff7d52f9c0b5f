"""What can go wrong with a delay."""

from datetime import date

from gongkai.errors import Conflict, Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers
from requests_api.matters.errors import AllowedInstead


class DelayNeedsHead(Forbidden):
    """The day of a delayed answer is set by the head of the disclosure office."""

    code = "delay_needs_head"
    title_zh = "延迟答复的期限须由政府信息公开工作机构负责人确定"
    title_en = "A delay is set by the head of the disclosure office"


class DelayNotLater(Unprocessable):
    """The day is not after today and after the last day that holds: it would delay nothing."""

    code = "delay_not_later"
    title_zh = "延迟答复的日期须晚于今天和现有期限"
    title_en = "The day must be after today and after the present last day"


class DelayTooLong(Unprocessable):
    """The day is so far away that it is no reasonable period (条例35)."""

    code = "delay_too_long"
    title_zh = "延迟答复的期限过长，不属合理期限"
    title_en = "The delay is no reasonable period"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"latest": "2027-01-05"}]}):
        """How far it may reach."""

        latest: date
        """The latest day that is taken."""


class DelayTooLate(Conflict):
    """A delay is told to the applicant before the term ends (条例35, DL-11)."""

    code = "delay_too_late"
    title_zh = "答复期限已届满，不能再确定延迟答复的期限"
    title_en = "The period has ended; it cannot be delayed"

    Members = AllowedInstead
