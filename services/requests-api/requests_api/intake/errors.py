"""What can go wrong when an application is taken in."""

from datetime import date
from uuid import UUID

from gongkai.errors import Conflict, StepNotAllowed, Unprocessable
from gongkai.problem_parts import ProblemMembers


class OrganAbolished(Unprocessable):
    """The organ had been abolished when the application arrived; `valid_until` was its last day.
    Whoever carries on its functions takes the application.
    """

    code = "organ_abolished"
    title_zh = "机关已撤销，请向继续行使其职权的行政机关申请"
    title_en = "The organ has been abolished"

    class Members(ProblemMembers, json_schema_extra={"examples": [{"valid_until": "2025-12-31"}]}):
        """Until when the organ was there."""

        valid_until: date
        """The last day of the organ."""


class ExternalIdTaken(Conflict):
    """Another case of the organ already carries this external id of this source; `case_id` names it
    where it exists for the caller.
    """

    code = "external_id_taken"
    title_zh = "该外部编号已被使用"
    title_en = "The external id is already taken"

    class Members(ProblemMembers):
        """Whose it is."""

        case_id: UUID | None = None
        """The case that has it, where the caller may see it."""


class NotReadBack(StepNotAllowed):
    """An oral application is filled in by the office; it is registered once it was read back to the
    applicant, who confirmed it (`/read-back`, 条例29). `allowed_steps` names what is possible.
    """

    code = "not_read_back"
    title_zh = "口头申请由工作机构代为填写，须向申请人宣读并经其确认后登记（条例第29条）"
    title_en = "An oral application is registered once it was read back and confirmed"


class ReadBackOfOralOnly(Unprocessable):
    """Only what was applied for orally is read back; other applications are the applicant's own
    writing.
    """

    code = "read_back_of_oral_only"
    title_zh = "只有口头申请须宣读确认"
    title_en = "Only an oral application is read back"


class BornInTheFuture(Unprocessable):
    """The identity number of the applicant or the agent names a day of birth after today."""

    code = "born_in_the_future"
    title_zh = "证件号码中的出生日期应不晚于今天，请核对号码"
    title_en = "The day of birth in the identity number must not be after today"
