"""The Chinese words of a notification, made from its facts. Pure; no personal value ever."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from gongkai.rules import rule_label
from gongkai.time import SHANGHAI, shanghai_date

_WEEKDAYS = "一二三四五六日"
_URGENT = "【紧急】"
_LATE = "（补发）"
STEP_LABELS = {
    "set": "新的期限",
    "moved": "期限调整",
    "moved_earlier": "期限提前",
    "assigned": "经办人变更",
    "working_days_before_5": "提前5个工作日提醒",
    "working_days_before_3": "提前3个工作日提醒",
    "working_days_before_1": "提前1个工作日提醒",
    "due_day": "到期日提醒",
    "working_days_after_1": "逾期提醒",
    "hours_before_4": "提前4小时提醒",
    "hours_before_1": "提前1小时提醒",
    "due_hour": "到期提醒",
}
"""What an office calls each step."""


def step_label(step: str) -> str:
    """The step's name for people; a step of a policy of one's own is just a reminder."""
    return STEP_LABELS.get(step, "期限提醒")


class Facts(Protocol):
    """What a text is made from; `notifier.inbox.models.Notification` has it."""

    step: str
    is_urgent: bool
    is_late: bool
    rule: str
    ref_id: UUID
    ref_number: str | None
    due_on: date | None
    due_at: datetime | None
    is_provisional: bool
    remaining_working_days: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Words:
    """A title of one line and the lines below it."""

    title: str
    lines: tuple[str, ...]


def words_of(facts: Facts, *, link: str | None) -> Words:
    """Title and lines; `link` leads to the thing itself where the platform's desk is known."""
    number = facts.ref_number or "未编号事项"
    label = rule_label(facts.rule)
    standing = _standing(facts)
    urgent, late = _URGENT if facts.is_urgent else "", _LATE if facts.is_late else ""
    title = f"{urgent}{step_label(facts.step)}{late}：{number} {label}，{standing}"
    lines = [f"事项：{number}", f"期限：{label}（{facts.rule}）", f"到期：{_moment(facts)}"]
    if facts.is_provisional:
        lines.append("说明：该日期为暂定，所涉放假安排尚未公布，公布后可能调整。")
    lines.append(f"状态：{standing}")
    if facts.is_late:
        lines.append("说明：本提醒晚于应发时间补发。")
    if link is not None:
        lines.append(f"链接：{link}")
    return Words(title, tuple(lines))


def _standing(facts: Facts) -> str:
    days = facts.remaining_working_days
    if days is None:
        return f"{_moment(facts)}到期"
    if days > 0:
        return f"还有{days}个工作日"
    if days < 0:
        return f"已逾期{-days}个工作日"
    written_on = shanghai_date(facts.created_at)
    if facts.due_on is None or facts.due_on == written_on:
        return "今日到期"
    # Only days of rest lie between the two.
    return "工作日已用尽" if facts.due_on > written_on else "已逾期"


def _moment(facts: Facts) -> str:
    if facts.due_at is not None:
        return facts.due_at.astimezone(SHANGHAI).strftime("%Y年%-m月%-d日%H:%M")
    if facts.due_on is None:
        return "未定"
    weekday = _WEEKDAYS[facts.due_on.weekday()]
    return (
        f"{facts.due_on.year}年{facts.due_on.month}月{facts.due_on.day}日（星期{weekday}）24:00前"
    )
