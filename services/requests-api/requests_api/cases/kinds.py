"""In which form the information is wanted, and where the fee stands."""

from gongkai.codes import LabelledEnum


class SupplyForm(LabelledEnum):
    """The form of supply (条例29, 40)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子数据"
    INSPECTION = "inspection", "现场查阅"
    COPYING_BY_HAND = "copying_by_hand", "抄录"
    OTHER = "other", "其他形式"


class FeeState(LabelledEnum):
    """Where the processing fee of an application stands (条例42); most have none."""

    DUE = "due", "待缴费"
    PAID = "paid", "已缴费"
    WAIVED = "waived", "已免收"
