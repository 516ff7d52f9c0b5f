"""What each step of the tour expects, as it is said where it does not hold."""

from deploy.local.words import Words

STATUS = Words("{path} should answer {expected}: {text}", "{path} 应答 {expected}：{text}")
SUCCESS = Words("{call} answered {status}: {text}", "{call} 答 {status}：{text}")
IN_TIME = Words("{what}: not within {seconds:.0f} seconds", "{what}：{seconds:.0f}秒内没有出现")
DIFFERS = Words("{what}: {found}, not {wanted}", "{what}：应为 {wanted}，实为 {found}")
DUE = Words("due", "到期日")
CODE = Words("refused as", "拒绝理由")

TASKS = Words("tasks of 长安区 2021", "长安区2021任务项数")
UNDERSTOOD = Words("each time limit should be understood: {kinds}", "每个完成时限都应识别：{kinds}")
FIELDS = Words("fields of 长安区 2021", "长安区2021领域个数")
FIELD_ORGANS = Words("each field should name its organs", "每个领域都应列明责任单位")
ROWS = Words("rows of 六安 2019", "六安2019行数")
WITHOUT_LEAD = Words("rows without a lead", "没有牵头单位的行数")
LEAD_MARK = Words("row {seq}: lead organs and mark differ", "第{seq}行：牵头单位与标注不一致")
NO_REQUIREMENT = Words("the running requirement text is not shipped", "不随版本提供工作要求全文")
NAMES_RESOLVE = Words(
    "names should resolve to organs and to groups", "单位名称应识别为机构和一组单位"
)

RECEIPT_DAY_COUNTED = Words("counted from the receipt day", "把收到当日计入的到期日")
TWENTIETH = Words("the 20th counted day is the due day", "计入的第20日应为到期日")

LISTED = Words("the organ stands in the public directory", "公开目录应列有该机关")
WAITS = Words("it waits for confirmation", "应处于待确认")
FOUND = Words("the clerk finds the application in the worklist", "经办人应能在待办中找到该申请")
CONFIRM_BY = Words("to be confirmed by", "最迟确认日")
PROVISIONAL = Words(
    "provisional exactly beyond the last notice", "仅超出已公布放假安排的日期为暂定"
)
KNOWN = Words("the notifier knows the deadline", "通知服务应知道该期限")
PLANNED = Words("reminders are planned", "应已安排提醒")
AHEAD = Words("reminders lie ahead", "应有待发的提醒")
IN_INBOX = Words("the clerk's inbox holds it", "经办人收件箱应有该通知")
MAILED = Words("the mail has arrived", "邮件应已到达")
NO_NAME = Words("a mail never names the applicant", "邮件不得出现申请人姓名")
FOLLOWS = Words("the notifier follows", "通知服务应随之更新")
CLERK_KNOWN = Words("the case names its clerk", "案件应显示承办人")
RESPONSIBLE = Words("the file names who is responsible", "案卷应写明承办人")
EXPLAINED = Words("the explanation has the same due date", "期限说明的到期日应相同")
NOT_COUNTED = Words("{day} stands in the ledger as not counted", "台账中{day}应不计入")
ON_RECORD = Words("the refusal is on record", "拒绝应已留痕")
READS = Words("the applicant reads the reply", "申请人应能看到答复")
CLOSED = Words("open reminders are withdrawn", "未发的提醒应撤销")

STANDS = Words("while the correction is awaited no day runs", "等待补正期间不计期限")
FEE = Words("the fee of 31 pages", "31页的信息处理费")
LETTERS = Words("letters in the file", "卷内文书件数")
UNTOLD = Words("whom no mail reaches is told by the office", "没有电子邮箱的申请人应由工作机构告知")
ALL_TOLD = Words("nothing is left to be told", "应没有尚待告知的事项")

VERIFIES = Words(
    "the record of {number} should verify: {report}", "{number}的办理记录应通过核验：{report}"
)
EXPORT_VERIFIES = Words(
    "the exported record verifies without the platform", "导出的办理记录应能脱离系统核验"
)
CHANGE_FOUND = Words("one changed byte must be found", "改动一个字节应能发现")
CELL_GREW = Words(
    "{row} of natural persons should grow by {by}: {grown}",
    "自然人一列的{row}应增加{by}：{grown}",
)
I1_HOLDS = Words(
    "I1 should hold in column {column}: {came} and {went}", "{column}列应满足I1：{came}与{went}"
)
