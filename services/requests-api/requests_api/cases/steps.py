"""The procedure of an application: its situation, and the table that features enter steps into."""

from typing import NamedTuple
from uuid import UUID

from gongkai.steps import Guard, Reason, StepTable, stay
from requests_api.approval_chains.levels import NOT_BEGUN, Approvals
from requests_api.cases.errors import FindingsOpen
from requests_api.cases.kinds import FeeState
from requests_api.cases.states import WORKING, CaseState
from requests_api.decisions.model import NationalText
from requests_api.matters.kinds import MatterKind, WaitingFor


class CaseSituation(NamedTuple):
    """What decides which steps make sense.

    A tuple: one is made, and compared with those that were judged, for each case that is shown.
    """

    state: str
    organ_id: UUID
    is_received_legally: bool = True
    """Whether the day of legal receipt is known (条例31)."""
    is_oral: bool = False
    is_read_back: bool = False
    """Whether what the office filled in was read back to the applicant (条例29)."""
    text: NationalText = NationalText.OF_2019
    """The text under which it is decided, by its legal receipt."""
    waiting_for: frozenset[str] = frozenset()
    """What holds the file (`WaitingFor`)."""
    open_consultations: int = 0
    """Letters without an answer; one that comes after its period is put on record all the same."""
    is_extended: bool = False
    is_delivered: bool = False
    """Whether the reply was served and has not come back since."""
    has_draft: bool = False
    drafted_by: str | None = None
    fee_state: str | None = None
    """Where the processing fee stands (`FeeState`)."""
    is_fee_in_force: bool = True
    """Whether the measures that the fee rests on were in force when it was received."""
    is_of_citizen: bool = True
    """Whether a natural person applies."""
    is_cost_charged: bool = False
    """Whether costs were charged (2007年条例27)."""
    is_cost_due: bool = False
    """Whether they are still to be paid."""
    approvals: Approvals = NOT_BEGUN
    """How far the approval of the draft has come."""
    has_objection: bool = False
    """Whether a third party objects to disclosure and is not overridden."""
    discloses_over_objection: bool = False
    """Whether the present draft would disclose what such a party objects to."""
    open_enclosures: tuple[str, ...] = ()
    """What goes out with the reply and is not screened, or holds what nobody has answered for."""
    has_open_text: bool = False
    """Whether the text of the reply holds what nobody has answered for."""
    is_publication_proposed: bool = False
    """Whether a proposal to publish the information waits, or was taken."""
    is_withheld: bool = False
    """Whether the reply did not disclose the information."""
    is_draft_of_other_text: bool = False
    """Whether the present draft decides what the text that applies does not know."""
    units_at_work: int = 0
    """Handling units that have not done their part."""
    awaiting: tuple[tuple[int, str], ...] = ()
    """Late entries that count only once a second person has confirmed them: number, and who states
    the day.
    """

    is_correction_asked: bool = False
    """Whether a notice has asked for a correction (条例30), which is done once."""
    is_correction_awaited: bool = False
    """Whether the corrected application has not come yet, be it after its period."""
    is_draft_outdated: bool = False
    """Whether a corrected application came after the present draft was written."""
    is_explanation_asked: bool = False
    """Whether the applicant was asked for reasons (条例35)."""
    is_explained: bool = False
    is_extension_asked: bool = False
    """Whether a request for an extension waits for the head."""
    pauses: bool = False
    """Whether the text by which the clock runs knows a pause."""
    is_paused: bool = False
    has_letter: bool = False
    """Whether a letter was drawn up, which can be served and come back."""
    is_pause_untold: bool = False
    """Whether there is a pause of which the applicant was not told in writing."""
    has_closing_notice: bool = False
    """Whether a letter that tells of an end without a reply is drawn up."""
    is_abandoned: bool = False
    """Whether it ended by the silence of the applicant."""
    is_answered_elsewhere: bool = False
    """Whether its reply is kept with the register from which it was imported."""
    refuses_unheard: bool = False
    """Whether the present draft refuses for the number of applications (条例35) while the reasons
    that the applicant was asked for may still come: before the day that was set for them is over
    and, where none was set, until they have come.
    """

    @property
    def late_entered_by(self) -> str | None:
        """Who states all that awaits a second person, where it is one person."""
        people = {person for _, person in self.awaiting}
        return people.pop() if len(people) == 1 else None


CASE_STEPS: StepTable[CaseSituation] = StepTable(
    MatterKind.APPLICATION, {state.value: state.label for state in CaseState}
)
"""Every step of an application; features declare theirs where they are imported."""
TAKES_UP = {**stay(WORKING), CaseState.REGISTERED: CaseState.HANDLING}
"""The moves of a step by which the handling begins, where it has not begun yet."""

RECEIVED_LEGALLY: Guard[CaseSituation] = Guard(
    Reason("receipt_unconfirmed", "尚未与申请人确认收到申请", "Receipt is not confirmed yet"),
    lambda situation: situation.is_received_legally,
)
UNCONFIRMED: Guard[CaseSituation] = Guard(
    Reason("receipt_known", "收到日期已经确定", "The day of receipt is known already"),
    lambda situation: not situation.is_received_legally,
)
UNDER_2007: Guard[CaseSituation] = Guard(
    Reason(
        "text_of_2007_only",
        "只有2019年5月15日以前收到、适用2007年条例的申请才有该程序",
        "Only what was received before 2019-05-15 knows this step (text of 2007)",
    ),
    lambda situation: situation.text is NationalText.OF_2007,
)
UNDER_2019: Guard[CaseSituation] = Guard(
    Reason(
        "text_of_2019_only",
        "2019年5月15日以前收到、适用2007年条例的申请没有该程序",
        "What was received before 2019-05-15 does not know this step (text of 2019)",
    ),
    lambda situation: situation.text is NationalText.OF_2019,
)
LETTER_OPEN: Guard[CaseSituation] = Guard(
    Reason("no_open_consultation", "没有待答复的征求意见函", "No consultation waits for an answer"),
    lambda situation: situation.open_consultations > 0,
)
_HOLDING = frozenset({WaitingFor.CONSULTATION, WaitingFor.CORRECTION, WaitingFor.PAYMENT})
NOTHING_AWAITED: Guard[CaseSituation] = Guard(
    Reason("answer_awaited", "尚在等待补正、缴费或者征求意见的答复", "An answer is still awaited"),
    lambda situation: not (_HOLDING & situation.waiting_for),
)
NOT_EXTENDED: Guard[CaseSituation] = Guard(
    Reason("extended_already", "只能延期一次（条例第33条）", "The period was extended already"),
    lambda situation: not situation.is_extended,
)
FEE_IN_FORCE: Guard[CaseSituation] = Guard(
    Reason(
        "fee_not_in_force",
        "2021年1月1日以前收到的申请不收取信息处理费（国办函〔2020〕109号）",
        "No fee is charged for what was received before 2021-01-01",
    ),
    lambda situation: situation.is_fee_in_force,
)
NO_FEE_YET: Guard[CaseSituation] = Guard(
    Reason(
        "fee_notified_already",
        "已告知收费：每件申请只按一种标准收取一次（国办函〔2020〕109号）",
        "A fee was noticed already: one basis, once, for each application",
    ),
    lambda situation: situation.fee_state is None,
)
FEE_DUE: Guard[CaseSituation] = Guard(
    Reason("no_fee_due", "没有待缴的信息处理费", "No fee is due"),
    lambda situation: situation.fee_state == FeeState.DUE,
)
OBJECTED_TO: Guard[CaseSituation] = Guard(
    Reason("no_objection", "没有待处理的第三方不同意见", "No objection of a third party stands"),
    lambda situation: situation.has_objection,
)
DRAFT_OF_TEXT: Guard[CaseSituation] = Guard(
    Reason(
        "draft_of_other_text",
        "收到日期变更后适用另一文本的条例，该条例没有拟稿所作的处理决定，须重新拟稿",
        "By the day of receipt another text applies, which has no such decision: draft it anew",
    ),
    lambda situation: not situation.is_draft_of_other_text,
)
OBJECTION_MET: Guard[CaseSituation] = Guard(
    Reason(
        "objection_stands",
        "第三方不同意公开：须先说明不采纳的情形和理由并书面告知该第三方（条例第15条、第32条），"
        "或者部分公开并注明不公开其所反对的内容",
        "A third party objects: override the objection first, or disclose in part without it",
    ),
    lambda situation: not situation.discloses_over_objection,
)
EXPLANATION_ASKED: Guard[CaseSituation] = Guard(
    Reason(
        "explanation_not_asked", "尚未要求申请人说明理由（条例第35条）", "No reasons were asked for"
    ),
    lambda situation: situation.is_explanation_asked,
)
EXPLAINED: Guard[CaseSituation] = Guard(
    Reason(
        "reasons_not_received",
        "申请人尚未说明理由：认为申请理由合理的，方可延迟答复（条例第35条）",
        "The applicant's reasons have not come; only reasonable ones allow a delay",
    ),
    lambda situation: situation.is_explained,
)
APPLICANT_HEARD: Guard[CaseSituation] = Guard(
    Reason(
        "explanation_awaited",
        "申请人尚未说明理由，且说明理由的期限未满，或者通知送达日期尚待登记、核实，"
        "不得以无正当理由大量反复申请为由不予处理（条例第35条）",
        "The applicant's reasons have not come, and their period is not over, or when it began is "
        "not on record or not confirmed",
    ),
    lambda situation: not situation.refuses_unheard,
)
SCREENED: Guard[CaseSituation] = Guard(
    Reason(FindingsOpen.code, FindingsOpen.title_zh, FindingsOpen.title_en),
    lambda situation: not (situation.open_enclosures or situation.has_open_text),
    FindingsOpen,
    lambda situation: {
        "enclosures": list(situation.open_enclosures),
        "is_text_open": situation.has_open_text,
    },
)
ENTRY_AWAITED: Guard[CaseSituation] = Guard(
    Reason("no_entry_awaiting", "没有待核实的迟录事项", "No late entry awaits confirmation"),
    lambda situation: bool(situation.awaiting),
)
UNIT_HANDLING: Guard[CaseSituation] = Guard(
    Reason("no_unit_at_work", "没有尚未办结的承办单位", "No handling unit is at work"),
    lambda situation: situation.units_at_work > 0,
)
DRAFT_CURRENT: Guard[CaseSituation] = Guard(
    Reason(
        "draft_before_correction",
        "答复稿拟写之后收到了补正，须按补正后的申请重新拟写（条例第30条）",
        "The corrected application came after the draft: it is drafted anew",
    ),
    lambda situation: not situation.is_draft_outdated,
)
REPLY_HERE: Guard[CaseSituation] = Guard(
    Reason(
        "reply_elsewhere",
        "该件导入前已答复，答复存于原登记簿",
        "It was answered before it was imported; the reply is kept with the earlier register",
    ),
    lambda situation: not situation.is_answered_elsewhere,
)
NOT_DELIVERED: Guard[CaseSituation] = Guard(
    Reason("delivered_already", "送达已经登记", "Delivery is on record already"),
    lambda situation: not situation.is_delivered,
)
