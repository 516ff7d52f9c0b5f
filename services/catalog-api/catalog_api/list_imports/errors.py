"""What can be wrong with an uploaded list."""

from catalog_api.lists.kinds import ListKind
from gongkai.errors import TooLarge, Unprocessable
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
