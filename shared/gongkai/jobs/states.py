"""Where a job stands, as its owner is told. Pure."""

from gongkai.codes import LabelledEnum


class JobState(LabelledEnum):
    """Where a job stands."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "处理中"
    DONE = "done", "已完成"
    FAILED = "failed", "失败"
    """Given up; the operator may have it tried again."""
    CANCELLED = "cancelled", "已取消"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
"""The states in which nothing more is done."""
