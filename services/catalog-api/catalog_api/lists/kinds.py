"""Code lists of published lists, with their Chinese labels."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class ListKind(StrEnum):
    """What a published list says: the formats of `columns.py`."""

    TASK_LIST = "task_list"
    FIELD_LIST = "field_list"
    RESPONSIBILITY_LIST = "responsibility_list"


class UnitRole(StrEnum):
    """For what a row names a unit; the value is what the row's JSON says."""

    RESPONSIBLE = "responsible"
    LEAD = "lead"
    IMPLEMENTING = "implementing"


class UnitKind(StrEnum):
    """What a name in a list was found to mean."""

    ORGAN = "organ"
    GROUP = "group"
    ANNEX = "annex"
    UNRESOLVED = "unresolved"


class TimeLimitKind(StrEnum):
    """The kinds of a time limit (`catalog_api.time_limits`); NONE where a row states no limit."""

    BY_DATE = "by_date"
    STANDING = "standing"
    AFTER_EVENT = "after_event"
    RECURRING = "recurring"
    UNKNOWN = "unknown"
    NONE = "none"


LIST_LABELS: Mapping[ListKind, str] = MappingProxyType(
    {
        ListKind.TASK_LIST: "任务分解表",
        ListKind.FIELD_LIST: "领域分工表",
        ListKind.RESPONSIBILITY_LIST: "目标任务责任清单",
    }
)
ROLE_LABELS: Mapping[UnitRole, str] = MappingProxyType(
    {
        UnitRole.RESPONSIBLE: "责任单位",
        UnitRole.LEAD: "牵头单位",
        UnitRole.IMPLEMENTING: "落实单位",
    }
)
UNIT_LABELS: Mapping[UnitKind, str] = MappingProxyType(
    {
        UnitKind.ORGAN: "机构",
        UnitKind.GROUP: "某一类单位",
        UnitKind.ANNEX: "见附件",
        UnitKind.UNRESOLVED: "未识别",
    }
)
TIME_LIMIT_LABELS: Mapping[TimeLimitKind, str] = MappingProxyType(
    {
        TimeLimitKind.BY_DATE: "截止日期",
        TimeLimitKind.STANDING: "常态化",
        TimeLimitKind.AFTER_EVENT: "某事项后若干日",
        TimeLimitKind.RECURRING: "定期",
        TimeLimitKind.UNKNOWN: "未识别",
        TimeLimitKind.NONE: "未写明",
    }
)
