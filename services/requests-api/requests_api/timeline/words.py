"""What an event on record says in a sentence, in Chinese and in English. Pure.

Whoever adds a type of event need add nothing here: without a sentence of its own it is told by its
label. The applicant is told of what stands in `OUTER`, and of nothing else.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import NamedTuple

from gongkai.codes import LabelledEnum
from gongkai.http.language import Language
from gongkai.record.events import Recorded

_MEMBER = re.compile(r"\{(\w+)\}")


class Said(NamedTuple):
    """A sentence with members of its event in braces."""

    zh: str
    en: str


_REASONS = {
    "calendar_changed": Said("放假安排变化", "the holidays changed"),
    "period_lapsed": Said("期间届满", "a period ended"),
    "office": Said("工作机构录入", "entered by the office"),
    "applicant": Said("申请人办理", "by the applicant"),
}
"""Codes of events that are no enum."""
INNER: Mapping[str, tuple[Said, ...]] = {
    "application_received": (Said("收到申请（{channel}）", "Application received ({channel})"),),
    "receipt_confirmed": (
        Said("与申请人确认收到申请（{means}）", "Receipt confirmed with the applicant ({means})"),
        Said("与申请人确认收到申请", "Receipt confirmed with the applicant"),
    ),
    "frequency_noted": (
        Said(
            "申请频次标记：当月第{in_month}件，标记界限{threshold}件，其中内容相同{duplicates}件",
            "Marked for frequency: application {in_month} of the month, threshold {threshold}, "
            "{duplicates} with the same text",
        ),
    ),
    "registered": (Said("登记，编号{number}", "Registered as {number}"),),
    "registration_voided": (
        Said("作废登记，编号{number}不再使用", "Registration voided; {number} is not used again"),
    ),
    "assigned": (Said("指定{assignee}为经办人", "Assigned to {assignee}"),),
    "consultation_sent": (Said("向{party}发出征求意见函", "Consultation sent to: {party}"),),
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
    "withdrawn": (Said("撤回申请（{by}）", "Application withdrawn ({by})"),),
    "date_corrected": (
        Said("更正第{supersedes}条的日期为{on}", "Day of event {supersedes} corrected to {on}"),
    ),
    "confirmation_awaited": (
        Said("第{entries}条迟录，待第二人核实", "Late entries {entries} await a second person"),
    ),
    "entry_confirmed": (Said("核实第{entry}条的日期", "Day of event {entry} confirmed"),),
    "deadline_recomputed": (
        Said(
            "重新计算期限（{reason}）：{due_on_before}改为{due_on}",
            "Computed again ({reason}): {due_on_before} becomes {due_on}",
        ),
        Said("重新计算期限（{reason}）", "Computed again ({reason})"),
    ),
    "access_code_reissued": (
        Said("重发查询码（{handover}）", "Access code issued anew ({handover})"),
    ),
    "applicant_contact_changed": (
        Said("变更申请人联系方式：{changed}", "Contact data of the applicant changed: {changed}"),
    ),
    "contact_disclosed": (
        Said("为发送消息提供申请人联系方式（{channel}）", "Address told for sending ({channel})"),
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
}
"""By type of event: the first sentence of whose members none is null."""
OUTER: Mapping[str, tuple[Said, ...]] = {
    "application_received": (Said("收到您的申请", "Your application arrived"),),
    "receipt_confirmed": (Said("与您确认收到申请", "Receipt was confirmed with you"),),
    "registered": (Said("申请已登记，编号{number}", "Registered as {number}"),),
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
    "withdrawn": (Said("申请已撤回", "The application was withdrawn"),),
    "split_off": (Said("按“一事一申请”从您的申请中分出办理", "Split off from your application"),),
    "split": (
        Said(
            "按“一事一申请”拆分办理，另立的各件各有编号",
            "Split into matters of their own, each with a number of its own",
        ),
    ),
}
"""The same, as an applicant is told: nothing of drafts, of who works on it, of what parties say."""


def told(item: Recorded, language: Language, names: Mapping[str, str]) -> str:
    """What an event says to the office; ``names`` has those of people, by subject."""
    event = item.event
    label = Said(event.LABEL, event.TYPE.replace("_", " ").capitalize())
    return _sentence((*INNER.get(event.TYPE, ()), label), item, language, names)


def told_outside(item: Recorded, language: Language) -> str | None:
    """What an event says to the applicant; None where it is none of theirs."""
    said = OUTER.get(item.event.TYPE)
    return None if said is None else _sentence(said, item, language, {})


def _sentence(
    said: tuple[Said, ...], item: Recorded, language: Language, names: Mapping[str, str]
) -> str:
    for sentence in said:
        text = sentence.zh if language == "zh" else sentence.en
        is_whole = all(_value(item, member) is not None for member in _MEMBER.findall(text))
        if is_whole or sentence is said[-1]:
            return _filled(text, item, language, names)
    raise AssertionError("a type of event has one sentence at least")


def _filled(text: str, item: Recorded, language: Language, names: Mapping[str, str]) -> str:
    return _MEMBER.sub(lambda found: _shown(_value(item, found[1]), language, names), text)


def _value(item: Recorded, member: str) -> object:
    if member in {"on", "supersedes"}:
        return getattr(item, member)
    return getattr(item.event, member, None)


def _shown(value: object, language: Language, names: Mapping[str, str]) -> str:
    match value:
        case None:
            shown = "—"
        case LabelledEnum() if language == "zh":
            shown = value.label
        case Enum():
            shown = str(value.value).replace("_", " ")
        case date():
            shown = value.isoformat()
        case tuple():
            between = "、" if language == "zh" else ", "
            shown = between.join(_shown(each, language, names) for each in value)
        case str() if value in _REASONS:
            known = _REASONS[value]
            shown = known.zh if language == "zh" else known.en
        case _:
            shown = names.get(str(value), str(value))
    return shown
