"""As whom a file is printed."""

from gongkai.codes import LabelledEnum


class PrintView(LabelledEnum):
    """What of a file is printed."""

    INNER = "inner", "卷内全部"
    OUTER = "outer", "申请人所见"
