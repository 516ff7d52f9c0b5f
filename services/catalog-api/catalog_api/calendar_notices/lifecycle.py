"""Which steps a calendar notice allows: it is in force until it is withdrawn."""

from gongkai.codes import LabelledEnum


class NoticeState(LabelledEnum):
    """Whether a notice counts."""

    ACTIVE = "active", "生效"
    WITHDRAWN = "withdrawn", "已撤回"


class NoticeAction(LabelledEnum):
    """What can be done with a notice."""

    WITHDRAW = "withdraw", "撤回"


def available_actions(state: NoticeState) -> list[NoticeAction]:
    """The steps that the state allows."""
    return [NoticeAction.WITHDRAW] if state is NoticeState.ACTIVE else []
