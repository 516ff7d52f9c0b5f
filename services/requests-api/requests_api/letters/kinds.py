"""What can be lacking before a letter can be drawn up."""

from gongkai.codes import LabelledEnum


class Lacking(LabelledEnum):
    """A fact that the record, or the directory, does not have yet."""

    APPROVED_REPLY = "approved_reply", "已批准的答复"
    CONSULTATION = "consultation", "该类文书所说的征求意见函（consultation_id）"
    CORRECTION = "correction", "告知补正的登记"
    COSTS = "costs", "收取成本费用的登记，且尚待缴纳"
    COURT = "court", "管辖法院名称（机构目录）"
    DELAY = "delay", "确定延迟答复期限的登记"
    EXPLANATION = "explanation", "要求说明理由的登记"
    EXTENSION = "extension", "延长答复期限的登记"
    FEE = "fee", "告知收费的登记，且尚待缴费"
    EVIDENCE = "evidence", "答复的依据或者已制作的文书"
    INSPECTION = "inspection", "已发出的予以公开或者部分公开的答复"
    INSPECTION_DAY = "inspection_day", "答复发出之日起至今天为止的查阅日期（inspected_on）"
    LETTER = "letter", "被更正的文书：已发出、有文号、发给申请人（letter_id）"
    LETTERS = "letters", "待送达申请人的文书"
    ORGAN = "organ", "机关名称（机构目录）"
    OVERRIDE = "override", "不采纳第三方意见的决定和理由"
    RECEIVED_ON = "received_on", "收到申请之日（尚待确认）"
    RECONSIDERATION_AUTHORITY = "reconsideration_authority", "行政复议机关名称（机构目录）"
    REGISTRATION = "registration", "登记编号"
    REVOCATION = "revocation", "撤销答复的登记"
