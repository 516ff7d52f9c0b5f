"""In which states a deadline can be."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from gongkai.contracts import Outcome


class DeadlineState(StrEnum):
    """Whether a deadline runs, or how it ceased; one that stands still may run again."""

    OPEN = "open"
    MET = Outcome.MET.value
    STOPPED = Outcome.STOPPED.value
    VOID = Outcome.VOID.value


OUTCOME_LABELS: Mapping[Outcome, str] = MappingProxyType(
    {Outcome.MET: "已办结", Outcome.STOPPED: "暂停计算", Outcome.VOID: "不再适用"}
)
DEADLINE_STATE_LABELS: Mapping[DeadlineState, str] = MappingProxyType(
    {
        DeadlineState.OPEN: "进行中",
        **{DeadlineState(outcome): label for outcome, label in OUTCOME_LABELS.items()},
    }
)
