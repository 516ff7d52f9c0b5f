"""Recomputations over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from gongkai.http.calendar_notices import NEW_NOTICE, CalendarNoticeIn
from gongkai.http.paging import PageQuery
from gongkai.http.schemas import Id, In, Out, refusal
from requests_api.matters.kinds import MatterKind
from requests_api.recomputations.kinds import Direction, PreviewFault, RunCause, RunState

_ID = "00000000-0000-7000-8000-000000000009"
_CASE = "00000000-0000-7000-8000-000000000002"
_RUN: dict[str, Any] = {
    "id": _ID,
    "state": "done",
    "state_label": "已完成",
    "causes": [
        {
            "code": "notice_loaded",
            "code_label": "录入放假安排通知",
            "notice_id": "00000000-0000-7000-8000-000000000007",
            "rule_set": None,
            "rule_set_version": None,
            "organ": None,
            "region_before": None,
            "region_after": None,
        }
    ],
    "calendar_version": "base-2026.4f0c1a+1n-9ab3de",
    "began_at": "2026-11-04T01:00:00Z",
    "ended_at": "2026-11-04T01:00:09Z",
    "failed_because": None,
    "failed_because_label": None,
    "is_preview": False,
    "counts": {"looked_at": 120, "moved": 3, "earlier": 1, "later": 2, "failed": 0},
}
_MOVED: dict[str, Any] = {
    "id": "00000000-0000-7000-8000-00000000000a",
    "kind": "application",
    "kind_label": "政府信息公开申请",
    "matter": {"id": _CASE, "number": "示例依申〔2026〕1号"},
    "organ": {"id": "00000000-0000-7000-8000-000000000001", "name": "示例机关"},
    "event_seq": 4,
    "rule": "DL-01",
    "rule_label": "答复期限",
    "ref": None,
    "before": "2027-01-05",
    "after": "2027-01-04",
    "direction": "earlier",
    "direction_label": "提前",
}


class PreviewIn(In, json_schema_extra={"examples": [{"notice": NEW_NOTICE}]}):
    """What is to be tried: a notice as catalog-api takes it, one to be withdrawn, or both."""

    notice: CalendarNoticeIn | None = None
    """The notice to be loaded, `supersedes` included."""
    withdraws: Id | None = None
    """The notice to be withdrawn."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.notice is None and self.withdraws is None:
            raise refusal(
                "nothing_to_preview", "须写明拟录入或者拟撤回的通知", "Name a notice to try"
            )
        return self


class RunQuery(PageQuery):
    """Which recomputations are listed, the newest first."""

    previews: Annotated[
        bool, Field(description="只列预演（保留24小时） / previews instead, kept for a day")
    ] = False


class MovedOrganOut(Out):
    """An organ: the one that has to meet a deadline, or whose region changed."""

    id: UUID
    """The organ."""
    name: str | None
    """Its name; null where it is not known here."""


class CauseOut(Out):
    """Something that changed."""

    code: RunCause
    """What it was."""
    code_label: str
    """What an office calls it."""
    notice_id: UUID | None
    """The holiday notice, where it is one: `GET /catalog/v1/calendar-notices/{notice_id}`."""
    rule_set: str | None
    """The local text, where it is one: `GET /requests/v1/rule-sets/{rule_set}`."""
    rule_set_version: int | None
    """Its version."""
    organ: MovedOrganOut | None
    """The organ that the directory has in another region, where that is it."""
    region_before: str | None
    """The division code of that organ until then."""
    region_after: str | None
    """Its division code since."""


class RecomputationCountsOut(Out):
    """How many matters, among the organs that the caller sees; who keeps the calendar sees the
    numbers of the own organ and of those below.
    """

    looked_at: int
    """Open ones that were computed again."""
    moved: int
    """Those of which a deadline moved, began or ended."""
    earlier: int
    """Those of which one ends earlier."""
    later: int
    """Those of which one ends later."""
    failed: int
    """In a preview, those that could not be computed; else the report's `failed` says it."""


class RecomputationOut(Out, json_schema_extra={"examples": [_RUN]}):
    """Every open matter is computed again after a change of what dates rest on."""

    id: UUID
    """The recomputation."""
    state: RunState
    """How far it is."""
    state_label: str
    """What an office calls that."""
    causes: list[CauseOut]
    """What changed since the one before."""
    calendar_version: str
    """The calendar by which it computes."""
    began_at: datetime
    """When the change was found."""
    ended_at: datetime | None
    """When all was computed, or the next one began; null while it runs."""
    failed_because: PreviewFault | None
    """Why a preview ended without a result."""
    failed_because_label: str | None
    """What an office calls that."""
    is_preview: bool
    """Whether it only says what would move; nothing is changed then."""
    counts: RecomputationCountsOut
    """What came of it so far."""


class MovedMatterOut(Out):
    """The matter whose deadline moved."""

    id: UUID
    """The matter."""
    number: str
    """The number by which an office knows it now."""


class MovedDateOut(Out, json_schema_extra={"examples": [_MOVED]}):
    """A deadline that moved."""

    id: UUID
    """Its line in the report."""
    kind: MatterKind
    """What kind of matter it is."""
    kind_label: str
    """What an office calls the kind."""
    matter: MovedMatterOut
    """The matter."""
    organ: MovedOrganOut
    """Its organ."""
    event_seq: int | None
    """The event on the matter's record that says the same; null in a preview."""
    rule: str
    """The rule that sets it, by the codes `deadline_rules`."""
    rule_label: str
    """What an office calls the rule."""
    ref: str | None
    """What the rule applies to inside the matter; null for the whole."""
    before: str | None
    """The day or instant before; null where it did not run."""
    after: str | None
    """The day or instant now; null where it runs no more."""
    direction: Direction
    """Which way it moved."""
    direction_label: str
    """What an office calls that."""


_FAILED: dict[str, Any] = {
    "matter": {"id": _CASE, "number": "示例依申〔2026〕2号"},
    "error": "defect",
}


class FailedOut(Out, json_schema_extra={"examples": [_FAILED]}):
    """A matter that could not be computed; it keeps its old date until an operator decides
    (`python -m requests_api.cli recomputations redrive`).
    """

    matter: MovedMatterOut
    """The matter."""
    error: str | None
    """Why, as a code; `defect`: the log has the place."""


class RecomputationReportOut(
    RecomputationOut,
    json_schema_extra={
        "examples": [
            {
                **_RUN,
                "failed": 1,
                "failures": [_FAILED],
                "items": [_MOVED],
                "next_cursor": None,
            }
        ]
    },
):
    """What a recomputation did: numbers, what could not be computed, and a page of what moved."""

    failed: int
    """Matters that could not be computed with this calendar."""
    failures: list[FailedOut]
    """The first hundred of them."""
    items: list[MovedDateOut]
    """A page of the deadlines that moved; none for who may read no cases."""
    next_cursor: str | None
    """What `cursor` must be for the page that follows; null on the last one."""


class ReportQuery(PageQuery):
    """Which of the deadlines that moved are listed."""

    direction: Annotated[
        tuple[Direction, ...],
        Field(max_length=5, description="变动方向，可重复 / which way it moved, may be repeated"),
    ] = ()
