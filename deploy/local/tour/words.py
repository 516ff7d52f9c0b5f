"""What the tour tells, in both languages. Codes of the API stand in the English as they are."""

from collections.abc import Mapping

from deploy.local.words import Words

LISTS = Words("Two published lists, read by catalog-api", "两份已公布的清单，由 catalog-api 识别")
CLOCK = Words("The clock across National Day 2025", "跨2025年国庆节的期限计算")
APPLY = Words("A citizen applies online", "公民在网上提出申请")
REGISTER = Words(
    "A clerk confirms receipt and registers the application", "经办人确认收到并登记申请"
)
REMIND = Words("The notifier reminds", "通知服务提醒")
CONSULT = Words("A second application with a third party consulted", "另一件申请，征求第三方意见")
REPLY = Words("The reply, by two people", "答复，由两人办理")
LONG = Words(
    "A case with correction, two third parties, extension, fee and letters",
    "一件经过补正、征求两个第三方意见、延期、收费的申请",
)
VERIFY = Words("The records verify", "核验办理记录")
TABLE = Words("Table three of {year}", "{year}年年度报告表三")

AGAIN = Words(
    "midnight has passed meanwhile: all steps once more, on {today}",
    "期间已过零点：按{today}重新走一遍",
)

TASKS = Words("{title}: {count} tasks; time limits:", "{title}：{count}项任务，完成时限：")
AFTER_EVENT = Words(
    "  {text} → after_event: a {n}-{unit} limit counted from 「{event}」",
    "  {text} → {label}：自“{event}”起{n}{unit}",
)
BY_DATE = Words("  {text} → {kind}: by {due_on}", "  {text} → {label}：不迟于{due_on}")
OTHER_KIND = Words("  {text} → {kind}", "  {text} → {label}")
UNITS: Mapping[str, Words] = {
    "hour": Words("hour", "小时"),
    "natural_day": Words("natural-day", "日"),
    "working_day": Words("working-day", "个工作日"),
    "week": Words("week", "周"),
    "month": Words("month", "个月"),
    "year": Words("year", "年"),
}
FIELDS = Words(
    "{count} fields with their organs, such as {field}: {units}",
    "{count}个领域及其责任单位，例如{field}：{units}",
)
ROWS = Words(
    "{title}: {count} rows, {missing} without lead: {numbers}",
    "{title}：{count}行，其中{missing}行没有牵头单位：{numbers}",
)
UNITS_NAMED = Words(
    "  units named: {organ} resolved to organs, {group} to groups, "
    "{unresolved} kept as text and marked",
    "  单位名称引用：{organ}处识别为机构，{group}处识别为一组单位，{unresolved}处保留原文并标注",
)

COUNTED = Words("{on} day {nth:>2}  {reason}", "{on} 第{nth:>2}日  {reason}")
NOT_COUNTED = Words("{on}   ·     {reason}", "{on}    ·    {reason}")
REASONS: Mapping[str, Words] = {
    "receipt_day": Words("receipt_day", "收到申请当日，不计"),
    "working_day": Words("working_day", "工作日"),
    "makeup_working_day": Words("makeup_working_day", "调休上班，计入"),
    "weekend": Words("weekend", "周末"),
    "holiday": Words("holiday", "放假"),
}
DUE = Words(
    "… due {due_on}; an applicant who counts the receipt day expects {expected}",
    "… {due_on}到期；申请人把收到当日计入的，会以为是{expected}",
)

RECEIPT = Words(
    "receipt {receipt_number}, access code {access_code}",
    "回执编号{receipt_number}，查询码{access_code}",
)
APPLICANT_SEES = Words("the applicant sees: {stage} / {state}", "申请人看到：{stage} / {state}")
WORKLIST = Words(
    "worklist: {applicant} · {title} · confirm by {house}",
    "待办：{applicant} · {title} · 应不迟于{house}确认",
)
REGISTERED = Words(
    "confirmed by phone today, registered as {number}, due {due}{note}",
    "今日电话确认，登记编号{number}，{due}到期{note}",
)
PROVISIONAL = Words(
    " (provisional: the holidays are not announced yet)", "（暂定：放假安排尚未公布）"
)
REMINDER = Words("{at}  {step}  {roles}: {state}", "{at}  {step}  {role_labels}：{state_label}")
INBOX = Words("inbox of the clerk: {title}", "经办人收件箱：{title}")
MAIL = Words("mail to {to}: {subject}", "发给{to}的邮件：{subject}")
SIGNED_FOR = Words("signed for {received}: due {before}", "{received}签收：{before}到期")
CONSULTED = Words(
    "consulted {sent}, answered {answered}: {days} working days do not count",
    "{sent}征求意见，{answered}收到意见：其间{days}个工作日不计入",
)
DUE_EVERYWHERE = Words(
    "due {after} in the case, in its explanation and in the notifier",
    "案件、期限说明、通知服务三处均为{after}到期",
)
ASSIGNED = Words(
    "assigned to {name}, one of {count} who can be chosen", "承办人{name}，可选的共{count}人"
)
REFUSED = Words(
    "the drafter may not approve: {title} (on record)", "拟稿人不能审批：{title}（已留痕）"
)
READ = Words(
    "approved by the head, issued, delivered; the applicant reads: {content}",
    "负责人批准，印发，送达；申请人看到：{content}",
)
WITHDRAWN = Words(
    "the notifier withdrew {count} reminders that were not sent", "通知服务撤销{count}条未发的提醒"
)

CORRECTED = Words(
    "correction asked for {asked}, came {came}: the term counts anew, due {due}",
    "{asked}告知补正，{came}收到补正：期限重新计算，{due}到期",
)
TWO_PARTIES = Words(
    "two third parties answered {first} and {last}: {days} working days do not count, due {due}",
    "两个第三方于{first}、{last}答复：其间{days}个工作日不计入，{due}到期",
)
EXTENDED = Words(
    "extended by {days} working days by the head: due {due}",
    "负责人同意延长{days}个工作日：{due}到期",
)
CHARGED = Words(
    "{pages} pages cost {amount} yuan; paid today, the term counts anew: due {due}",
    "{pages}页收费{amount}元；今日缴费，期限重新计算：{due}到期",
)
PARTLY = Words(
    "disclosed in part, without what a third party objects to; {count} letters: {kinds}",
    "部分公开，不含第三方不同意公开的内容；文书{count}件：{label}",
)
TOLD = Words(
    "no mail reaches the applicant: {count} events told by post, on record",
    "申请人没有电子邮箱：{count}个事项邮寄告知，已留痕",
)

RECORD = Words("{number}: {length} events, head {head}…", "{number}：{length}个事件，末项{head}…")
EXPORTED = Words(
    "exported: verifies; the same file with one changed digit does not",
    "导出的文件通过核验；改动一个数字后不能通过",
)
GROWN = Words(
    "natural persons: {grown}; new + carried in = finished + carried out in every column",
    "自然人：{grown_labels}。每一列均满足：新收＋上年结转＝总计＋结转下年度",
)

DID_NOT_HOLD = Words("This step did not hold: {failure}", "这一步不成立：{failure}")
NO_ANSWER = Words("The platform did not answer: {error}", "系统没有应答：{error}")
