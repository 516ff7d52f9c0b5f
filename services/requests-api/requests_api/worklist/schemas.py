"""The worklist's query parameters."""

from typing import Annotated

from pydantic import Field

from gongkai.deadlines.lights import Light
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Day, ShortText, Text
from requests_api.cases.lifecycle import CaseState


class WorklistQuery(PageQuery):
    """Filters of a worklist; all of them must hold, of a repeated one any value."""

    state: Annotated[tuple[CaseState, ...], Field(max_length=20, description="状态，可重复")] = ()
    light: Annotated[tuple[Light, ...], Field(max_length=10, description="亮灯，可重复")] = ()
    due_from: Annotated[Day | None, Field(description="期限不早于（未确认的申请按确认期限）")] = (
        None
    )
    due_until: Annotated[Day | None, Field(description="期限不晚于（未确认的申请按确认期限）")] = (
        None
    )
    number: Annotated[Text | None, Field(description="登记编号或者回执编号")] = None
    text: Annotated[Text | None, Field(description="标题、描述、文号中的文字，不分大小写")] = None
    assignee: Annotated[ShortText | None, Field(description="经办人")] = None
