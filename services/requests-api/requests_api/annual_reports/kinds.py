"""Why a part of a report was not read, and what the check found out about its form."""

from gongkai.codes import LabelledEnum


class UnreadReason(LabelledEnum):
    """Why something that was given took no part in the check."""

    UNKNOWN_ROW = "unknown_row", "不是本表的行"
    UNKNOWN_COLUMN = "unknown_column", "不是本表的列"
    ROW_OF_OTHER_FORM = "row_of_other_form", "不是本版式的行"
    UNKNOWN_MEMBER = "unknown_member", "不是报告的组成部分"
    NOT_A_NUMBER = "not_a_number", "不是可读的数"
    BLANK = "blank", "空白"
    LABEL_OF_ANOTHER_ROW = "label_of_another_row", "行名与行标识不符"


class NoteCode(LabelledEnum):
    """What the check found out about a report and acted on."""

    OLD_ROW_RECOGNISED = "old_row_recognised", "按单一“其他处理”行核对"
