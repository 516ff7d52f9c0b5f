"""The worklist over HTTP."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from gongkai.contracts import Unit
from gongkai.deadlines.lights import Light
from gongkai.http.paging import Page, PageQuery
from gongkai.http.schemas import Day, Id, In, Out, ShortText, Text, refusal
from gongkai.organs import Channel
from requests_api.approval_chains.schemas import NextLevelOut
from requests_api.cases.states import CaseState
from requests_api.matters.codes import Listed, MatterState, StepCode, states
from requests_api.matters.kinds import MatterKind, WaitingFor
from requests_api.matters.schemas import WaitingOut


def _some_state(code: str) -> str:
    """Refuse what is a state of no kind: a slip would find nothing and look like no work."""
    if code not in states():
        raise refusal("unknown_state", "没有此状态，见 /codes", "No such state, see /codes")
    return code


State = Annotated[ShortText, AfterValidator(_some_state), Listed(states)]
States = Annotated[tuple[State, ...], Field(max_length=20, description="状态，可重复，见 /codes")]
Lights = Annotated[tuple[Light, ...], Field(max_length=10, description="亮灯，可重复")]
Number = Annotated[Text | None, Field(description="登记编号或者回执编号")]
Words = Annotated[
    Text | None,
    Field(
        description="标题、文号、编号中的文字；多个词须全部包含，不分大小写、全半角、括号形式和空格"
    ),
]
DueFrom = Annotated[Day | None, Field(description="期限不早于（未确认的申请按确认期限）")]
DueUntil = Annotated[Day | None, Field(description="期限不晚于（未确认的申请按确认期限）")]


class MatterFilters(In):
    """What every list of matters can be narrowed to; all of it must hold, of a repeated one any."""

    waiting_for: Annotated[
        tuple[WaitingFor, ...], Field(max_length=10, description="等待的事项，可重复")
    ] = ()
    light: Lights = ()
    channel: Annotated[
        tuple[Channel, ...], Field(max_length=10, description="收到的渠道，可重复")
    ] = ()
    organ_id: Annotated[Id | None, Field(description="机关")] = None
    within: Annotated[
        Literal["subtree"] | None, Field(description="`subtree`：含该机关的下级机关")
    ] = None
    assignee: Annotated[
        ShortText | None,
        Field(description="经办人；`me` 本人经办的和本机关共同承办的，`none` 尚未指定"),
    ] = None
    due_from: DueFrom = None
    due_until: DueUntil = None
    number: Number = None
    text: Words = None
    frequent: Annotated[bool | None, Field(description="是否有申请频次标记")] = None
    untold: Annotated[bool | None, Field(description="是否有尚待告知申请人的事项")] = None
    source: Annotated[ShortText | None, Field(description="来源系统，与 external_id 同时填写")] = (
        None
    )
    external_id: Annotated[Text | None, Field(description="来源系统中的编号")] = None

    @model_validator(mode="after")
    def _external_id_of_a_source(self) -> Self:
        """Each alone names nothing, and would look like a search for it."""
        if (self.source is None) is not (self.external_id is None):
            raise refusal(
                "source_and_external_id",
                "来源系统与其编号应同时填写",
                "source and external_id go together",
            )
        return self


Order = Annotated[
    Literal["due", "received", "-received", "number"],
    Field(
        description="排序：期限、送到日期 arrived_on（`-` 新的在前；收到申请之日 received_on "
        "可能更晚）、编号（按机关简称、年份，再按序号大小）"
    ),
]


class Sorted(PageQuery):
    """One page of a list of matters."""

    sort: Order = "due"


class CasesQuery(Sorted, MatterFilters):
    """Filters and order of the list of cases."""

    state: Annotated[tuple[CaseState, ...], Field(max_length=20, description="状态，可重复")] = ()


class WorklistFilters(MatterFilters):
    """Filters of the worklist."""

    kind: Annotated[
        tuple[MatterKind, ...], Field(max_length=20, description="事项种类，可重复")
    ] = ()
    state: States = ()


class WorklistQuery(Sorted, WorklistFilters):
    """One page of the worklist."""


class ExportQuery(WorklistFilters):
    """The worklist as a file: its filters, its order, and the format."""

    format: Annotated[
        Literal["csv", "xlsx"], Field(description="文件格式 / format of the file")
    ] = "csv"
    sort: Order = "due"


class WorklistSearchIn(
    WorklistQuery, json_schema_extra={"examples": [{"phone": "13800000001", "limit": 20}]}
):
    """A search by what an applicant can name: the number of the identity document, or the phone."""

    document_number: Annotated[
        Text | None, Field(max_length=60, description="申请人的证件号码")
    ] = None
    phone: Annotated[Text | None, Field(max_length=40, description="申请人的联系电话")] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.document_number is None) is (self.phone is None):
            raise refusal(
                "search_key",
                "证件号码和联系电话须填且只填一项",
                "Either a document number or a phone must be stated, not both",
            )
        return self


class OrganRefOut(Out):
    """An organ with its name."""

    id: UUID
    """The organ."""
    name: str | None
    """Its name; null while the directory has not told of it."""


class AssigneeOut(Out):
    """Who is responsible."""

    subject: str
    """The subject of their tokens."""
    name: str | None
    """Their name; null where it is not known here."""
    is_assignable: bool
    """Whether they could be made responsible now: active, of this organ, in a role that handles
    cases.
    """


class RemainingOut(Out):
    """What is left of a period."""

    value: int
    """Negative once it is over."""
    unit: Unit
    """Working days, or hours."""


class MatterItemOut(Out):
    """A matter of the worklist."""

    kind: MatterKind
    """What kind of file it is."""
    kind_label: str
    """What an office calls the kind."""
    id: UUID
    """The matter."""
    number: str | None
    """Its number in the register."""
    receipt_number: str
    """The number on the receipt."""
    title: str
    """What it is about."""
    organ: OrganRefOut
    """Whose it is."""
    assignee: AssigneeOut | None
    """Who is responsible."""
    state: MatterState
    """Where it stands."""
    state_label: str
    """What an office calls the state."""
    stage: str
    """The stage that the state belongs to."""
    waiting_for: list[WaitingOut]
    """What holds it."""
    light: Light
    """How near its end is."""
    unit: Unit
    """In what its period is counted."""
    due_on: date | None
    """By which day the office must act next."""
    due_at: datetime | None
    """By which instant, where it is counted in hours."""
    was_due_on: date | None
    """The last day that held when the file came to its end; null while it is open."""
    remaining: RemainingOut | None
    """What is left of that."""
    arrived_on: date
    """The day of arrival, by which `sort=received` goes."""
    received_on: date | None
    """The legal receipt."""
    applicant_name: str | None
    """Who applies, masked."""
    version: int
    """For `If-Match`."""
    next_approval: NextLevelOut | None
    """The level of approval at which it waits; null for what is not in approval."""
    available_actions: list[StepCode]
    """The steps that the caller can take now."""


_ITEM: dict[str, object] = {
    "kind": "application",
    "kind_label": "政府信息公开申请",
    "id": "01912d3c-7a10-7000-8000-000000000002",
    "number": "示例依申〔2026〕1号",
    "receipt_number": "S20260105-ABCDEFGH",
    "title": "示例规划许可",
    "organ": {"id": "01912d3c-7a10-7000-8000-000000000001", "name": "示例机关"},
    "assignee": {"subject": "sample-clerk", "name": "示例甲", "is_assignable": True},
    "state": "handling",
    "state_label": "办理中",
    "stage": "handling",
    "waiting_for": [],
    "light": "green",
    "unit": "working_day",
    "due_on": "2026-02-02",
    "due_at": None,
    "remaining": {"value": 12, "unit": "working_day"},
    "arrived_on": "2026-01-05",
    "received_on": "2026-01-05",
    "applicant_name": "测*",
    "version": 3,
    "available_actions": ["assign", "draft"],
}


class MatterPageOut(
    Page[MatterItemOut], json_schema_extra={"examples": [{"items": [_ITEM], "next_cursor": None}]}
):
    """One page of the worklist."""


class CountOut(Out):
    """How many matters are alike in kind, state and light."""

    kind: MatterKind
    """What kind of file they are."""
    kind_label: str
    """What an office calls the kind."""
    state: MatterState
    """Where they stand."""
    state_label: str
    """What an office calls the state."""
    light: Light
    """How near their end is."""
    light_label: str
    """What an office calls the light."""
    count: int
    """How many; never 0."""


_COUNT: dict[str, object] = {
    "kind": "application",
    "kind_label": "政府信息公开申请",
    "state": "handling",
    "state_label": "办理中",
    "light": "green",
    "light_label": "正常",
    "count": 4,
}
_COUNTS = {
    "total": 5,
    "by": [_COUNT, _COUNT | {"light": "red", "light_label": "即将到期", "count": 1}],
}


class CountsOut(Out, json_schema_extra={"examples": [_COUNTS]}):
    """How many matters there are, and how they stand."""

    total: int
    """All that meet the filters."""
    by: list[CountOut]
    """The same by kind, state and light, in this order."""
