"""The published formats of lists as columns with the headings that offices give them."""

from dataclasses import dataclass

from catalog_api.lists.kinds import ListKind
from gongkai.tables import Column, Layout

_TASK_WORDS = ("任务", "重点任务", "工作任务")

SEQ = Column("seq", "序号", ("编号", "No.", "No"), longest=20)
GROUP = Column("group", "类别", ("分类", "工作类别", "一级内容", "内容"), longest=500)
TASK = Column("task", "任务", ("重点任务", "工作任务", "主要任务", "任务内容"))
FIELD = Column("field", "业务领域", ("领域", "试点领域"), longest=200)
ITEM = Column("item", "事项", ("具体事项", "工作事项", "二级内容", *_TASK_WORDS))
REQUIREMENT = Column("requirement", "具体要求", ("要求", "工作要求"), longest=10_000)
TIME_LIMIT = Column(
    "time_limit",
    "时限",
    ("时限要求", "完成时限", "完成时间", "时间节点", "办理时限"),
    longest=200,
)
RESPONSIBLE_ORGANS = Column(
    "responsible_organs",
    "责任单位",
    ("责任部门", "责任主体", "responsible_organ"),
    holds_names=True,
)
LEAD_ORGANS = Column(
    "lead_organs", "牵头单位", ("牵头部门", "牵头责任单位", "lead_organ"), holds_names=True
)
IMPLEMENTING_ORGANS = Column(
    "implementing_organs",
    "落实单位",
    ("落实部门", "责任单位", "配合单位", "实施单位", "implementing_organ"),
    holds_names=True,
)
REMARKS = Column(
    "remarks",
    "备注",
    (
        "备注说明",
        "附注",
        "说明",
        "注",
        "remark",
        "note",
        "notes",
        "完成情况",
        "进展情况",
        "落实情况",
        "工作进展",
    ),
)
"""What a list says beside its duties. Any other column that is not known may hold one, and is
refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLayout(Layout):
    """One format of a list, and which of its columns names the row."""

    kind: ListKind
    title: Column


LAYOUTS = (
    ListLayout(
        required=(SEQ, TASK, TIME_LIMIT, RESPONSIBLE_ORGANS),
        optional=(GROUP, REQUIREMENT),
        aside=REMARKS,
        kind=ListKind.TASK_LIST,
        title=TASK,
    ),
    ListLayout(
        required=(SEQ, FIELD, RESPONSIBLE_ORGANS),
        optional=(),
        aside=REMARKS,
        kind=ListKind.FIELD_LIST,
        title=FIELD,
    ),
    ListLayout(
        required=(SEQ, GROUP, ITEM, LEAD_ORGANS, IMPLEMENTING_ORGANS),
        optional=(REQUIREMENT, TIME_LIMIT),
        aside=REMARKS,
        kind=ListKind.RESPONSIBILITY_LIST,
        title=ITEM,
    ),
)
