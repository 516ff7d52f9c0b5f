"""What can be wrong with an uploaded list."""

from uuid import UUID

from catalog_api.lists.kinds import ListKind
from gongkai.errors import Conflict, Forbidden, NotFound, TooLarge, Unprocessable
from gongkai.problem_parts import ProblemMembers
from gongkai.tables.faults import FaultMembers


class ListFileRejected(Unprocessable):
    """The CSV file of a list has a wrong heading or broken rows; nothing of it was imported.

    `errors` names each fault as `/body/rows/{row}/{column}`, at most 100 of them; rows are
    numbered as a spreadsheet does, the first line of the file being row 1. `rows` lists the rows
    concerned, `error_count` all faults found. Codes of the file: `encoding`, `broken_row`; of its
    heading: `heading_unrecognised`, `heading_unknown`, `heading_duplicate`, `heading_missing`; of
    a row: `too_few_cells`, `too_many_cells`, `missing`, `not_a_number`, `duplicate`, `too_long`,
    `control_character`, `too_many_names`.
    """

    code = "list_file_rejected"
    title_zh = "清单文件不符合要求，未导入任何内容"
    title_en = "The list file does not hold; nothing was imported"
    Members = FaultMembers


class ListFileTooLarge(TooLarge):
    """The CSV file of a list has more bytes, rows, columns or cells than one list may have."""

    code = "list_file_too_large"
    title_zh = "清单文件过大"
    title_en = "The list file is too large"


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


class TaskListKindMismatch(Unprocessable):
    """The file's headings are those of another kind of list; `kind` and `file_kind` say which."""

    code = "task_list_kind_mismatch"
    title_zh = "文件表头与清单种类不符"
    title_en = "The file is of another kind than the list"

    class Members(
        ProblemMembers,
        json_schema_extra={"examples": [{"kind": "task_list", "file_kind": "field_list"}]},
    ):
        """Both kinds."""

        kind: ListKind
        """What the list is."""

        file_kind: ListKind
        """What the file's headings are of."""
