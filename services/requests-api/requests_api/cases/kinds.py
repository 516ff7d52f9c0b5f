"""In which form the information is wanted."""

from gongkai.codes import LabelledEnum


class SupplyForm(LabelledEnum):
    """The form of supply (条例29, 40)."""

    PAPER = "paper", "纸质"
    ELECTRONIC = "electronic", "电子数据"
    INSPECTION = "inspection", "现场查阅"
    COPYING_BY_HAND = "copying_by_hand", "抄录"
    OTHER = "other", "其他形式"
