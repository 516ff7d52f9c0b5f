"""The present reply as columns of a reading, each as `reply_…`, and the level at which it waits."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from gongkai.db.base import table_of
from gongkai.reference.people import person_names
from requests_api.approval_chains.presenter import approvals_of
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.matters.models import Matter
from requests_api.matters.schemas import StepOut
from requests_api.replies.models import Reply
from requests_api.replies.presenter import waiting_at
from requests_api.replies.schemas import ApprovalStepOut

_KEPT_BACK = {"id", "case_id", "issued_by"}
REPLY_COLUMNS = [
    column.label(f"reply_{column.name}")
    for column in table_of(Reply).c
    if column.name not in _KEPT_BACK
]
"""For a statement that joins `replies` by the case's `reply_id`."""


async def with_next_level(session: AsyncSession, case: Case) -> Callable[[StepOut], StepOut]:
    """Adds the level whose turn it is to the head of a case."""
    waits = waiting_at(case, await approver_names(session, [case]))
    return lambda head: ApprovalStepOut(**dict(head), next_approval=waits)


async def approver_names(session: AsyncSession, matters: Iterable[Matter]) -> Mapping[str, str]:
    """What those are called by whose approval some of these cases wait."""
    levels = [
        approvals_of(case).next_level
        for case in matters
        if isinstance(case, Case) and case.state == CaseState.IN_APPROVAL
    ]
    return await person_names(session, [level.by for level in levels if level is not None])
