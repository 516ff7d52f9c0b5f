"""In which states a deadline can be."""

from gongkai.codes import LabelledEnum
from gongkai.contracts import Outcome


class DeadlineState(LabelledEnum):
    """Whether a deadline runs, or how it ceased; one that stands still may run again."""

    OPEN = "open", "进行中"
    MET = Outcome.MET.value, Outcome.MET.label
    STOPPED = Outcome.STOPPED.value, Outcome.STOPPED.label
    VOID = Outcome.VOID.value, Outcome.VOID.label
