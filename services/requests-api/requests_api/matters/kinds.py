"""Kinds of matter, and what a file can wait for."""

from gongkai.codes import LabelledEnum


class MatterKind(LabelledEnum):
    """The kinds of matters; each has a table and procedure of its own."""

    APPLICATION = "application", "政府信息公开申请"


class WaitingFor(LabelledEnum):
    """What holds a file: facts beside its state, several at once."""

    CONFIRMATION = "confirmation", "与申请人确认收到"
    CORRECTION = "correction", "申请人补正"
    CONSULTATION = "consultation", "征求意见的答复"
    PAYMENT = "payment", "申请人缴费"
    EXPLANATION = "explanation", "申请人说明理由"
    PAUSE = "pause", "中止原因消除"


class MovedBecause(LabelledEnum):
    """Why dates were computed again."""

    CALENDAR_CHANGED = "calendar_changed", "放假安排变化"
    RULE_SET_CHANGED = "rule_set_changed", "地方规则变化"
    JURISDICTION_CHANGED = "jurisdiction_changed", "机关所在区划变更"
    PERIOD_LAPSED = "period_lapsed", "期间届满"
