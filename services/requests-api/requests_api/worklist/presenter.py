"""The worklist as a table: Chinese headings, and what stands below them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from requests_api.worklist.schemas import MatterItemOut

_COLUMNS: Sequence[tuple[str, Callable[[MatterItemOut], object]]] = (
    ("登记编号", lambda item: item.number),
    ("回执编号", lambda item: item.receipt_number),
    ("事项种类", lambda item: item.kind_label),
    ("信息名称", lambda item: item.title),
    ("申请人", lambda item: item.applicant_name),
    ("机关", lambda item: item.organ.name or item.organ.id),
    ("经办人", lambda item: item.assignee and (item.assignee.name or item.assignee.subject)),
    ("状态", lambda item: item.state_label),
    ("等待", lambda item: "、".join(waiting.code_label for waiting in item.waiting_for)),
    ("亮灯", lambda item: item.light.label),
    ("收到日期", lambda item: item.received_on),
    ("期限", lambda item: item.due_on or item.due_at),
    ("剩余", lambda item: item.remaining and item.remaining.value),
    ("剩余单位", lambda item: item.remaining and item.remaining.unit.label),
    ("办结时期限", lambda item: item.was_due_on),
)
HEADING = [label for label, _ in _COLUMNS]


def cells_of(item: MatterItemOut) -> list[str]:
    """A row of the table, masked as the list is."""
    return [_text(value(item)) for _, value in _COLUMNS]


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else str(value)
