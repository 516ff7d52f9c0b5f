"""What an applicant is told of the events that concern them, in Chinese and in English. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from requests_api.letter_templates.kinds import Addressee
from requests_api.letter_templates.specs import SPECS
from requests_api.timeline.inner import Said

OUTER: Mapping[str, tuple[Said, ...]] = {
    "application_received": (Said("收到您的申请", "Your application arrived"),),
    "receipt_confirmed": (Said("与您确认收到申请", "Receipt was confirmed with you"),),
    "read_back": (
        Said("向您宣读申请内容并经您确认", "Your application was read back to you and confirmed"),
    ),
    "registered": (Said("申请已登记，编号{number}", "Registered as {number}"),),
    "number_taken_over": (Said("申请已登记，编号{number}", "Registered as {number}"),),
    "ended_before_import": (
        Said("申请已办结：{decision}", "Your application was closed: {decision}"),
    ),
    "consultation_sent": (
        Said(
            "已书面征求意见（{party}），所需时间不计入答复期限（条例第33条）",
            "An opinion was asked for ({party}); the time this takes is not counted (Art. 33)",
        ),
    ),
    "consultation_answered": (
        Said("收到征求意见的答复，继续办理", "The opinion arrived; your application is handled on"),
    ),
    "extended": (
        Said(
            "答复期限延长{working_days}个工作日",
            "The period for the answer was extended by {working_days} working days",
        ),
    ),
    "replied": (Said("答复已发出", "The reply was issued"),),
    "reply_delivered": (Said("答复已送达（{service}）", "The reply was delivered ({service})"),),
    "reply_came_back": (Said("寄给您的答复被退回", "The reply sent to you came back"),),
    "reply_served_again": (
        Said("答复已再次送达（{service}）", "The reply was delivered again ({service})"),
    ),
    "withdrawn": (Said("申请已撤回", "The application was withdrawn"),),
    "closed": (
        Said(
            "申请已并入{merged_into_number}办理",
            "Your application is handled on as {merged_into_number}",
        ),
        Said("申请已办结：{decision}", "Your application was closed: {decision}"),
    ),
    "reopened": (Said("申请恢复办理", "Your application is handled on"),),
    "split_off": (Said("按“一事一申请”从您的申请中分出办理", "Split off from your application"),),
    "split": (
        Said(
            "按“一事一申请”拆分办理，另立的各件各有编号",
            "Split into matters of their own, each with a number of its own",
        ),
    ),
    "correction_notified": (
        Said(
            "告知您补正申请，答复期限自收到补正之日起计算（条例第30条）",
            "You were asked for a correction; the term counts from its arrival (Art. 30)",
        ),
    ),
    "correction_notice_delivered": (
        Said("补正告知书已送达", "The notice of correction was delivered"),
    ),
    "correction_received": (
        Said("收到您的补正，答复期限重新计算", "Your correction arrived; the term counts anew"),
    ),
    "explanation_requested": (
        Said(
            "请您最迟于{until}说明申请的理由（条例第35条）",
            "You were asked for your reasons, by {until} (Art. 35)",
        ),
        Said("请您说明申请的理由（条例第35条）", "You were asked for your reasons (Art. 35)"),
    ),
    "explanation_request_delivered": (
        Said("说明理由通知已送达", "The request for reasons was delivered"),
    ),
    "explanation_received": (Said("收到您说明的理由", "Your reasons arrived"),),
    "delay_set": (
        Said("答复延迟至{until}（条例第35条）", "The answer was delayed to {until} (Art. 35)"),
    ),
    "paused": (
        Said(
            "因不可抗力，自{on}起中止计算本地规定的期限",
            "The local period was paused on {on} for force majeure",
        ),
    ),
    "pause_notified": (
        Said("已书面通知您中止的理由", "You were told in writing why the period was paused"),
    ),
    "resumed": (Said("自{on}起恢复计算本地规定的期限", "The local period runs on since {on}"),),
    "fee_notified": (
        Said(
            "告知您收取信息处理费{amount}元（条例第42条）",
            "You were told of a processing fee of {amount} yuan (Art. 42)",
        ),
    ),
    "fee_notice_delivered": (Said("收费通知已送达", "The notice of the fee was delivered"),),
    "fee_notice_confirmed": (
        Said("您确认收到收费通知", "You confirmed to have got the notice of the fee"),
    ),
    "fee_paid": (Said("信息处理费{amount}元已缴纳", "The fee of {amount} yuan was paid"),),
    "fee_waived": (
        Said("信息处理费减为{reduced_to}元", "The processing fee was reduced to {reduced_to} yuan"),
        Said("信息处理费已免收", "The processing fee was waived"),
    ),
    "letter_delivered": (
        Said("文书已送达：{kind}（{service}）", "A letter was delivered: {kind} ({service})"),
    ),
    "letter_returned": (Said("寄给您的文书被退回：{kind}", "A letter to you came back: {kind}"),),
    "reply_rated": (Said("您评价了答复：{score}分", "You rated the answer: {score}"),),
    "enclosure_fetched": (
        Said("您获取了随答复提供的材料", "You fetched what came with the reply"),
    ),
    "attachment_added": (Said("收到您提交的材料", "A file that you handed in arrived"),),
}
"""The same, as an applicant is told: nothing of drafts, of who works on it, of what parties say."""


OUTER_OF_2007: Mapping[str, tuple[Said, ...]] = {
    "consultation_sent": (Said("已书面征求意见（{party}）", "An opinion was asked for ({party})"),),
    "correction_notified": (
        Said(
            "告知您更改、补充申请，答复期限自收到之日起重新计算（2007年条例第21条）",
            "You were asked to amend it; the term counts anew from its arrival (Art. 21 of 2007)",
        ),
    ),
}
"""What is told otherwise under the text of 2007: by its articles, and without the time for another
organ's opinion, which it counts.
"""


def _goes_to_applicant(letter: Any) -> bool:  # noqa: ANN401 - an event of a letter
    return SPECS[letter.kind].addressee is Addressee.APPLICANT


CONCERNS: Mapping[str, Callable[[Any], bool]] = {
    "letter_delivered": _goes_to_applicant,
    "letter_returned": _goes_to_applicant,
    "attachment_added": lambda attachment: attachment.origin == Addressee.APPLICANT.value,
}
"""Of which events of a type an applicant is told, where not of all."""
