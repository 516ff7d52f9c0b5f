"""What can go wrong with a table of cases as a whole; of a row it is told with the row."""

from gongkai.errors import TooLarge, Unprocessable, UnsupportedMediaType
from gongkai.tables.faults import FaultMembers


class CaseFileRejected(Unprocessable):
    """The file is no table of cases: its heading misses columns, has unknown, repeated or merged
    ones, no sheet is shown, or the file is damaged. Nothing of it was read further.
    """

    code = "case_file_rejected"
    title_zh = "不是案件导入表，或者表头有误"
    title_en = "The file is no table of cases, or its heading does not hold"
    Members = FaultMembers


class CaseFileTooLarge(TooLarge):
    """The table has more than 20,000 rows, or more columns, cells or bytes than are read: it is
    sent in parts.
    """

    code = "case_file_too_large"
    title_zh = "表格过大，请分批导入"
    title_en = "The table is too large; send it in parts"


class CaseFileNotATable(UnsupportedMediaType):
    """Only XLSX and CSV files hold tables of cases."""

    code = "case_file_not_a_table"
    title_zh = "只能导入 XLSX 或者 CSV 文件"
    title_en = "Only XLSX and CSV files are imported"
