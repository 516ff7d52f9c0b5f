"""What each type of event says to the office, in Chinese and in English. Pure."""

from collections.abc import Mapping
from typing import NamedTuple


class Said(NamedTuple):
    """A sentence with members of its event in braces."""

    zh: str
    en: str


INNER: Mapping[str, tuple[Said, ...]] = {
    "application_received": (Said("收到申请（{channel}）", "Application received ({channel})"),),
    "receipt_confirmed": (
        Said("与申请人确认收到申请（{means}）", "Receipt confirmed with the applicant ({means})"),
        Said("与申请人确认收到申请", "Receipt confirmed with the applicant"),
    ),
    "read_back": (
        Said("向申请人宣读申请内容并经其确认", "Read back to the applicant and confirmed"),
    ),
    "frequency_noted": (
        Said(
            "申请频次标记：当月第{in_month}件，标记界限{threshold}件，其中内容相同{duplicates}件",
            "Marked for frequency: application {in_month} of the month, threshold {threshold}, "
            "{duplicates} with the same text",
        ),
    ),
    "registered": (Said("登记，编号{number}", "Registered as {number}"),),
    "imported": (Said("由原登记簿导入", "Taken over from an earlier register"),),
    "number_taken_over": (Said("沿用原登记编号{number}", "Keeps its earlier number {number}"),),
    "ended_before_import": (
        Said("导入前已办结：{decision}", "Had ended before it was imported: {decision}"),
    ),
    "registration_voided": (
        Said("作废登记，编号{number}不再使用", "Registration voided; {number} is not used again"),
    ),
    "assigned": (Said("指定{assignee}为经办人", "Assigned to {assignee}"),),
    "consultation_sent": (
        Said(
            "向共同制作该信息的{joint_party}发出征求意见函，逾期未提出意见的视为同意公开（条例第34条）",
            "Consultation sent to: {joint_party}, a co-author, whose silence is consent (Art. 34)",
        ),
        Said("向{party}发出征求意见函", "Consultation sent to: {party}"),
    ),
    "consultation_delivered": (Said("征求意见函送达", "Consultation delivered"),),
    "consultation_answered": (
        Said("{party}答复意见：{opinion}", "Answer to the consultation ({party}): {opinion}"),
    ),
    "objection_overridden": (
        Said(
            "不采纳第三方意见并书面告知（{ground}）", "Objection overridden in writing ({ground})"
        ),
    ),
    "extended": (
        Said(
            "延长答复期限{working_days}个工作日，至{due_on}",
            "Period extended by {working_days} working days, to {due_on}",
        ),
        Said(
            "延长答复期限{working_days}个工作日", "Period extended by {working_days} working days"
        ),
    ),
    "reply_drafted": (
        Said("拟写答复（第{draft}稿）：{decision}", "Reply drafted (draft {draft}): {decision}"),
    ),
    "replied": (Said("发出答复：{decision}", "Reply issued: {decision}"),),
    "reply_delivered": (Said("答复送达（{service}）", "Reply delivered ({service})"),),
    "reply_came_back": (
        Said("答复退回，未能送达（{service}）", "Reply came back undelivered ({service})"),
    ),
    "reply_served_again": (Said("再次送达答复（{service}）", "Reply delivered again ({service})"),),
    "withdrawn": (Said("撤回申请（{by}）", "Application withdrawn ({by})"),),
    "closed": (
        Said(
            "不作答复办结：{decision}（{merged_into_number}）",
            "Closed without a reply: {decision} ({merged_into_number})",
        ),
        Said("不作答复办结：{decision}", "Closed without a reply: {decision}"),
    ),
    "reopened": (Said("恢复办理", "Reopened"),),
    "case_merged_in": (Said("并入申请{number}", "Case {number} was merged into this one"),),
    "date_corrected": (
        Said("更正第{supersedes}条的日期为{on}", "Day of event {supersedes} corrected to {on}"),
    ),
    "confirmation_awaited": (
        Said("第{entries}条迟录，待第二人核实", "Late entries {entries} await a second person"),
    ),
    "entry_confirmed": (Said("核实第{entry}条的日期", "Day of event {entry} confirmed"),),
    "jurisdiction_changed": (
        Said(
            "机关所在区划由{before}变更为{after}，按新区划的规定计算期限",
            "The organ's region by the directory is {after} instead of {before}; dates count by it",
        ),
        Said(
            "机关所在区划变更，按新区划的规定计算期限",
            "The organ's region by the directory changed; dates count by it",
        ),
    ),
    "deadline_recomputed": (
        Said(
            "重新计算期限（{reason}）：{due_on_before}改为{due_on}",
            "Computed again ({reason}): {due_on_before} becomes {due_on}",
        ),
        Said("重新计算期限（{reason}）", "Computed again ({reason})"),
    ),
    "file_printed": (Said("打印卷宗（{view}）", "File printed ({view})"),),
    "access_code_reissued": (
        Said("重发查询码（{handover}）", "Access code issued anew ({handover})"),
    ),
    "applicant_contact_changed": (
        Said("变更申请人联系方式：{changed}", "Contact data of the applicant changed: {changed}"),
    ),
    "contact_disclosed": (
        Said("为发送消息提供申请人联系方式（{channel}）", "Address told for sending ({channel})"),
    ),
    "message_undelivered": (
        Said("发给申请人的消息未能送达（{reason}）", "A message never arrived ({reason})"),
    ),
    "agent_authority_noted": (
        Said("登记代理权证明（{kind}）", "Agent's authority noted ({kind})"),
    ),
    "applicant_told": (
        Said("告知申请人第{entries}条（{by}）", "Applicant told of events {entries} ({by})"),
    ),
    "handling_unit_added": (
        Said("指定承办单位，内部期限{due_on}", "A handling unit was asked, by {due_on} (internal)"),
        Said("指定承办单位", "A handling unit was asked"),
    ),
    "split": (
        Said("拆分申请（一事一申请），另立的各件各有编号", "Split into matters of their own"),
    ),
    "split_off": (Said("由其他申请拆分立件", "Split off from another application"),),
    "case_linked": (Said("关联其他申请：{relation}", "Linked with another case: {relation}"),),
    "correction_notified": (
        Said("告知申请人补正，最迟{until}补正", "Correction asked for, to be made by {until}"),
        Said(
            "告知申请人补正，期限{working_days}个工作日",
            "Correction asked for, within {working_days} working days",
        ),
        Said("告知申请人补正", "Correction asked for"),
    ),
    "correction_notice_delivered": (Said("补正告知书送达", "Correction notice delivered"),),
    "correction_received": (
        Said(
            "收到补正（{by}），答复期限重新计算", "Correction received ({by}); the term counts anew"
        ),
    ),
    "explanation_requested": (
        Said("要求申请人最迟于{until}说明理由", "Reasons asked for, by {until}"),
        Said("要求申请人说明理由", "Reasons asked for"),
    ),
    "explanation_request_delivered": (Said("说明理由通知送达", "Request for reasons delivered"),),
    "explanation_received": (Said("收到申请人说明的理由", "Reasons received"),),
    "extension_requested": (
        Said(
            "请求延长答复期限{working_days}个工作日",
            "Extension by {working_days} working days asked of the head",
        ),
    ),
    "extension_refused": (Said("不同意延长答复期限", "Extension refused by the head"),),
    "delay_set": (Said("确定延迟至{until}答复并告知", "Answer delayed to {until}"),),
    "paused": (Said("自{on}起中止计算本地规定的期限", "Local period paused on {on}"),),
    "pause_notified": (
        Said("已书面通知申请人中止理由", "The applicant was told of the pause in writing"),
    ),
    "resumed": (Said("自{on}起恢复计算本地规定的期限", "Local period resumed on {on}"),),
    "fee_notified": (
        Said(
            "告知收取信息处理费{amount}元（{basis}，{quantity}），答复期限停止计算，至迟至缴费期满之日",
            "Fee of {amount} yuan noticed (by {basis}: {quantity}); the term stands until it is "
            "paid or waived, at the latest until the term for paying is over",
        ),
    ),
    "fee_notice_delivered": (Said("收费通知送达", "Fee notice delivered"),),
    "fee_notice_confirmed": (
        Said("申请人确认收到收费通知", "Fee notice confirmed by the applicant"),
    ),
    "fee_paid": (Said("缴纳信息处理费{amount}元", "Fee of {amount} yuan paid"),),
    "fee_waived": (
        Said(
            "信息处理费由{due_before}元减为{reduced_to}元",
            "Fee reduced from {due_before} to {reduced_to} yuan",
        ),
        Said(
            "免收信息处理费{due_before}元，答复期限继续计算（缴费期满后免收的，自期满次日起）",
            "Fee of {due_before} yuan waived; the term runs on, from the end of the term for "
            "paying where that came first",
        ),
    ),
    "special_need_stated": (
        Said("申请人说明特殊需要：{needs}", "The applicant stated a special need: {needs}"),
    ),
    "cost_fee_charged": (Said("收取成本费用{amount}元", "Costs of {amount} yuan charged"),),
    "cost_fee_relieved": (
        Said(
            "成本费用由{due_before}元减为{reduced_to}元",
            "Costs reduced from {due_before} to {reduced_to} yuan",
        ),
        Said("免收成本费用{due_before}元", "Costs of {due_before} yuan waived"),
    ),
    "cost_fee_paid": (Said("缴纳成本费用{amount}元", "Costs of {amount} yuan paid"),),
    "letter_drawn_up": (
        Said("制作文书：{kind}，文号{document_number}", "Letter drawn up: {kind}"),
        Said("制作文书：{kind}", "Letter drawn up: {kind}"),
    ),
    "letter_issued_copy_filed": (
        Said("存入盖章文书（{media_type}）", "Sealed copy of a letter filed ({media_type})"),
    ),
    "letter_delivered": (
        Said("文书送达：{kind}（{service}）", "Letter delivered: {kind} ({service})"),
    ),
    "letter_returned": (
        Said("文书退回：{kind}（{service}）", "Letter returned: {kind} ({service})"),
    ),
    "attachment_added": (Said("添加附件（{origin}）", "Attachment added ({origin})"),),
    "reply_rated": (Said("申请人评价：{score}分", "Rated by the applicant: {score}"),),
    "publication_proposed": (
        Said("建议主动公开所申请的信息", "Publication of the information proposed"),
    ),
    "publication_proposal_sent": (Said("主动公开建议已送达", "The proposal to publish was taken"),),
    "publication_proposal_refused": (
        Said("主动公开建议未被接收（{code}）", "The proposal to publish was refused ({code})"),
    ),
    "enclosure_added": (Said("列入随答复提供的材料", "Enclosed with the reply"),),
    "enclosure_removed": (Said("移出随答复提供的材料", "Taken out of the enclosures"),),
    "enclosure_screened": (Said("检查随附材料", "Enclosure screened"),),
    "finding_resolved": (
        Said("处理检查发现（{kind}）：{resolution}", "Finding answered for ({kind}): {resolution}"),
    ),
    "enclosure_fetched": (
        Said("申请人获取随答复提供的材料", "The applicant fetched an enclosure"),
    ),
    "attachment_removed": (Said("移出附件", "Attachment taken out"),),
    "approval_requested": (Said("送审", "Handed in for approval"),),
    "level_approved": (
        Said(
            "第{level}级批准（代{instead_of}）", "Level {level} approved in place of {instead_of}"
        ),
        Said("第{level}级批准", "Level {level} approved"),
    ),
    "reply_approved": (
        Said("批准答复（代{instead_of}）", "Reply approved in place of {instead_of}"),
        Said("批准答复", "Reply approved"),
    ),
    "reply_returned": (Said("退回修改", "Draft returned"),),
}
"""By type of event: the first sentence of whose members none is null."""
