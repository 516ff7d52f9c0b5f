"""Code lists of published lists, with what an office calls each code."""

from gongkai.codes import LabelledEnum

LAST_SEQ = 999_999
"""The highest number that a row can have."""


class ListKind(LabelledEnum):
    """What a published list says: the formats of `columns.py`."""

    TASK_LIST = "task_list", "任务分解表"
    FIELD_LIST = "field_list", "领域分工表"
    RESPONSIBILITY_LIST = "responsibility_list", "目标任务责任清单"


class UnitRole(LabelledEnum):
    """For what a row names a unit; the value is what the row's JSON says."""

    RESPONSIBLE = "responsible", "责任单位"
    LEAD = "lead", "牵头单位"
    IMPLEMENTING = "implementing", "落实单位"


class UnitKind(LabelledEnum):
    """What a name in a list was found to mean."""

    ORGAN = "organ", "机构"
    GROUP = "group", "某一类单位"
    ANNEX = "annex", "见附件"
    UNRESOLVED = "unresolved", "未识别"


class TimeLimitKind(LabelledEnum):
    """The kinds of a time limit (`catalog_api.time_limits`); NONE where a row states no limit."""

    BY_DATE = "by_date", "截止日期"
    STANDING = "standing", "常态化"
    AFTER_EVENT = "after_event", "某事项后若干日"
    RECURRING = "recurring", "定期"
    POSTING = "posting", "公示期限"
    INHERIT = "inherit", "同上"
    SEVERAL = "several", "多项时限"
    UNKNOWN = "unknown", "未识别"
    NONE = "none", "未写明"


class ListStep(LabelledEnum):
    """What is done to a list that exists; its refusals name it."""

    IMPORT = "import", "导入"
    RESOLVE = "resolve", "重新识别单位"
