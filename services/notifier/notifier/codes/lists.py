"""The code lists, put together from the modules that own the codes."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from gongkai.auth.principal import LABELS as ROLE_LABELS
from gongkai.codes import CodeOut
from gongkai.deadlines.states import OUTCOME_LABELS as OUTCOMES_TOLD
from gongkai.deadlines.terms import UNIT_LABELS
from gongkai.rules import RULE_LABELS
from notifier.codes.schemas import CodeListsOut
from notifier.deadlines.schemas import DeadlineState
from notifier.deliveries.models import Channel, DeliveryState
from notifier.inbox.text import STEP_LABELS
from notifier.reminders.models import ReminderState

_Code = TypeVar("_Code", bound=str)

CHANNEL_LABELS = MappingProxyType({Channel.EMAIL: "电子邮件"})
DEADLINE_STATE_LABELS = MappingProxyType(
    {DeadlineState.OPEN: "进行中", DeadlineState.CLEARED: "已结束"}
)
OUTCOME_LABELS: Mapping[str, str] = MappingProxyType(
    {outcome.value: label for outcome, label in OUTCOMES_TOLD.items()}
    | {"unknown": "来源系统已无此期限"}
)
DELIVERY_STATE_LABELS = MappingProxyType(
    {
        DeliveryState.PENDING: "待发送",
        DeliveryState.SENT: "已发送",
        DeliveryState.DEAD: "发送失败待处置",
        DeliveryState.WITHDRAWN: "已撤回",
        DeliveryState.DISCARDED: "已放弃",
    }
)
REMINDER_STATE_LABELS = MappingProxyType(
    {
        ReminderState.PLANNED: "已计划",
        ReminderState.SENT: "已提醒",
        ReminderState.MERGED: "已并入后续提醒",
        ReminderState.SKIPPED: "已过时点未提醒",
        ReminderState.UNADDRESSED: "暂无接收人",
        ReminderState.WITHDRAWN: "已撤回",
    }
)


def _codes(labels: Mapping[_Code, str]) -> list[CodeOut]:
    return [CodeOut(code=code, label=label) for code, label in labels.items()]


@cache
def code_lists() -> CodeListsOut:
    """All lists."""
    return CodeListsOut(
        channels=_codes(CHANNEL_LABELS),
        deadline_outcomes=_codes(OUTCOME_LABELS),
        deadline_rules=_codes(RULE_LABELS),
        deadline_states=_codes(DEADLINE_STATE_LABELS),
        deadline_units=_codes(UNIT_LABELS),
        delivery_states=_codes(DELIVERY_STATE_LABELS),
        reminder_states=_codes(REMINDER_STATE_LABELS),
        roles=_codes(ROLE_LABELS),
        steps=_codes(STEP_LABELS),
    )
