"""What of a case can be disclosed."""

from gongkai.codes import LabelledEnum


class DisclosedPart(LabelledEnum):
    """A part of the file that is masked, or withheld from those who only oversee."""

    APPLICANT = "applicant", "申请人信息"
    DESCRIPTION = "description", "特征性描述"
    REPLY = "reply", "答复正文、依据与退回理由"
    CONSULTATIONS = "consultations", "不采纳第三方意见的理由"
    PROCEDURE = "procedure", "补正、说明理由、延期、延迟和中止中的文字"
    FEE = "fee", "收费依据的情形与减免理由"
    DATE_CORRECTIONS = "date_corrections", "更正日期的理由"
    LATE_ENTRIES = "late_entries", "迟录事项的核实理由与纸质材料"
