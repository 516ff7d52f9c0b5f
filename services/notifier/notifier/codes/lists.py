"""The code lists, put together from the modules that own the codes."""

from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from gongkai.auth.principal import Role
from gongkai.codes import CodeOut, code_list
from gongkai.contracts import Unit
from gongkai.rules import RULE_LABELS
from gongkai.work import WorkState
from notifier.channels.addresses import ChannelCode
from notifier.codes.schemas import CodeListsOut
from notifier.deadlines.models import KnownOutcome, KnownState
from notifier.messages.deadline_reminder import STEP_LABELS
from notifier.messages.models import Cause
from notifier.policies.book import Criterion
from notifier.reminders.models import ReminderState

_Code = TypeVar("_Code", bound=str)


def _codes(labels: Mapping[_Code, str]) -> list[CodeOut]:
    return [CodeOut(code=code, label=label) for code, label in labels.items()]


@cache
def code_lists() -> CodeListsOut:
    """All lists."""
    return CodeListsOut(
        causes=code_list(Cause),
        channels=code_list(ChannelCode),
        deadline_outcomes=code_list(KnownOutcome),
        deadline_rules=_codes(RULE_LABELS),
        deadline_states=code_list(KnownState),
        deadline_units=code_list(Unit),
        delivery_states=code_list(WorkState),
        policy_criteria=code_list(Criterion),
        reminder_states=code_list(ReminderState),
        roles=code_list(Role),
        steps=_codes(STEP_LABELS),
    )
