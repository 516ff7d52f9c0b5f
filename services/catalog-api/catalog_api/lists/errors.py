"""What can be wrong with a published list."""

from uuid import UUID

from gongkai.errors import Conflict, Forbidden, NotFound, Unprocessable
from gongkai.problem_parts import ProblemMembers


class TaskListNotFound(NotFound):
    """There is no list with this id."""

    code = "task_list_not_found"
    title_zh = "未找到该清单"
    title_en = "List not found"


class TaskListRowNotFound(NotFound):
    """The list has no row with this number."""

    code = "task_list_row_not_found"
    title_zh = "清单中没有该行"
    title_en = "The list has no such row"


class TaskListOrganUnknown(Unprocessable):
    """The issuing organ, or the organ below which names are looked up, does not exist."""

    code = "task_list_organ_unknown"
    title_zh = "清单所属机构不存在"
    title_en = "An organ of the list does not exist"


class TaskListSourceIncomplete(Unprocessable):
    """`source` and `external_id` are given together or not at all."""

    code = "task_list_source_incomplete"
    title_zh = "来源系统与外部编号须同时填写"
    title_en = "source and external_id belong together"


class TaskListExternalIdTaken(Conflict):
    """Another list of the organ has this pair of source and external id; `list_id` says which."""

    code = "task_list_external_id_taken"
    title_zh = "该来源系统的外部编号已被其他清单使用"
    title_en = "The external id belongs to another list"

    class Members(
        ProblemMembers,
        json_schema_extra={"examples": [{"list_id": "00000000-0000-7000-8000-000000000001"}]},
    ):
        """Whose it is."""

        list_id: UUID
        """The list that has it."""


class TaskListDateImpossible(Unprocessable):
    """A list is issued (成文) by the day on which it is published, and neither is still to come."""

    code = "task_list_date_impossible"
    title_zh = "清单的成文日期不得晚于发布日期，两者均不得晚于今日"
    title_en = "A list is issued before it is published, and both have happened"


class TaskListOfOtherOrgan(Forbidden):
    """A list is kept by the organ that issued it, and by administrators of that or one above."""

    code = "task_list_of_other_organ"
    title_zh = "只能维护本机关的清单"
    title_en = "The list belongs to another organ"
