"""What can go wrong with the worklist as a file."""

from gongkai.errors import TooLarge


class ExportTooLarge(TooLarge):
    """The worklist has more than a million rows under these filters, which no sheet holds: it is
    narrowed, for example by organ, state or day.
    """

    code = "export_too_large"
    title_zh = "超过一百万行，请缩小筛选范围后再导出"
    title_en = "More than a million rows; narrow the filters"
