"""What is told of an application: beyond the office enough for a to-do and nothing of people, and
to the office what the clock remarks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import CaseChanged, LightTurns
from gongkai.deadlines.lights import turns_of
from requests_api.cases.models import Case
from requests_api.cases.schemas import CaseWarningOut, StepWithWarningsOut
from requests_api.cases.states import CaseState
from requests_api.matters.presenter import due_of
from requests_api.matters.schemas import StepOut

_PATH = "/requests/v1/cases"


def case_changed(case: Case, calendar: WorkingCalendar) -> CaseChanged:
    """The application as it stands, for the feed; its columns must be written by then."""
    due = due_of(case)
    turns = None if due is None else turns_of(due, calendar.for_jurisdiction(case.jurisdiction))
    return CaseChanged(
        case_id=case.id,
        receipt_number=case.receipt_number,
        number=case.number,
        title=case.title if case.title_names_nobody else None,
        organ_id=case.organ_id,
        assignee=case.assignee,
        state=case.state,
        state_label=CaseState(case.state).label,
        is_open=case.is_open,
        due_on=case.due_on,
        ends_at=case.ends_at,
        turns=None
        if turns is None
        else LightTurns(
            yellow_from=turns.yellow_from,
            red_from=turns.red_from,
            overdue_from=turns.overdue_from,
        ),
        provisional=case.is_provisional,
        path=f"{_PATH}/{case.id}",
        source=case.source,
        external_id=case.external_id,
    )


def warnings_out(remarks: Iterable[Mapping[str, Any]] | None) -> list[CaseWarningOut]:
    """The column `clock_remarks` for people."""
    return [
        CaseWarningOut(seq=item["seq"], code=item["code"], basis=item["basis"])
        for item in remarks or ()
    ]


def with_warnings(case: Case, head: StepOut) -> StepWithWarningsOut:
    """The head with what the clock remarks on the events of the case."""
    told = warnings_out(case.clock_remarks)
    return StepWithWarningsOut.model_validate({**dict(head), "warnings": told})
