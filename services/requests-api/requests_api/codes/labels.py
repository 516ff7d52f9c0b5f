"""Chinese names of the codes whose own modules are pure procedure and know no wording."""

from requests_api.clock.facts import Channel, Party, Service
from requests_api.clock.outcome import State as ClockState
from requests_api.clock.rules import LOCAL, NATIONAL
from requests_api.decisions.model import Question, Remedy

CHANNEL_LABELS = {
    Channel.IN_PERSON: "当面提交",
    Channel.REGISTERED_POST: "邮寄（挂号、特快专递等需签收）",
    Channel.ORDINARY_POST: "平常信函",
    Channel.ONLINE: "互联网渠道",
    Channel.FAX: "传真",
    Channel.EMAIL: "电子邮件",
    Channel.ORAL: "口头（由工作机构代为填写）",
}
PARTY_LABELS = {Party.THIRD_PARTY: "第三方", Party.ORGAN: "其他机关"}
SERVICE_LABELS = {
    Service.DIRECT: "直接送达",
    Service.POST: "邮寄送达",
    Service.ONLINE: "网上送达",
    Service.EMAIL: "电子邮件送达",
}
QUESTION_LABELS = {
    Question.CORRECTION: "补不补",
    Question.COMPETENCE: "该不该",
    Question.EXISTENCE: "有没有",
    Question.DISCLOSURE: "给不给",
}
REMEDY_LABELS = {
    Remedy.RECONSIDERATION_FIRST: "应当先申请行政复议",
    Remedy.RECONSIDERATION_OR_LITIGATION: "可以申请行政复议或者提起行政诉讼",
    Remedy.NONE: "不出具答复书",
}
CLOCK_STATE_LABELS = {
    ClockState.NOT_STARTED: "尚未起算",
    ClockState.RUNNING: "计时中",
    ClockState.STOPPED: "暂停计算",
    ClockState.ENDED: "已结束",
}
RULE_SET_LABELS = {
    **{rules.id: rules.title for rules in NATIONAL},
    **{local.id: local.title for local in LOCAL},
}
EVENT_LABELS = {
    "application_received": "收到申请",
    "receipt_confirmed": "确认收到申请",
    "registered": "登记",
    "registration_voided": "作废登记",
    "assigned": "指定经办人",
    "consultation_sent": "发出征求意见函",
    "consultation_delivered": "征求意见函送达",
    "consultation_answered": "收到征求意见答复",
    "extended": "延长答复期限",
    "reply_drafted": "拟写答复",
    "approval_requested": "送审",
    "reply_approved": "批准答复",
    "reply_returned": "退回修改",
    "replied": "发出答复",
    "reply_delivered": "送达答复",
    "withdrawn": "撤回申请",
    "access_code_reissued": "重发查询码",
    "deadline_recomputed": "重新计算期限",
}
"""What can stand on the record of a case, in the order of a procedure."""
