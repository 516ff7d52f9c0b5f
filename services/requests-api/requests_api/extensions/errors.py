"""What can go wrong with an extension."""

from gongkai.errors import Conflict, Forbidden, Unprocessable
from gongkai.problem_parts import ProblemMembers
from requests_api.matters.errors import AllowedInstead


class ExtensionTooLong(Unprocessable):
    """The extension is longer than the rule set allows (条例33: at most 20 working days)."""

    code = "extension_too_long"
    title_zh = "延长期限超过上限"
    title_en = "The extension is longer than allowed"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"cap_working_days": 20}]}):
        """How long it may be."""

        cap_working_days: int
        """The most that the rule set allows."""


class ExtensionTooLate(Conflict):
    """An extension must be approved and notified before the period ends (条例33, DL-02)."""

    code = "extension_too_late"
    title_zh = "答复期限已届满，不能延期"
    title_en = "The period has ended; it cannot be extended"

    Members = AllowedInstead


class ExtensionNeedsHead(Forbidden):
    """An extension is agreed by the head of the disclosure office (条例33)."""

    code = "extension_needs_head"
    title_zh = "延期须经政府信息公开工作机构负责人同意"
    title_en = "An extension needs the consent of the head of the disclosure office"
