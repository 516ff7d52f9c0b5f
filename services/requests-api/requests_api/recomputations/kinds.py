"""Why many matters are computed again, how far that is, and which way a date moved."""

from gongkai.codes import LabelledEnum


class RunCause(LabelledEnum):
    """What changed, so that every open matter was computed again."""

    NOTICE_LOADED = "notice_loaded", "录入放假安排通知"
    NOTICE_WITHDRAWN = "notice_withdrawn", "撤回放假安排通知"
    NOTICE_PREVIEWED = "notice_previewed", "预演：拟录入放假安排通知"
    WITHDRAWAL_PREVIEWED = "withdrawal_previewed", "预演：拟撤回放假安排通知"
    RULE_SET_LOADED = "rule_set_loaded", "录入地方规则"
    JURISDICTION_CHANGED = "jurisdiction_changed", "机关所在区划变更"
    BASE_CALENDAR_CHANGED = "base_calendar_changed", "更新内置日历"


class RunState(LabelledEnum):
    """How far a recomputation is."""

    RUNNING = "running", "计算中"
    DONE = "done", "已完成"
    SUPERSEDED = "superseded", "未完成即由后一次取代"
    """Something changed again before all was computed; the next one goes on."""
    FAILED = "failed", "预演未完成"
    """Of a preview: it ended without a result; `failed_because` says why."""


class PreviewFault(LabelledEnum):
    """Why a preview ended without a result."""

    CALENDAR_CHANGED = "calendar_changed", "日历已变，预演作废"
    """The calendar that it was to change is another one by now: ask again."""
    GIVEN_UP = "given_up", "多次计算未能完成"
    """It could not be computed, several times; the log has the place. An operator may have it done
    again (`python -m requests_api.cli recomputation_previews redrive`).
    """


class Direction(LabelledEnum):
    """Which way a deadline moved."""

    EARLIER = "earlier", "提前"
    LATER = "later", "推后"
    SET = "set", "开始计算"
    ENDED = "ended", "不再计算"
    SETTLED = "settled", "日期不变，暂定与否有变"
    """The date stands; only whether a notice settles it changed."""
