"""The words of a reminder of a deadline. Pure."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from gongkai.rules import rule_label
from gongkai.time import SHANGHAI
from notifier.messages.template import Facts, Template, Words

_WEEKDAYS = "一二三四五六日"
_LATE = "（补发）"
_DAY = len("2026-01-05")
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


class DeadlineSubject(BaseModel):
    """What a deadline belongs to."""

    model_config = ConfigDict(frozen=True)

    kind: str
    id: UUID
    number: str | None


class DeadlineFacts(Facts):
    """A deadline as it stood when people were told of it."""

    deadline_id: UUID
    step: str
    is_late: bool
    """Whether it is told later than it should have been."""
    rule: str
    ref: DeadlineSubject
    due_on: date | None
    due_at: datetime | None
    due_before: str | None = None
    """Of a date that moved: the day or instant before, as a text; what was told before this was
    kept has none."""
    because: str | None = None
    """Of a date that is announced: what set or moved it, as an office calls it; None where nobody
    said so.
    """
    is_provisional: bool
    remaining_working_days: int | None
    """Working days from the day of telling to the last day; negative when overdue; None for hours
    and for dates that the calendar does not reach."""
    told_on: date
    """The Shanghai day on which it is told."""


def _words(facts: DeadlineFacts, desk_url: str | None) -> Words:
    number = facts.ref.number or "未编号事项"
    label = rule_label(facts.rule)
    standing = _standing(facts)
    late = _LATE if facts.is_late else ""
    title = f"{step_label(facts.step)}{late}：{number} {label}，{standing}"
    lines = [
        f"事项：{number}",
        f"期限：{label}（{facts.rule}）",
        f"到期：{_moment(facts.due_on, facts.due_at)}",
        *_before(facts),
    ]
    if facts.because is not None:
        lines.append(f"原因：{facts.because}")
    if facts.is_provisional:
        lines.append("说明：该日期为暂定，所涉放假安排尚未公布，公布后可能调整。")
    lines.append(f"状态：{standing}")
    if facts.is_late:
        lines.append("说明：本提醒晚于应发时间补发。")
    if desk_url is not None:
        lines.append(f"链接：{desk_url}/{facts.ref.kind}s/{facts.ref.id}")
    return Words(title, tuple(lines))


DEADLINE_REMINDER = Template("deadline_reminder", DeadlineFacts, _words)
"""A deadline was set or moved, draws near, or has passed."""


def _standing(facts: DeadlineFacts) -> str:
    days = facts.remaining_working_days
    if days is None:
        return f"{_moment(facts.due_on, facts.due_at)}到期"
    if days > 0:
        return f"还有{days}个工作日"
    if days < 0:
        return f"已逾期{-days}个工作日"
    if facts.due_on is None or facts.due_on == facts.told_on:
        return "今日到期"
    # Only days of rest lie between the two.
    return "工作日已用尽" if facts.due_on > facts.told_on else "已逾期"


def _before(facts: DeadlineFacts) -> list[str]:
    """What held before a date moved."""
    was = facts.due_before
    if was is None:
        return []
    is_day = len(was) == _DAY
    day = date.fromisoformat(was) if is_day else None
    return [f"原到期：{_moment(day, None if is_day else datetime.fromisoformat(was))}"]


def _moment(due_on: date | None, due_at: datetime | None) -> str:
    if due_at is not None:
        return due_at.astimezone(SHANGHAI).strftime("%Y年%-m月%-d日%H:%M")
    if due_on is None:
        return "未定"
    weekday = _WEEKDAYS[due_on.weekday()]
    return f"{due_on.year}年{due_on.month}月{due_on.day}日（星期{weekday}）24:00前"
