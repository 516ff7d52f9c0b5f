"""What can go wrong with calendar notices."""

from uuid import UUID

from gongkai.errors import Conflict, Forbidden, NotFound, StepNotAllowed, Unprocessable
from gongkai.problem_parts import ProblemMembers


class CalendarNoticeNotFound(NotFound):
    """There is no calendar notice with this id."""

    code = "calendar_notice_not_found"
    title_zh = "未找到该放假安排通知"
    title_en = "Calendar notice not found"


class CalendarNoticeContradictory(Unprocessable):
    """The notice contradicts itself; `errors` names each day and why: `notice_day_twice`,
    `notice_day_rest_and_working`, `notice_makeup_on_weekday`, `notice_day_outside_year`; or what
    is wrong with the whole: `notice_names_no_day`, `notice_year_out_of_range`,
    `notice_coverage_outside_year`.
    """

    code = "calendar_notice_contradictory"
    title_zh = "放假安排通知内容自相矛盾"
    title_en = "The notice contradicts itself"


class CalendarNoticeYearTaken(Conflict):
    """An annual notice for this year and region is in force; `notice_id` says which.

    Name it in `supersedes` to put the new one in its place, or load days that were changed later
    as an amendment (`kind`).
    """

    code = "calendar_notice_year_taken"
    title_zh = "该年度、该区域已有生效的放假安排通知"
    title_en = "An annual notice is already in force"

    class Members(
        ProblemMembers,
        json_schema_extra={"examples": [{"notice_id": "00000000-0000-7000-8000-000000000001"}]},
    ):
        """What is in force."""

        notice_id: UUID
        """The notice that is in force."""


class CalendarNoticeCannotSupersede(Conflict):
    """What `supersedes` names is no notice in force of the same kind, year and region."""

    code = "calendar_notice_cannot_supersede"
    title_zh = "被取代的通知不存在或与新通知不对应"
    title_en = "The notice to be superseded does not match"


class CalendarNoticeOfWholePlatform(Forbidden):
    """A notice for the whole country moves deadlines of every organ: it is loaded and withdrawn by
    the platform's administrators, whose token names no organ.
    """

    code = "calendar_notice_of_whole_platform"
    title_zh = "全国性放假安排通知影响所有机构的期限，须由平台管理员维护"
    title_en = "Notices for the whole country are kept by the platform's administrators"


class CalendarNoticeOfOtherRegion(Forbidden):
    """A notice for a region moves deadlines of every organ there: it is loaded and withdrawn by an
    administrator below whose organ all of them lie, or by the platform's administrators.
    """

    code = "calendar_notice_of_other_region"
    title_zh = "该区域的机构并非全部属于本机构及其下级机构"
    title_en = "Not all organs of this region are yours"


class CalendarNoticeWithdrawn(StepNotAllowed):
    """The notice was withdrawn before; it stays on record and no step is left."""

    code = "calendar_notice_withdrawn"
    title_zh = "该通知已撤回"
    title_en = "The notice has been withdrawn"
