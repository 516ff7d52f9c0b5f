"""The tables of the annual report as data (国办公开办函〔2021〕30号, 〔2019〕60号)."""

from gongkai.codes import LabelledEnum
from requests_api.applicants.kinds import ApplicantKind


class FormatVersion(LabelledEnum):
    """Which form a report uses.

    `2021-oldrow`: table 二 of 2021 with the single row 其他处理 of 2019 in table 三.
    """

    V2021 = "2021", "2021年版（国办公开办函〔2021〕30号）"
    V2021_OLD_ROW = "2021-oldrow", "2021年版，表三（六）为单一行"
    V2019 = "2019", "2019年版（国办公开办函〔2019〕60号）"


class ReportRow(LabelledEnum):
    """The rows of table 三, named as the published files name them."""

    NEW = "new", "一、本年新收政府信息公开申请数量"
    CARRIED_IN = "carried_in", "二、上年结转政府信息公开申请数量"
    GRANTED = "granted", "三（一）予以公开"
    PARTIAL = "partial", "三（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    D1 = "d1", "三（三）1.属于国家秘密"
    D2 = "d2", "三（三）2.其他法律行政法规禁止公开"
    D3 = "d3", "三（三）3.危及“三安全一稳定”"
    D4 = "d4", "三（三）4.保护第三方合法权益"
    D5 = "d5", "三（三）5.属于三类内部事务信息"
    D6 = "d6", "三（三）6.属于四类过程性信息"
    D7 = "d7", "三（三）7.属于行政执法案卷"
    D8 = "d8", "三（三）8.属于行政查询事项"
    U1 = "u1", "三（四）1.本机关不掌握相关政府信息"
    U2 = "u2", "三（四）2.没有现成信息需要另行制作"
    U3 = "u3", "三（四）3.补正后申请内容仍不明确"
    N1 = "n1", "三（五）1.信访举报投诉类申请"
    N2 = "n2", "三（五）2.重复申请"
    N3 = "n3", "三（五）3.要求提供公开出版物"
    N4 = "n4", "三（五）4.无正当理由大量反复申请"
    N5 = "n5", "三（五）5.要求行政机关确认或重新出具已获取信息"
    O1 = "o1", "三（六）1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
    O2 = (
        "o2",
        "三（六）2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    )
    O3 = "o3", "三（六）3.其他"
    O = "o", "三（六）其他处理"  # noqa: E741 - the key of the published files: 其他处理 as one row
    TOTAL = "total", "三（七）总计"
    CARRIED_OUT = "carried_out", "四、结转下年度继续办理"


ROW_KEYS = frozenset(row.value for row in ReportRow)

TOTAL_COLUMN = "total"
KIND_COLUMNS: tuple[str, ...] = tuple(kind.value for kind in ApplicantKind)
COLUMNS: tuple[str, ...] = (*KIND_COLUMNS, TOTAL_COLUMN)
COLUMN_LABELS: dict[str, str] = {
    **{kind.value: kind.label for kind in ApplicantKind},
    TOTAL_COLUMN: "总计",
}

OTHER_ROWS_2021 = (ReportRow.O1, ReportRow.O2, ReportRow.O3)
_NOT_LEAVES = frozenset(
    {ReportRow.NEW, ReportRow.CARRIED_IN, ReportRow.TOTAL, ReportRow.CARRIED_OUT}
)


def rows_of(version: FormatVersion) -> tuple[ReportRow, ...]:
    """The rows of table 三 in that form, in printed order."""
    absent = {ReportRow.O} if version is FormatVersion.V2021 else set(OTHER_ROWS_2021)
    return tuple(row for row in ReportRow if row not in absent)


def leaf_rows(version: FormatVersion) -> tuple[ReportRow, ...]:
    """The rows that add up to 三（七）总计 in that form: 21, or 19 with the single 其他处理."""
    return tuple(row for row in rows_of(version) if row not in _NOT_LEAVES)


CATEGORIES = {
    "d": "三（三）不予公开",
    "u": "三（四）无法提供",
    "n": "三（五）不予处理",
    "o": "三（六）其他处理",
}
"""The parts of 三 that have rows of their own, by the letter with which the keys of these begin."""


def rows_of_category(letter: str, version: FormatVersion) -> tuple[ReportRow, ...]:
    """The rows of that form that make up a category; the single 其他处理 makes up its own."""
    return tuple(row for row in leaf_rows(version) if row.value[0] == letter)


RESULT_COLUMNS = ("upheld", "corrected", "other", "pending")
"""The results of table 四 that add up to its 总计."""

GROUP_LABELS = {
    "reconsideration": "行政复议",
    "suit_direct": "未经复议直接起诉",
    "suit_after_reconsideration": "复议后起诉",
}
RESULT_LABELS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
DOCUMENT_ROW_LABELS = {"rules": "规章", "normative_documents": "行政规范性文件"}
DOCUMENT_COLUMN_LABELS = {
    "issued": "本年制发件数",
    "abolished": "本年废止件数",
    "in_force": "现行有效件数",
}
LITIGATION = "litigation"
"""What the text says of both kinds of suit together."""
LITIGATION_GROUPS = ("suit_direct", "suit_after_reconsideration")

TABLE_TWO_ROW_LABELS = {
    **DOCUMENT_ROW_LABELS,
    "permits": "行政许可",
    "other_services": "其他对外管理服务事项",
    "penalties": "行政处罚",
    "coercion": "行政强制",
    "administrative_fees": "行政事业性收费",
    "procurement": "政府集中采购",
}
"""The rows of table 二; 其他对外管理服务事项 and 政府集中采购 in the form of 2019 only."""
TABLE_TWO_COLUMN_LABELS = {
    "made": "本年新制作数量",
    "published": "本年新公开数量",
    "public_total": "对外公开总数量",
    "last_year": "上一年项目数量",
    "change": "本年增/减",
    "decisions": "处理决定数量",
    "count": "采购项目数量",
    "amount": "采购总金额",
    "number": "本年处理决定数量",
}
"""The columns of table 二 of 〔2019〕60号, and the only one of 2021 beside those of documents."""
