"""A case in full, and in a list."""

from datetime import date, datetime
from uuid import UUID

from gongkai.deadlines.lights import Light
from gongkai.deadlines.states import DeadlineState
from gongkai.http.schemas import Out
from gongkai.organs import Channel
from requests_api.access_codes.schemas import ActUnderReissueOut, CodeReissueOut
from requests_api.applicants.schemas import ApplicantOut
from requests_api.assignments.schemas import LastAssignmentOut
from requests_api.cases.kinds import SupplyForm
from requests_api.cases.schemas import CaseWarningOut, UntoldOut
from requests_api.cases.states import CaseState, Stage
from requests_api.clock.outcome import State as ClockState
from requests_api.closings.schemas import ClosingOut, MergedCaseOut, ReopeningOut
from requests_api.consultations.schemas import ConsultationOut
from requests_api.corrections.schemas import CorrectionOut
from requests_api.cost_fees.schemas import CostFeeOut
from requests_api.decisions.model import DecisionCode
from requests_api.delays.schemas import DelayOut
from requests_api.explanations.schemas import ExplanationOut
from requests_api.extensions.schemas import ExtensionRequestOut
from requests_api.fees.schemas import FeeOut
from requests_api.intake.kinds import SourceOutcome
from requests_api.matters.codes import StepCode
from requests_api.matters.schemas import MarkedEntryOut, WaitingOut
from requests_api.pauses.schemas import PauseOut
from requests_api.publications.schemas import PublicationStateOut
from requests_api.replies.schemas import ReplyOut
from requests_api.special_needs.schemas import SpecialNeedOut


class CaseDeadlineOut(Out):
    """A deadline of the case as an entity."""

    id: UUID
    """Its id, as in the feed."""
    rule: str
    """The rule that sets it: `DL-01`."""
    rule_label: str
    """What an office calls the rule."""
    ref: str
    """What the rule applies to inside the case: a consultation's id, or empty."""
    state: DeadlineState
    """Whether it runs, or how it ceased."""
    due_on: date | None
    """Its last day."""
    provisional: bool
    """Whether no holiday notice settles the date yet."""
    revision: int
    """Grows with each change."""


class FrequencyOut(Out):
    """How often the applicant asked when this application arrived (条例35, 国办函〔2020〕109号)."""

    in_month: int
    """The how many-th application of the calendar month to the organ it is."""
    threshold: int
    """Above how many they are marked, as the organ decided."""
    duplicates: int
    """How many of the month's earlier ones say the same, by their fingerprints."""


class CaseCommon(Out):
    """What a case shows of itself in a list and in full."""

    id: UUID
    """The case."""
    version: int
    """For `If-Match`."""
    receipt_number: str
    """The number on the applicant's receipt."""
    number: str | None
    """The number in the register."""
    organ_id: UUID
    """The organ that was asked."""
    organ_name: str | None
    """Its name."""
    state: CaseState
    """Where it stands."""
    state_label: str
    """What an office calls the state."""
    stage: Stage
    """The statutory stage (条例45)."""
    waiting_for: list[WaitingOut]
    """What holds the file beside its state."""
    channel: Channel
    """How it arrived."""
    title: str
    """What is wanted."""
    assignee: str | None
    """Who is responsible: the subject of their tokens."""
    assignee_name: str | None
    """Their name; null where it is not known here."""
    assignee_is_assignable: bool | None
    """Whether they could be made responsible now: active, of this organ, in a role that handles
    cases. False is a sign to assign the case anew. Null where nobody is responsible.
    """
    arrived_on: date
    """The day of arrival, by which `sort=received` goes."""
    received_on: date | None
    """The legal receipt (条例31): day 0 of the clock."""
    due_on: date | None
    """The last day for the answer; null before receipt is confirmed and while the clock stands."""
    was_due_on: date | None
    """The last day for the answer that held when the case ended; null while it is open, and where
    the clock had no day by then.
    """
    provisional: bool
    """Whether no holiday notice settles `due_on` yet."""
    remaining_working_days: int | None
    """To the date that `light` shows: `due_on`, or the house deadline of an unconfirmed receipt."""
    light: Light
    """How near that date is."""
    available_actions: list[StepCode]
    """The steps that the caller can take now; `/actions` says why others are not possible."""


_COMMON: dict[str, object] = {
    "id": "00000000-0000-7000-8000-000000000002",
    "version": 3,
    "receipt_number": "S20260105-ABCDEFGH",
    "number": "示例依申〔2026〕1号",
    "organ_id": "00000000-0000-7000-8000-000000000001",
    "organ_name": "示例机关",
    "state": "handling",
    "state_label": "办理中",
    "stage": "handling",
    "waiting_for": [],
    "channel": "online",
    "title": "示例规划许可",
    "assignee": "sample-clerk",
    "assignee_name": "样例甲",
    "assignee_is_assignable": True,
    "arrived_on": "2026-01-05",
    "received_on": "2026-01-05",
    "due_on": "2026-02-02",
    "provisional": False,
    "remaining_working_days": 12,
    "light": "green",
    "available_actions": ["assign", "draft"],
}
_ITEM = _COMMON | {"applicant_name": "测**", "next_due_on": "2026-02-02"}
_CASE: dict[str, object] = _COMMON | {
    "applicant": {
        "kind": "natural",
        "name": "测**",
        "document_type": "resident_id",
        "document_number": "110***********0014",
        "phone": "138****0001",
        "help_needed": [],
        "help_needed_labels": [],
    },
    "description": "示例描述",
    "free_text_withheld": False,
    "supply_form": "electronic",
    "confirmed_on": "2026-01-05",
    "rule_set": "regulation-2019",
    "clock_state": "running",
    "extended": False,
    "calendar_version": "sample",
    "consultations": [],
    "deadlines": [
        {
            "id": "00000000-0000-7000-8000-000000000003",
            "rule": "DL-01",
            "rule_label": "答复期限",
            "ref": "",
            "state": "open",
            "due_on": "2026-02-02",
            "provisional": False,
            "revision": 1,
        }
    ],
    "extension_requests": [],
    "delays": [],
    "pauses": [],
    "merged_cases": [],
    "reopenings": [],
    "warnings": [],
    "untold": [],
    "imported": False,
    "late_entries": [],
    "acts_under_reissue": [],
    "created_at": "2026-01-05T01:00:00Z",
}


class ProcedureOut(Out):
    """What the procedures beside the answer have come to."""

    assignment: LastAssignmentOut | None
    """When somebody was last made responsible, and why; null where only the registration did."""
    correction: CorrectionOut | None
    """The notice that asked for a correction (条例30); there is one at most."""
    explanation: ExplanationOut | None
    """That the applicant was asked for reasons (条例35)."""
    special_need: SpecialNeedOut | None
    """What the information is needed for, under the text of 2007 (Art. 13)."""
    cost_fee: CostFeeOut | None
    """Costs that were charged under the text of 2007 (Art. 27)."""
    extension_requests: list[ExtensionRequestOut]
    """Requests for an extension, with what the head said."""
    delays: list[DelayOut]
    """Days that were set in place of the term (条例35)."""
    pauses: list[PauseOut]
    """Pauses of a local clock."""
    closing: ClosingOut | None
    """How it ended without a reply."""
    reopenings: list[ReopeningOut]
    """That it went on after it had counted as abandoned."""
    merged_cases: list[MergedCaseOut]
    """Cases that were merged into it; its reply names their numbers."""


class CaseListItem(CaseCommon, json_schema_extra={"examples": [_ITEM]}):
    """A case in a list."""

    applicant_name: str
    """Who applies, masked."""
    next_due_on: date | None
    """The earliest deadline of any kind that runs, the house deadline for confirmation included."""


class CaseOut(ProcedureOut, CaseCommon, json_schema_extra={"examples": [_CASE]}):
    """A case with everything an office needs to decide the next step."""

    source: str | None
    """The system that also knows it."""
    external_id: str | None
    """Its id there."""
    applicant: ApplicantOut
    """Who applies, masked."""
    description: str | None
    """What else helps to find the information; null for those who only oversee."""
    free_text_withheld: bool
    """Whether the caller only oversees, so that texts of the file are null; `/disclosures` shows
    them for a reason.
    """
    document_reference: str | None
    """Document number that the applicant names."""
    supply_form: SupplyForm
    """In which form the information is wanted."""
    confirmed_on: date | None
    """The day on which receipt was confirmed."""
    read_back_on: date | None
    """The day on which an oral application was read back and confirmed; null for other channels."""
    rule_set: str
    """The text by which the clock runs."""
    clock_state: ClockState
    """Whether the clock runs."""
    extended: bool
    """Whether the period was extended."""
    decision: DecisionCode | None
    """How it ended."""
    replied_on: date | None
    """The day of the reply."""
    delivered_on: date | None
    """The day on which the reply was served."""
    calendar_version: str
    """The calendar of working days that was used."""
    consultations: list[ConsultationOut]
    """Letters to third parties and other organs."""
    fee: FeeOut | None
    """The processing fee with its computation; null where none was noticed."""
    publication: PublicationStateOut | None
    """Whether it was proposed to publish the information, and where that stands."""
    deadlines: list[CaseDeadlineOut]
    """Every deadline it ever had."""
    warnings: list[CaseWarningOut]
    """Events that had no or not the usual effect on the clock, such as a notice that came late."""
    imported: bool
    """Whether it was taken over from an earlier register, with that register's days."""
    frequency: FrequencyOut | None
    """The mark of an applicant who asks very often or the same again; refuses nothing."""
    untold: list[UntoldOut]
    """What its applicant has not been told yet: the platform mails it, or the office tells it."""
    late_entries: list[MarkedEntryOut]
    """What was entered later than it happened; `/late-entries` says by whom."""
    code_reissue: CodeReissueOut | None
    """The last re-issue of the applicant's access code, if there was one."""
    acts_under_reissue: list[ActUnderReissueOut]
    """What the applicant did under a re-issued code."""
    reply: ReplyOut | None
    """The present draft or reply."""
    created_at: datetime
    """When it was entered."""


class CaseOfSourceOut(
    CaseOut,
    json_schema_extra={
        "examples": [
            _CASE
            | {"outcome": "kept", "outcome_label": "已有，以卷内记录为准", "differs": ["assignee"]}
        ]
    },
):
    """The case of an application that another system told of, and what became of what it told."""

    outcome: SourceOutcome
    """Whether the case was entered now, stood so already, or is kept as the office has it."""
    outcome_label: str
    """What an office calls that."""
    differs: list[str]
    """The members of the request of which the file says otherwise; none of them was changed."""
