"""What can be lacking before a letter can be drawn up."""

from gongkai.codes import LabelledEnum


class Lacking(LabelledEnum):
    """A fact that the record, or the directory, does not have yet."""

    APPROVED_REPLY = "approved_reply", "已批准的答复"
    CONSULTATION = "consultation", "该类文书所说的征求意见函（consultation_id）"
    COURT = "court", "管辖法院名称（机构目录）"
    EXTENSION = "extension", "延长答复期限的登记"
    LETTERS = "letters", "待送达申请人的文书"
    ORGAN = "organ", "机关名称（机构目录）"
    OVERRIDE = "override", "不采纳第三方意见的决定和理由"
    RECEIVED_ON = "received_on", "收到申请之日（尚待确认）"
    RECONSIDERATION_AUTHORITY = "reconsideration_authority", "行政复议机关名称（机构目录）"
    REGISTRATION = "registration", "登记编号"
    WORDING_OF_2007 = "wording_of_2007", "适用2007年条例的文书样式"
