"""Cases as they are read: statements of tables alone, typed rows without the ORM.

A row carries the columns of matter and case by their names, the applicant's `personal`, the present
reply's columns as `reply_…`, and `notices`, by which the calendar source knows whether the calendar
that it holds is the present one. What most cases have not come to yet (a reply, a fee, people to be
named) is asked for only where the row tells of it (ADR 0059).
"""

from datetime import date, datetime
from functools import lru_cache, partial, reduce
from typing import Any, Protocol, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, bindparam, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.auth.principal import Principal
from gongkai.db.base import table_of
from gongkai.db.driver import Read
from gongkai.db.json import listed
from gongkai.deadlines.states import DeadlineState
from gongkai.errors import Unavailable
from gongkai.organs import Channel
from gongkai.reference.organs import ReferenceOrgan
from gongkai.reference.people import names_of
from requests_api.applicants.models import Applicant
from requests_api.applicants.presenter import ApplicantRow
from requests_api.cases.kinds import FeeState, SupplyForm
from requests_api.cases.models import Case
from requests_api.clock.outcome import State as ClockState
from requests_api.consultations.reading import CONSULTATIONS
from requests_api.decisions.model import DecisionCode
from requests_api.fees.reading import FEES
from requests_api.matters.models import Matter, MatterDeadline
from requests_api.matters.presenter import Timed
from requests_api.matters.reading import ASSIGNEE_COLUMNS, IS_ASSIGNEE, PEOPLE, SAID
from requests_api.matters.repository import readable_by
from requests_api.replies.models import Reply
from requests_api.replies.presenter import ReplyRow
from requests_api.replies.reading import REPLY_COLUMNS
from requests_api.rule_sets.reading import almanac_stamp

_KEPT_BACK = {
    "access_code_digest",
    "arrived_by",
    "chain_head",
    "is_open",
    "recheck_on",
    "reply_id",
    "search_text",
    "text_simhash",
    "title_names_nobody",
    "unmoved",
}
_TEXTS = {"description_sealed"}
"""What a list does not show."""
_MATTERS, _CASES, _REPLIES = table_of(Matter), table_of(Case), table_of(Reply)
_APPLICANTS, _ORGANS = table_of(Applicant), table_of(ReferenceOrgan)
_DEADLINE = table_of(MatterDeadline).c
_CASE = [c for c in _MATTERS.c if c.name not in _KEPT_BACK | _TEXTS] + [
    c for c in _CASES.c if c.name != "id" and not c.name.startswith("counted_")
]


class CommonRow(Timed, Protocol):
    """What lists and files show of a case."""

    id: UUID
    version: int
    receipt_number: str
    number: str | None
    organ_id: UUID
    organ_name: str | None
    state: str
    waiting_for: list[Any]
    late_entries: list[Any] | None
    channel: Channel
    title: str
    assignee: str | None
    assignee_name: str | None
    assignee_is_assignable: bool
    arrived_on: date
    received_on: date | None
    due_on: date | None
    was_due_on: date | None
    is_provisional: bool
    open_consultations: int
    is_extended: bool
    fee_state: FeeState | None
    delivered_on: date | None
    drafted_by: str | None
    read_back_on: date | None
    approval_levels: list[Any] | None
    approvals: list[Any] | None
    handling_units: list[Any] | None
    enclosures: list[Any] | None
    publication: dict[str, Any] | None
    servings: dict[str, Any] | None
    text_findings: dict[str, Any] | None


class ItemRow(CommonRow, Protocol):
    """A case in a list."""

    personal: bytes
    next_due_on: date | None


class FileRow(CommonRow, ApplicantRow, ReplyRow, Protocol):
    """A case in full."""

    source: str | None
    external_id: str | None
    description_sealed: bytes
    document_reference: str | None
    supply_form: SupplyForm
    confirmed_on: date | None
    rule_set: str
    clock_state: ClockState
    decision: DecisionCode | None
    replied_on: date | None
    calendar_version: str
    frequency: dict[str, int] | None
    untold: list[Any] | None
    assignment: dict[str, Any] | None
    has_mail: bool | None
    imported_on: date | None
    created_at: datetime
    code_reissue: dict[str, Any] | None
    acts_under_reissue: list[Any] | None
    deadlines: list[dict[str, Any]] | None
    consultations: list[dict[str, Any]] | None
    correction: dict[str, Any] | None
    explanation: dict[str, Any] | None
    special_need: dict[str, Any] | None
    cost_fee: dict[str, Any] | None
    extension_requests: list[dict[str, Any]] | None
    delays: list[dict[str, Any]] | None
    pauses: list[dict[str, Any]] | None
    closing: dict[str, Any] | None
    merged_cases: list[dict[str, Any]] | None
    reopenings: list[dict[str, Any]] | None
    clock_remarks: list[dict[str, Any]] | None
    said: list[dict[str, Any]] | None
    """What was said with acts, sealed, by the numbers of these."""
    fees: list[dict[str, Any]] | None
    names: dict[str, str] | None
    """Of who drafted, approved and entered something, by subject."""
    notices: str | None


_DEADLINES = listed(
    {
        "id": _DEADLINE.id,
        "rule": _DEADLINE.rule,
        "ref": _DEADLINE.subject,
        "state": _DEADLINE.state,
        "due_on": _DEADLINE.due_on,
        "provisional": _DEADLINE.is_provisional,
        "revision": _DEADLINE.revision,
    },
    of=_DEADLINE.aggregate_id == _MATTERS.c.id,
    correlate=_MATTERS,
    order=(_DEADLINE.rule, _DEADLINE.subject),
)


def _people_in(column: ColumnElement[Any], path: str) -> ColumnElement[Any]:
    """The subjects that stand at ``path`` of a column of JSON."""
    found = func.jsonb_path_query(column, literal_column(f"'{path}'"))
    told = select(found.op("#>>")(literal_column("'{}'"))).correlate(_MATTERS, _CASES)
    return func.array(told.scalar_subquery())


_PEOPLE: ColumnElement[Any] = reduce(
    partial(func.array_cat, type_=ARRAY(Text)),
    [
        array([_REPLIES.c.drafted_by, _REPLIES.c.approved_by]),
        _people_in(_MATTERS.c.late_entries, "$[*].entered_by"),
        _people_in(_CASES.c.extension_requests, "$[*].requested_by"),
        _people_in(_CASES.c.extension_requests, "$[*].answered_by"),
        _people_in(_CASES.c.closing, "$.closed_by"),
        _people_in(_CASES.c.approval_levels, "$[*].by"),
        _people_in(_CASES.c.approvals, "$[*].by"),
        _people_in(_CASES.c.approvals, "$[*].instead_of"),
    ],
)
_NAMES = names_of(_PEOPLE, correlate=(_MATTERS, _CASES, _REPLIES))
_IS_ASKED = _MATTERS.c.id == bindparam("case_id")
_BESIDE = (*REPLY_COLUMNS, FEES.label("fees"), _NAMES.label("names"))
BESIDE_READ = Read(
    select(_MATTERS.c.version, *_BESIDE)
    .select_from(_MATTERS.join(_CASES, _CASES.c.id == _MATTERS.c.id))
    .outerjoin(_REPLIES, _REPLIES.c.id == _CASES.c.reply_id)
    .where(_IS_ASKED)
)
"""What stands beside the case `case_id`, which the caller has read, and of which version it is."""
_TELLS_OF_IT = (
    "reply_id",
    "fee_state",
    "late_entries",
    "extension_requests",
    "closing",
    "approval_levels",
    "approvals",
)
"""The columns that are empty where nothing stands beside."""
_READINGS = 5
"""How often a case is read, until nobody has written between its two statements."""


@lru_cache(maxsize=256)
def case_read(principal: Principal) -> Read:
    """What is shown of the case `case_id`, a parameter, if it exists for the caller; what stands
    beside it is None yet.

    Kept per caller: building the statement costs more than executing it.
    """
    return Read(
        _joined(
            *(_MATTERS.c[name] for name in sorted(_TEXTS)),
            _APPLICANTS.c.document_type,
            _APPLICANTS.c.help_needed,
            _DEADLINES.label("deadlines"),
            CONSULTATIONS.label("consultations"),
            SAID.label("said"),
            almanac_stamp().label("notices"),
        ).where(_IS_ASKED, readable_by(principal)),
        later=[column.name for column in _BESIDE],
    )


async def read_case(session: AsyncSession, principal: Principal, case_id: UUID) -> FileRow | None:
    """The case in full, if it exists for the caller."""
    read = case_read(principal)
    for _ in range(_READINGS):
        row = await read.one_or_none(session, case_id=case_id)
        if row is None or not any(getattr(row, name) for name in _TELLS_OF_IT):
            return cast("FileRow | None", row)
        beside = await BESIDE_READ.one_or_none(session, case_id=case_id)
        if beside.version == row.version:
            for column in _BESIDE:
                setattr(row, column.name, getattr(beside, column.name))
            return cast("FileRow", row)
    raise Unavailable(retry_after=1)


def select_items(principal: Principal) -> Select[Any]:
    """What a list shows of each case that exists for the caller."""
    next_due = (
        select(func.min(_DEADLINE.due_on))
        .where(_DEADLINE.aggregate_id == _MATTERS.c.id, _DEADLINE.state == DeadlineState.OPEN)
        .correlate(_MATTERS)
        .scalar_subquery()
    )
    return _joined(next_due.label("next_due_on")).where(readable_by(principal))


def _joined(*further: Any) -> Select[Any]:  # noqa: ANN401 - columns of any table
    return (
        select(
            *_CASE,
            _APPLICANTS.c.personal,
            _ORGANS.c.name.label("organ_name"),
            *ASSIGNEE_COLUMNS,
            *further,
        )
        .select_from(_MATTERS)
        .join(_CASES, _CASES.c.id == _MATTERS.c.id)
        .join(_APPLICANTS, _APPLICANTS.c.matter_id == _MATTERS.c.id)
        .outerjoin(_ORGANS, _ORGANS.c.id == _MATTERS.c.organ_id)
        .outerjoin(PEOPLE, IS_ASSIGNEE)
    )
