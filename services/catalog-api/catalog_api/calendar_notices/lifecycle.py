"""Which steps a calendar notice allows: it is in force until it is withdrawn."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from gongkai.calendar import NoticeKind


class NoticeState(StrEnum):
    """Whether a notice counts."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class NoticeAction(StrEnum):
    """What can be done with a notice."""

    WITHDRAW = "withdraw"


KIND_LABELS: Mapping[NoticeKind, str] = MappingProxyType(
    {NoticeKind.ANNUAL: "年度放假安排", NoticeKind.AMENDMENT: "调整通知"}
)
STATE_LABELS: Mapping[NoticeState, str] = MappingProxyType(
    {NoticeState.ACTIVE: "生效", NoticeState.WITHDRAWN: "已撤回"}
)


def available_actions(state: NoticeState) -> list[NoticeAction]:
    """The steps that the state allows."""
    return [NoticeAction.WITHDRAW] if state is NoticeState.ACTIVE else []
