"""The step of splitting."""

from gongkai.auth.principal import Permission
from gongkai.steps import Guard, Reason, Step, stay
from requests_api.cases.states import CaseState
from requests_api.cases.steps import CASE_STEPS, CaseSituation
from requests_api.splitting.errors import SplittingTooLate

TOO_LATE = Reason(SplittingTooLate.code, SplittingTooLate.title_zh, SplittingTooLate.title_en)

_NOTHING_HOLDS: Guard[CaseSituation] = Guard(
    Reason("answer_awaited", "尚有等待的事项，处理后再拆分", "Something is still awaited"),
    lambda situation: not situation.waiting_for and not situation.open_consultations,
)
_NO_ENTRY_AWAITS: Guard[CaseSituation] = Guard(
    Reason(
        "entry_awaiting", "有迟录事项待第二人核实，核实后再拆分", "A late entry awaits confirmation"
    ),
    lambda situation: not situation.awaiting,
)
_NOTHING_DONE_ON_THE_WHOLE: Guard[CaseSituation] = Guard(
    TOO_LATE,
    # A registration that is voided and made anew leads back here with all that was asked before.
    lambda situation: (
        not (
            situation.is_correction_asked
            or situation.is_explanation_asked
            or situation.fee_state is not None
        )
    ),
    SplittingTooLate,
)
SPLIT = CASE_STEPS.declare(
    Step(
        code="split",
        label="拆分申请",
        path="splitting",
        permission=Permission.CASES_WRITE,
        moves=stay((CaseState.REGISTERED,)),  # before anything is asked or decided of the whole
        guards=(_NOTHING_HOLDS, _NO_ENTRY_AWAITS, _NOTHING_DONE_ON_THE_WHOLE),
    )
)
