"""What is told of an application beyond the office: enough for a to-do, and nothing of people."""

from gongkai.calendar import WorkingCalendar
from gongkai.contracts import CaseChanged, LightTurns
from gongkai.deadlines.lights import turns_of
from requests_api.cases.models import Case
from requests_api.cases.states import CaseState
from requests_api.matters.presenter import due_of

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
