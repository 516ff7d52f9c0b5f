"""Chinese names of the codes whose own modules are pure procedure and know no wording."""

from requests_api.clock.facts import Channel, Party, ServiceMode
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
    ServiceMode.DIRECT: "直接送达",
    ServiceMode.POST: "邮寄送达",
    ServiceMode.ONLINE: "网上送达",
    ServiceMode.EMAIL: "电子邮件送达",
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
