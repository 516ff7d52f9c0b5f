"""The kinds of letters of an application (条例27–45, 苏政办函〔2019〕98号), and to whom they go."""

from gongkai.codes import LabelledEnum


class LetterKind(LabelledEnum):
    """What a letter is."""

    APPLICATION_FORM = "application_form", "政府信息公开申请表"
    RECEIPT = "receipt", "收到申请回执"
    REGISTRATION = "registration", "登记回执"
    CORRECTION_NOTICE = "correction_notice", "补正告知书"
    EXPLANATION_REQUEST = "explanation_request", "说明理由通知书"
    EXTENSION_NOTICE = "extension_notice", "延长答复期限告知书"
    CONSULTATION = "consultation", "第三方意见征询书"
    CONSULTATION_ORGAN = "consultation_organ", "征求意见函"
    CONSULTATION_NOTICE = "consultation_notice", "征求意见情况告知书"
    THIRD_PARTY_NOTICE = "third_party_notice", "决定公开告知书（第三方）"
    FEE_NOTICE = "fee_notice", "信息处理费收费通知书"
    DELAY_NOTICE = "delay_notice", "延迟答复告知书"
    TRANSFER_NOTICE = "transfer_notice", "转其他渠道办理告知书"
    CLOSING_NOTICE = "closing_notice", "不再处理告知书"
    SPLIT_NOTICE = "split_notice", "申请拆分告知书"
    ASSISTANCE_REQUEST = "assistance_request", "协办函"
    REPLY = "reply", "政府信息公开答复书"
    INSPECTION_CERTIFICATE = "inspection_certificate", "政府信息查阅证明"
    REVOCATION_NOTICE = "revocation_notice", "撤销告知书"
    RECTIFICATION = "rectification", "更正告知书"
    DELIVERY_RECEIPT = "delivery_receipt", "送达回证"
    CASE_COVER = "case_cover", "卷宗封面"
    RECONSIDERATION_ANSWER = "reconsideration_answer", "行政复议答复书"
    EVIDENCE_LIST = "evidence_list", "证据目录"


class Addressee(LabelledEnum):
    """To whom a letter goes."""

    APPLICANT = "applicant", "申请人"
    PARTY = "party", "被征求意见方"
    ORGAN = "organ", "其他机关"
    FILE = "file", "归卷"


class Why(LabelledEnum):
    """Why something in a template is refused."""

    CALL = "call", "不得调用函数或者方法"
    PRIVATE = "private", "不得使用以下划线开头的名称"
    MEMBER = "member", "只能读取循环变量的已知成员，不得使用其他属性或者下标"
    FILTER = "filter", "不允许使用该过滤器"
    STATEMENT = "statement", "只允许使用 if 和 for"
    OPERATION = "operation", "不允许使用该运算"
    LOOP = "loop", "只能对已知的列表循环"
    TOO_DEEP = "too_deep", "嵌套不得超过两层"
    TOO_MUCH = "too_much", "过长或者过多"
    SYNTAX = "syntax", "语法有误"
    UNCLOSED = "unclosed", "标记没有成对结束"
    MISPLACED = "misplaced", "此处不能填写内容"
    EXTERNAL = "external", "引用了文件之外的内容"
    EMBEDDED = "embedded", "含有嵌入的对象或者程序"
    FIELD_CODE = "field_code", "域代码只允许页码"
    DAMAGED = "damaged", "文件已损坏，或者声明了实体"
