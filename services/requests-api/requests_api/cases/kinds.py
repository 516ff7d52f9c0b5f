"""In which form the information is wanted, where the fee stands, and which text applies."""

from datetime import date

from gongkai.codes import LabelledEnum
from requests_api.clock.rules import SWITCH_2019
from requests_api.decisions.model import NationalText


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


def national_text(received_on: date | None, arrived_on: date) -> NationalText:
    """The text under which a case is decided: that of its legal receipt (条例56), of its arrival
    while that is not known.
    """
    is_early = (received_on or arrived_on) < SWITCH_2019
    return NationalText.OF_2007 if is_early else NationalText.OF_2019
