"""The published formats of lists as columns with the headings that offices give them."""

from dataclasses import dataclass
from typing import Literal

from catalog_api.characters import plain

ListFormat = Literal["task_list", "field_list", "responsibility_list"]
Column = Literal[
    "seq",
    "group",
    "task",
    "field",
    "item",
    "requirement",
    "time_limit",
    "responsible_organs",
    "lead_organs",
    "implementing_organs",
]

LABELS: dict[Column, str] = {
    "seq": "序号",
    "group": "类别",
    "task": "任务",
    "field": "业务领域",
    "item": "事项",
    "requirement": "具体要求",
    "time_limit": "时限",
    "responsible_organs": "责任单位",
    "lead_organs": "牵头单位",
    "implementing_organs": "落实单位",
}
LONGEST: dict[Column, int] = {
    "seq": 20,
    "group": 500,
    "task": 2_000,
    "field": 200,
    "item": 2_000,
    "requirement": 10_000,
    "time_limit": 200,
    "responsible_organs": 2_000,
    "lead_organs": 2_000,
    "implementing_organs": 2_000,
}
"""Characters that a cell may hold."""

_SYNONYMS: dict[Column, tuple[str, ...]] = {
    "seq": ("编号", "No.", "No"),
    "group": ("分类", "工作类别", "一级内容", "内容"),
    "task": ("重点任务", "工作任务", "主要任务", "任务内容"),
    "field": ("领域", "试点领域"),
    "item": ("具体事项", "工作事项", "二级内容", "任务", "重点任务", "工作任务"),
    "requirement": ("要求", "工作要求"),
    "time_limit": ("时限要求", "完成时限", "完成时间", "时间节点", "办理时限"),
    "responsible_organs": ("责任部门", "责任主体", "responsible_organ"),
    "lead_organs": ("牵头部门", "牵头责任单位", "lead_organ"),
    "implementing_organs": ("落实部门", "责任单位", "配合单位", "实施单位", "implementing_organ"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One format: which columns a file must have, which it may, and which one names the row."""

    format: ListFormat
    required: tuple[Column, ...]
    optional: tuple[Column, ...]
    title: Column

    def column(self, heading: str) -> Column | None:
        """The column that a heading stands for in this format."""
        folded = plain(heading).lower()
        for column in (*self.required, *self.optional):
            names = (column, LABELS[column], *_SYNONYMS[column])
            if folded in {plain(name).lower() for name in names}:
                return column
        return None


LAYOUTS = (
    Layout("task_list", ("seq", "task", "time_limit", "responsible_organs"), ("group",), "task"),
    Layout("field_list", ("seq", "field", "responsible_organs"), (), "field"),
    Layout(
        "responsibility_list",
        ("seq", "group", "item", "lead_organs", "implementing_organs"),
        ("requirement", "time_limit"),
        "item",
    ),
)
