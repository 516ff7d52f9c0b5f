"""The columns of a table of cases, as docs/csv-columns.md describes them. Pure."""

from gongkai.tables import Column, Layout

NUMBER = Column("number", "登记编号", ("编号", "受理编号", "申请编号"), longest=100)
ARRIVED_ON = Column("arrived_on", "收到日期", ("收到申请日期", "申请日期", "受理日期"), longest=40)
CONFIRMED_ON = Column("confirmed_on", "确认日期", ("确认收到日期",), longest=40)
CHANNEL = Column("channel", "收到渠道", ("申请方式", "申请渠道", "渠道"), longest=50)
KIND = Column("applicant_kind", "申请人类型", ("申请人类别",), longest=50)
NAME = Column("applicant_name", "申请人", ("申请人姓名", "申请人名称"), longest=100)
DOCUMENT_TYPE = Column("document_type", "证件类型", ("证件名称",), longest=50)
DOCUMENT = Column("document_number", "证件号码", ("身份证号", "身份证号码"), longest=60)
PHONE = Column("phone", "联系电话", ("电话", "手机"), longest=40)
EMAIL = Column("email", "电子邮箱", ("邮箱",), longest=300)
ADDRESS = Column("address", "通信地址", ("地址", "联系地址"), longest=200)
CONTACT_PERSON = Column("contact_person", "联系人", longest=100)
TITLE = Column("title", "信息名称", ("申请内容", "所需信息", "申请事项"), longest=200)
DESCRIPTION = Column("description", "特征描述", ("描述", "内容描述"), longest=4000)
REFERENCE = Column("document_reference", "文号", ("所需信息文号",), longest=200)
SUPPLY_FORM = Column("supply_form", "提供形式", ("获取方式", "提供方式"), longest=50)
STATE = Column("state", "状态", ("办理状态",), longest=50)
DECISION = Column("decision", "办理结果", ("答复结果", "答复类型", "处理结果"), longest=100)
ENDED_ON = Column("ended_on", "答复日期", ("办结日期", "答复时间"), longest=40)
EXTENDED_BY = Column("extended_by", "延期工作日", ("延期天数",), longest=10)
EXTENSION_APPROVED_ON = Column("extension_approved_on", "延期批准日期", longest=40)
EXTENSION_TOLD_ON = Column("extension_notified_on", "延期告知日期", longest=40)
ASSIGNEE = Column("assignee", "经办人账号", longest=50)
SOURCE = Column("source", "来源系统", longest=50)
EXTERNAL_ID = Column("external_id", "外部编号", ("来源系统编号",), longest=200)

CASES = Layout(
    required=(ARRIVED_ON, CHANNEL, KIND, NAME, TITLE),
    optional=(
        DOCUMENT_TYPE,
        DOCUMENT,
        PHONE,
        NUMBER,
        CONFIRMED_ON,
        EMAIL,
        ADDRESS,
        CONTACT_PERSON,
        DESCRIPTION,
        REFERENCE,
        SUPPLY_FORM,
        STATE,
        DECISION,
        ENDED_ON,
        EXTENDED_BY,
        EXTENSION_APPROVED_ON,
        EXTENSION_TOLD_ON,
        ASSIGNEE,
        SOURCE,
        EXTERNAL_ID,
    ),
    aside=Column("remark", "备注", ("说明",), longest=10_000),
)
BY_NAME = {column.name: column for column in (*CASES.required, *CASES.optional)}
