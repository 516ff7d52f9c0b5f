"""The step of confirming a late entry."""

from gongkai.auth.principal import Permission
from gongkai.steps import ClosedTo, Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS, ENTRY_AWAITED, CaseSituation
from requests_api.late_entries.errors import ConfirmationNeedsApprover, EnteredByYourself

CONFIRM_ENTRY: Step[CaseSituation] = CASE_STEPS.declare(
    Step(
        code="confirm_entry",
        label="核实迟录日期",
        path="events/{entry}/confirmation",
        permission=Permission.CASES_APPROVE,
        moves=stay(CaseState),
        guards=(ENTRY_AWAITED,),
        is_corrective=True,
        by_people=True,
        needs=ConfirmationNeedsApprover,
        closed_to=ClosedTo(
            lambda situation: situation.late_entered_by,
            EnteredByYourself,
            of_part=lambda situation, entry: dict[object, str](situation.awaiting).get(entry),
        ),
    )
)
