"""How information is supplied, where the fee stands, which text applies, what is told."""

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


class Telling(LabelledEnum):
    """What of a case its applicant is told, beside what periods demand (条例30-36)."""

    RECEIPT = "receipt", "收到申请"
    REGISTRATION = "registration", "登记编号"
    CORRECTION = "correction", "告知补正"
    EXPLANATION = "explanation", "要求说明理由"
    EXTENSION = "extension", "延长答复期限"
    DELAY = "delay", "延迟答复"
    FEE = "fee", "信息处理费"
    LETTER = "letter", "发给申请人的文书"
    REPLY = "reply", "答复"


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
